import type { DeliveredMessage, Headers, TopicPartition } from './broker.ts';
import { FetchedRecord } from './kafka-record-read.ts';

/** Kafka's client gives headers as an object, repeated names as a list; so their order holds only within one name. */
export type RawHeaders = Record<string, Buffer | string | Array<Buffer | string> | undefined>;

export interface RawRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: RawHeaders;
  readonly offset: string;
  readonly timestamp: string;
}

/**
 * The bytes are copied, once a message: the originals are windows into the whole answer of the fetch and would keep all of
 * it in memory.
 */
export function toDelivered(place: TopicPartition, record: RawRecord): DeliveredMessage {
  const { topic, partition } = place;
  if (record instanceof FetchedRecord) {
    const { key, value, headers } = record.copy();
    return {
      topic,
      partition,
      key,
      value,
      get headers() {
        return headers();
      },
      offset: BigInt(record.offset),
      timestampMs: Number(record.timestamp),
    };
  }
  const pairs: Array<readonly [name: string, value: Buffer]> = [];
  const { headers } = record;
  for (const name in headers) {
    const values = headers[name];
    if (Array.isArray(values)) for (const value of values) pairs.push([name, toBuffer(value) ?? NOTHING]);
    else pairs.push([name, toBuffer(values) ?? NOTHING]);
  }
  const [key, value] = [toBuffer(record.key), toBuffer(record.value)];
  let size = (key?.length ?? 0) + (value?.length ?? 0);
  for (const [, bytes] of pairs) size += bytes.length;
  const copy = copyInto(size);
  return {
    topic,
    partition,
    key: key === null ? null : copy(key),
    value: value === null ? null : copy(value),
    headers: pairs.map(([name, bytes]) => [name, copy(bytes)] as const),
    offset: BigInt(record.offset),
    timestampMs: Number(record.timestamp),
  };
}

export function toRawHeaders(headers: Headers): RawHeaders {
  const grouped: Record<string, Buffer | Buffer[]> = Object.create(null);
  for (const [name, value] of headers) {
    const bytes = viewOf(value);
    const before = grouped[name];
    if (before === undefined) grouped[name] = bytes;
    else if (Array.isArray(before)) before.push(bytes);
    else grouped[name] = [before, bytes];
  }
  return grouped;
}

const NOTHING = Buffer.alloc(0);

/**
 * One stretch of memory for all parts of a message; each call takes the next of it. Small ones share Node's pool of a few
 * kilobytes, which spares an allocation outside the heap for each: that was most of the collector's work.
 */
function copyInto(size: number): (part: Buffer) => Buffer {
  const whole = Buffer.allocUnsafe(size);
  let at = 0;
  return (part) => {
    part.copy(whole, at);
    at += part.length;
    return whole.subarray(at - part.length, at);
  };
}

function toBuffer(value: Buffer | string | null | undefined): Buffer | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? Buffer.from(value) : value;
}

export function viewOf(bytes: Uint8Array): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
