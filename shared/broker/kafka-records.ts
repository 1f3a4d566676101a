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
    key: toBuffer(message.key),
    value: toBuffer(message.value),
    headers: toRawHeaders(message.headers),
  };
}

export function toDelivered({ topic, partition }: TopicPartition, record: RawRecord): DeliveredMessage {
  return {
    topic,
    partition,
    key: toBytes(record.key),
    value: toBytes(record.value),
    headers: fromRawHeaders(record.headers ?? {}),
    offset: BigInt(record.offset),
    timestampMs: Number(record.timestamp),
  };
}

function toRawHeaders(headers: Headers): Record<string, Buffer[]> {
  const grouped = new Map<string, Buffer[]>();
  for (const [name, value] of headers) {
    grouped.set(name, [...(grouped.get(name) ?? []), Buffer.from(value)]);
  }
  return Object.fromEntries(grouped);
}

function fromRawHeaders(raw: RawHeaders): Headers {
  return Object.entries(raw).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((value): readonly [string, Uint8Array] => [name, toBytes(value) ?? new Uint8Array(0)]),
  );
}

function toBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A copy: the original is a window into the whole answer of the fetch and would keep all of it in memory. */
function toBytes(value: Buffer | string | null | undefined): Uint8Array | null {
  if (value === null || value === undefined) return null;
  return new Uint8Array(typeof value === 'string' ? Buffer.from(value) : value);
}
