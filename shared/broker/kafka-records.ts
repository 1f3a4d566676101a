import type { DeliveredMessage, Headers, OutgoingMessage, TopicPartition } from './broker.ts';

/** Kafka's client gives headers as an object, repeated names as a list; so their order holds only within one name. */
export type RawHeaders = Record<string, Buffer | string | Array<Buffer | string> | undefined>;

export interface RawRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: RawHeaders;
  readonly offset: string;
  readonly timestamp: string;
}

export function toRawMessage(message: OutgoingMessage, partition: number) {
  return {
    partition,
    key: message.key === null ? null : viewOf(message.key),
    value: message.value === null ? null : viewOf(message.value),
    headers: toRawHeaders(message.headers),
  };
}

/**
 * The bytes are copied, once a message: the originals are windows into the whole answer of the fetch and would keep all of
 * it in memory.
 */
export function toDelivered({ topic, partition }: TopicPartition, record: RawRecord): DeliveredMessage {
  const pairs = Object.entries(record.headers ?? {}).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => [name, toBuffer(value) ?? NOTHING] as const),
  );
  const [key, value] = [toBuffer(record.key), toBuffer(record.value)];
  const copy = copyOf([key, value, ...pairs.map(([, bytes]) => bytes)]);
  return {
    topic,
    partition,
    key: key === null ? null : copy.next(key),
    value: value === null ? null : copy.next(value),
    headers: pairs.map(([name, bytes]) => [name, copy.next(bytes)] as const),
    offset: BigInt(record.offset),
    timestampMs: Number(record.timestamp),
  };
}

function toRawHeaders(headers: Headers): Record<string, Buffer[]> {
  const grouped: Record<string, Buffer[]> = Object.create(null);
  for (const [name, value] of headers) {
    const bytes = viewOf(value);
    const before = grouped[name];
    if (before === undefined) grouped[name] = [bytes];
    else before.push(bytes);
  }
  return grouped;
}

const NOTHING = Buffer.alloc(0);

/** One stretch of memory for all parts of a message; `next` gives the copy of each part in the order given. */
function copyOf(parts: ReadonlyArray<Buffer | null>) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  let at = 0;
  return {
    next: (part: Buffer): Uint8Array => {
      whole.set(part, at);
      at += part.length;
      return whole.subarray(at - part.length, at);
    },
  };
}

function toBuffer(value: Buffer | string | null | undefined): Buffer | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
