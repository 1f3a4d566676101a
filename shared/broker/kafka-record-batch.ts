import type { Headers, OutgoingMessage } from './broker.ts';
import { crc32c } from './crc32c.ts';
import { type RawHeaders, toRawHeaders, viewOf } from './kafka-records.ts';

/** A message as the library takes it; it hands the very object on to the request that writes it. */
export class RecordToSend {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In their order, which `headers` cannot keep. */
  readonly pairs: Headers;

  constructor({ key, value, headers }: OutgoingMessage, partition: number) {
    this.partition = partition;
    this.key = key === null ? null : viewOf(key);
    this.value = value === null ? null : viewOf(value);
    this.pairs = headers;
  }

  /** For the library's own writing. */
  get headers(): RawHeaders {
    return toRawHeaders(this.pairs);
  }
}

export interface BatchFacts {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  /** Of every record: milliseconds since the epoch. */
  readonly nowMs: number;
}

const HEAD_BYTES = 61;
/** The checksum covers what follows it. */
const CRC_AT = 17;
const AFTER_CRC_AT = 21;

/**
 * One record batch, uncompressed, all records of one moment.
 * Source: https://kafka.apache.org/documentation/#recordbatch (magic 2).
 */
export function encodeRecordBatch(records: readonly RecordToSend[], facts: BatchFacts): Buffer {
  const bodies = records.map(bodySizeOf);
  let size = HEAD_BYTES;
  for (const body of bodies) size += varintSizeOf(body) + body;
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeBigInt64BE(0n, 0);
  bytes.writeInt32BE(size - 12, 8);
  bytes.writeInt32BE(0, 12);
  bytes.writeInt8(2, 16);
  bytes.writeInt16BE(0, AFTER_CRC_AT);
  bytes.writeInt32BE(records.length - 1, 23);
  bytes.writeBigInt64BE(BigInt(facts.nowMs), 27);
  bytes.writeBigInt64BE(BigInt(facts.nowMs), 35);
  bytes.writeBigInt64BE(facts.producerId, 43);
  bytes.writeInt16BE(facts.producerEpoch, 51);
  bytes.writeInt32BE(facts.firstSequence, 53);
  bytes.writeInt32BE(records.length, 57);
  let at = HEAD_BYTES;
  records.forEach((record, index) => {
    at = writeVarint(bytes, bodies[index] ?? 0, at);
    at = writeBody(bytes, record, index, at);
  });
  bytes.writeUInt32BE(crc32c(bytes.subarray(AFTER_CRC_AT)), CRC_AT);
  return bytes;
}

function bodySizeOf({ key, value, pairs }: RecordToSend, index: number): number {
  // One byte each of attributes and of the timestamp's difference, which is none.
  let size = 2 + varintSizeOf(index) + partSizeOf(key) + partSizeOf(value) + varintSizeOf(pairs.length);
  for (const [name, bytes] of pairs) {
    const nameSize = Buffer.byteLength(name);
    size += varintSizeOf(nameSize) + nameSize + partSizeOf(bytes);
  }
  return size;
}

function writeBody(bytes: Buffer, { key, value, pairs }: RecordToSend, index: number, from: number): number {
  bytes[from] = 0;
  bytes[from + 1] = 0;
  let at = writeVarint(bytes, index, from + 2);
  at = writePart(bytes, key, at);
  at = writePart(bytes, value, at);
  at = writeVarint(bytes, pairs.length, at);
  for (const [name, header] of pairs) {
    at = writeVarint(bytes, Buffer.byteLength(name), at);
    at += bytes.write(name, at);
    at = writePart(bytes, header, at);
  }
  return at;
}

const partSizeOf = (part: Uint8Array | null): number =>
  part === null ? 1 : varintSizeOf(part.length) + part.length;

function writePart(bytes: Buffer, part: Uint8Array | null, from: number): number {
  const at = writeVarint(bytes, part?.length ?? -1, from);
  if (part === null) return at;
  bytes.set(part, at);
  return at + part.length;
}

/** Signed numbers in zigzag: 0, −1, 1, −2 … become 0, 1, 2, 3 …, seven bits a byte. */
function varintSizeOf(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  return zigzag === 0 ? 1 : Math.ceil((32 - Math.clz32(zigzag)) / 7);
}

function writeVarint(bytes: Buffer, value: number, from: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let at = from;
  for (; rest > 0x7f; rest >>>= 7) {
    bytes[at] = (rest & 0x7f) | 0x80;
    at += 1;
  }
  bytes[at] = rest;
  return at + 1;
}
