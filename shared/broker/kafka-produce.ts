import { createRequire } from 'node:module';
import { z } from 'zod';
import { encodeRecordBatch, RecordToSend } from './kafka-record-batch.ts';

/**
 * How kafkajs 2.2.4 writes what is sent, put right in its produce request (`src/protocol/requests/produce/v7/request.js`).
 *
 * As it is, it allocates and clears half a kilobyte for every message and again for every header: a quarter of the processor
 * time of our loop. Here a batch is measured, allocated once and written. Only batches of `RecordToSend` are; what
 * others send through the library, and what is compressed, it writes as ever.
 *
 * @throws Error when the library is not the one this was written for.
 */
export function writeBatchesAtOnce(): void {
  const load = createRequire(import.meta.url);
  const path = load.resolve('kafkajs/src/protocol/requests/produce/v7/request.js');
  const original = requestSchema.parse(load(path));
  if (done.has(original)) return;
  const Encoder = encoderSchema.parse(load('kafkajs/src/protocol/encoder.js'));
  const ours: ProduceRequest = (options) => {
    const request = original(options);
    return isOurs(options) ? { ...request, encode: async () => encode(options, new Encoder()) } : request;
  };
  done.add(ours);
  const module = load.cache[path];
  if (module === undefined) throw new Error('Expected kafkajs to keep its produce request as a module');
  // The library looks the module up anew for every request.
  module.exports = ours;
}

interface ProduceOptions {
  readonly acks: number;
  readonly timeout: number;
  readonly compression: number;
  readonly transactionalId?: string | null | undefined;
  readonly producerId: unknown;
  readonly producerEpoch: number;
  readonly topicData: ReadonlyArray<{
    readonly topic: string;
    readonly partitions: ReadonlyArray<{
      readonly partition: number;
      readonly firstSequence: number;
      readonly messages: readonly unknown[];
    }>;
  }>;
}

type ProduceRequest = (options: ProduceOptions) => object;

interface Encoder {
  writeString(text: string | null): Encoder;
  writeInt16(value: number): Encoder;
  writeInt32(value: number): Encoder;
  /** With its length before it. */
  writeBytes(bytes: Buffer): Encoder;
}

const requestSchema = z.custom<ProduceRequest>(
  (value) => typeof value === 'function',
  'expected the produce request of kafkajs 2.2.4, got another',
);
const encoderSchema = z.custom<new () => Encoder>(
  (value) => typeof value === 'function' && typeof value.prototype.writeBytes === 'function',
  'expected the encoder of kafkajs 2.2.4, got another',
);
const done = new WeakSet<ProduceRequest>();

function isOurs({ compression, transactionalId, topicData }: ProduceOptions): boolean {
  if (compression !== 0 || (transactionalId ?? null) !== null) return false;
  return topicData.every(({ partitions }) => partitions.every(({ messages }) => messages.every(isToSend)));
}

const isToSend = (message: unknown): message is RecordToSend => message instanceof RecordToSend;

/** Produce request, version 7, of a sender without transactions. */
function encode({ acks, timeout, topicData, ...sender }: ProduceOptions, encoder: Encoder): Encoder {
  encoder.writeString(null).writeInt16(acks).writeInt32(timeout).writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    encoder.writeString(topic).writeInt32(partitions.length);
    for (const { partition, firstSequence, messages } of partitions) {
      const batch = encodeRecordBatch(messages.filter(isToSend), {
        producerId: BigInt(String(sender.producerId)),
        producerEpoch: sender.producerEpoch,
        firstSequence,
        nowMs: Date.now(),
      });
      encoder.writeInt32(partition).writeBytes(batch);
    }
  }
  return encoder;
}
