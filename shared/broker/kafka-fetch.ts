import { createRequire } from 'node:module';
import { z } from 'zod';
import { type BatchContext, ByteReader, FetchedRecord } from './kafka-record-read.ts';

/**
 * How kafkajs 2.2.4 reads what was fetched, put right in its fetch answer (`src/protocol/requests/fetch/v11/response.js`).
 *
 * As it is, it makes some thirty objects of every message before anybody asks for one: with the collector's work for them a
 * third of the processor time of our loop. Here records are windows that are read when asked. Compressed batches, and
 * those of the formats before Kafka 0.11, it reads as ever.
 *
 * @throws Error when the library is not the one this was written for.
 */
export function readRecordsWhenAsked(): void {
  const load = createRequire(import.meta.url);
  const path = (name: string) => load.resolve(`kafkajs/src/protocol/requests/fetch/${name}.js`);
  const original = decodeSchema.parse(load(path('v4/decodeMessages')));
  if (done.has(original)) return;
  const ours: DecodeMessages = async (decoder) => readPlainBatches(decoder) ?? original(decoder);
  done.add(ours);
  const module = load.cache[path('v4/decodeMessages')];
  if (module === undefined) throw new Error('Expected kafkajs to keep its fetch answer as a module');
  module.exports = ours;
  // The library looks this one up anew for every request; loaded again, it takes the reading from above.
  delete load.cache[path('v11/response')];
}

interface Decoder {
  readonly buffer: Buffer;
  offset: number;
}

type DecodeMessages = (decoder: Decoder) => Promise<unknown[]>;

const decodeSchema = z.custom<DecodeMessages>(
  (value) => typeof value === 'function',
  'expected the fetch answer of kafkajs 2.2.4, got another',
);
const done = new WeakSet<DecodeMessages>();

const HEAD_BYTES = 61;
/** Of what the length of a batch does not count: the offset and the length itself. */
const BEFORE_BYTES = 12;
const COMPRESSION = 0x7;
const LOG_APPEND_TIME = 0x8;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** Every record of one partition's answer; null, with nothing read, when the library must do it. */
function readPlainBatches(decoder: Decoder): FetchedRecord[] | null {
  const { buffer, offset } = decoder;
  const from = offset + 4;
  const to = from + buffer.readInt32BE(offset);
  if (to <= from || to > buffer.length) return null;
  const batches = batchesOf(buffer, from, to);
  if (batches === null) return null;
  decoder.offset = to;
  const records: FetchedRecord[] = [];
  for (const at of batches) readBatch(buffer, at, records);
  return records;
}

/** Where the whole batches begin: the last may be cut short by the size that was asked for. Null when one is not plain. */
function batchesOf(buffer: Buffer, from: number, to: number): number[] | null {
  const batches: number[] = [];
  let at = from;
  while (at + HEAD_BYTES <= to) {
    if (buffer[at + 16] !== 2 || (buffer.readInt16BE(at + 21) & COMPRESSION) !== 0) return null;
    const end = at + BEFORE_BYTES + buffer.readInt32BE(at + 8);
    if (end > to) break;
    batches.push(at);
    at = end;
  }
  return batches;
}

/** Source: https://kafka.apache.org/documentation/#recordbatch. */
function readBatch(buffer: Buffer, at: number, records: FetchedRecord[]): void {
  const attributes = buffer.readInt16BE(at + 21);
  const firstOffset = buffer.readBigInt64BE(at);
  const firstTimestamp = buffer.readBigInt64BE(at + 27);
  const isAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const context: BatchContext = {
    firstOffset: firstOffset.toString(),
    firstTimestamp: firstTimestamp.toString(),
    partitionLeaderEpoch: buffer.readInt32BE(at + 12),
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    lastOffsetDelta: buffer.readInt32BE(at + 23),
    producerId: buffer.readBigInt64BE(at + 43).toString(),
    producerEpoch: buffer.readInt16BE(at + 51),
    firstSequence: buffer.readInt32BE(at + 53),
    maxTimestamp: buffer.readBigInt64BE(at + 35).toString(),
    timestampType: isAppendTime ? 1 : 0,
    magicByte: 2,
  };
  const reader = new ByteReader(buffer, at + HEAD_BYTES);
  for (let left = buffer.readInt32BE(at + 57); left > 0; left -= 1) {
    const size = reader.varint();
    const end = reader.at + size;
    reader.at += 1;
    const timestampDelta = reader.varint();
    const offset = (firstOffset + BigInt(reader.varint())).toString();
    const timestamp = isAppendTime
      ? context.maxTimestamp
      : (firstTimestamp + BigInt(timestampDelta)).toString();
    records.push(new FetchedRecord([offset, timestamp], context, [buffer, reader.at, end]));
    reader.at = end;
  }
}
