import { createRequire } from 'node:module';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from './broker.ts';
import { gzipCodec } from './codecs.ts';
import { readRecordsWhenAsked } from './kafka-fetch.ts';
import { encodeRecordBatch, RecordToSend } from './kafka-record-batch.ts';
import { toDelivered } from './kafka-records.ts';

/** The library's own writing and reading is the reference that ours is held to. */
const load = createRequire(import.meta.url);
const library = (name: string) => load(`kafkajs/src/protocol/${name}.js`);
const Decoder = library('decoder');
const READ = 'requests/fetch/v4/decodeMessages';
const readByLibrary = library(READ);
readRecordsWhenAsked();
const readByOurs = library(READ);

const SENDER = { producerId: 4711n, producerEpoch: 3, firstSequence: 900, nowMs: 1_795_000_000_000 };

function message(key: string | null, value: string | null, ...headers: Array<[string, string]>) {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
  const pairs = headers.map(([name, text]) => [name, Buffer.from(text)] as const);
  return { topic: 'any', key: bytes(key), value: bytes(value), headers: pairs } satisfies OutgoingMessage;
}

const MESSAGES: readonly OutgoingMessage[] = [
  message('harbour|ops', '{"a":1}', ['ce_id', 'up_1'], ['traceparent', '00-ab']),
  message(null, 'no key'),
  message('tombstone', null),
  message('', ''),
  message('k', 'repeated', ['via', 'one'], ['other', 'x'], ['via', 'two'], ['via', 'three']),
  message('k', 'names beyond ASCII', ['größe', 'groß'], ['', 'no name'], ['empty', '']),
  // Lengths where the number of bytes that say them changes.
  ...[63, 64, 8191, 8192].map((size) => message('k'.repeat(size % 70), 'v'.repeat(size))),
  ...Array.from({ length: 200 }, (_, index) => message(`k${index}`, `v${index}`, ['n', String(index)])),
];

const batchOf = (messages: readonly OutgoingMessage[]): Buffer =>
  encodeRecordBatch(
    messages.map((one) => new RecordToSend(one, 0)),
    SENDER,
  );

/** As a fetch answers for one partition: the size, then the batches. */
function answerOf(...parts: Buffer[]) {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return new Decoder(Buffer.concat([size, body, Buffer.from('what follows')]));
}

interface Record {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: object;
  isControlRecord: boolean;
  batchContext: object;
}
const partsOf = ({ offset, timestamp, key, value, headers, isControlRecord, batchContext }: Record) => ({
  ...{ offset, timestamp, key, value, isControlRecord, batchContext },
  headers: { ...headers },
});
const read = async (by: typeof readByOurs, decoder: object) => (await by(decoder)).map(partsOf);

/** Written by the library, with what our own writing never sets. */
async function batchByLibrary(facts: object): Promise<Buffer> {
  const Record = library('recordBatch/record/v0/index');
  const { RecordBatch } = library('recordBatch/v0/index');
  const records = [
    { key: Buffer.from('a'), value: Buffer.from('1'), headers: { h: ['x', 'y'] }, timestampDelta: 0 },
    { key: null, value: Buffer.from('2'), timestampDelta: 86_400_000 * 30 },
    { key: Buffer.from('c'), value: null, timestampDelta: -5 },
  ].map((record, offsetDelta) => Record({ ...record, offsetDelta: offsetDelta * 7 }));
  const batch = await RecordBatch({ records, firstTimestamp: 1_795_000_000_000, ...facts });
  return batch.buffer;
}

describe('what we write', () => {
  it('is read by the library as it was meant', async () => {
    const records: Record[] = await readByLibrary(answerOf(batchOf(MESSAGES)));
    expect(records).toHaveLength(MESSAGES.length);
    records.forEach((record, index) => {
      const { key, value, headers } = MESSAGES[index] ?? message(null, null);
      expect(record).toMatchObject({ offset: String(index), timestamp: String(SENDER.nowMs), key, value });
      const names = headers.map(([name]) => name);
      const grouped = names.map((name) => [name, headers.filter((pair) => pair[0] === name)] as const);
      const expected = grouped.map(
        ([name, same]) => [name, same.length > 1 ? same.map((pair) => pair[1]) : same[0]?.[1]] as const,
      );
      expect(record.headers).toEqual(Object.fromEntries(expected));
      expect(record.batchContext).toMatchObject({
        producerId: '4711',
        producerEpoch: 3,
        firstSequence: 900,
        lastOffsetDelta: MESSAGES.length - 1,
      });
    });
  });

  it('carries the checksum that the library would give it', async () => {
    const batch = batchOf(MESSAGES);
    expect(batch.readUInt32BE(17)).toBe(library('recordBatch/crc32C/crc32C')(batch.subarray(21)));
    expect(batch.readInt32BE(8)).toBe(batch.length - 12);
  });
});

describe('what we read', () => {
  it('is what the library reads', async () => {
    const batches = [batchOf(MESSAGES), batchOf(MESSAGES.slice(0, 3))];
    expect(await read(readByOurs, answerOf(...batches))).toEqual(
      await read(readByLibrary, answerOf(...batches)),
    );
  });

  it.each([
    ['an offset far from the first', { firstOffset: 9_007_199_254_740_993n }],
    ['a transaction', { transactional: true, producerId: 12n, producerEpoch: 1, firstSequence: 5 }],
    ['times of their own', { maxTimestamp: 1_797_592_000_000 }],
  ])('is what the library reads of a batch with %s', async (_what, facts) => {
    const batch = await batchByLibrary(facts);
    const [ours, theirs] = [
      await read(readByOurs, answerOf(batch)),
      await read(readByLibrary, answerOf(batch)),
    ];
    expect(ours).toHaveLength(3);
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['the broker’s time', 0x8],
    ['control records', 0x20],
  ])('is what the library reads of a batch with %s', async (_what, flag) => {
    const batch = Buffer.from(batchOf(MESSAGES.slice(0, 4)));
    batch.writeInt16BE(flag, 21);
    batch.writeBigInt64BE(1_800_000_000_000n, 35);
    expect(await read(readByOurs, answerOf(batch))).toEqual(await read(readByLibrary, answerOf(batch)));
  });

  it('ends where a last batch is cut short', async () => {
    const whole = batchOf(MESSAGES.slice(0, 4));
    for (const size of [3, 40, 60, 61, whole.length - 1]) {
      const answer = () => answerOf(whole, whole.subarray(0, size));
      expect(await read(readByOurs, answer())).toHaveLength(4);
      const [ours, theirs] = [answer(), answer()];
      await readByOurs(ours);
      await readByLibrary(theirs);
      expect(ours.offset).toBe(theirs.offset);
    }
  });

  it('leaves compressed batches and empty answers to the library', async () => {
    kafkajs.CompressionCodecs[kafkajs.CompressionTypes.GZIP] = () => ({
      compress: (encoder: { readonly buffer: Buffer }) => gzipCodec.compress(encoder.buffer),
      decompress: (bytes: Buffer) => gzipCodec.decompress(bytes),
    });
    const batch = await batchByLibrary({ compression: kafkajs.CompressionTypes.GZIP });
    expect(await read(readByOurs, answerOf(batchOf(MESSAGES.slice(0, 2)), batch))).toHaveLength(5);
    expect(await readByOurs(answerOf())).toEqual([]);
  });

  it('keeps nothing of the answer once it is delivered, and every header in its order', async () => {
    const decoder = answerOf(batchOf(MESSAGES));
    const records: Array<Parameters<typeof toDelivered>[1]> = await readByOurs(decoder);
    const delivered = records.map((record) => toDelivered({ topic: 'any', partition: 2 }, record));
    decoder.buffer.fill(0);
    expect(delivered.map(({ topic, key, value, headers }) => ({ topic, key, value, headers }))).toEqual(
      MESSAGES,
    );
    expect(delivered[5]).toMatchObject({ partition: 2, offset: 5n, timestampMs: SENDER.nowMs });
  });
});
