import { randomUUID } from 'node:crypto';
import kafkajs, { type EachBatchPayload } from 'kafkajs';
import type { Broker, Consumer, ConsumerOptions, Tail, TopicPartition } from './broker.ts';
import { type Codec, gzipCodec, lz4Codec, snappyCodec, zstdCodec } from './codecs.ts';
import { createKafkaAdmin } from './kafka-admin.ts';
import { connectionOf, type KafkaBrokerOptions } from './kafka-connection.ts';
import { createKafkaConsumer, type RawEvents, type RawMember } from './kafka-consumer.ts';
import { bearBrokerLoss } from './kafka-failover.ts';
import { readRecordsWhenAsked } from './kafka-fetch.ts';
import { createPatientMember } from './kafka-patient-member.ts';
import { writeBatchesAtOnce } from './kafka-produce.ts';
import { createKafkaProducer, type RawProducer } from './kafka-producer.ts';
import { RecordToSend } from './kafka-record-batch.ts';
import { createKafkaTail } from './kafka-tail.ts';
import { lazily, withinSeconds } from './lazily.ts';
import { keyOf } from './place.ts';

export type { KafkaBrokerOptions } from './kafka-connection.ts';

// kafkajs is CommonJS; its names are on the default export.
const { CompressionCodecs, CompressionTypes, Kafka, Partitioners } = kafkajs;

/** Long waits shortened: with the defaults everything stalls 20–26 s when a broker dies. A minute of tries in all. */
const PATIENT = { initialRetryTime: 100, maxRetryTime: 300, retries: 200 };
/** For questions whose answer somebody waits for. */
const BRISK = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };
/**
 * Kafka through kafkajs, the only file that knows it. What it is used for is measured in the reference notes of the
 * project; where it surprises, the comment is at the place.
 */
export function createKafkaBroker(options: KafkaBrokerOptions): Broker {
  const { log } = options;
  registerCodecs();
  bearBrokerLoss();
  writeBatchesAtOnce();
  readRecordsWhenAsked();
  const kafka = new Kafka({ ...connectionOf(options), retry: PATIENT });
  const rawAdmin = lazily(() => new Kafka({ ...connectionOf(options), retry: BRISK }).admin());
  const admin = createKafkaAdmin(rawAdmin);
  const running = new Set<Consumer | Tail>();

  function track<T extends Consumer | Tail>(part: T): T {
    const tracked = {
      ...part,
      stop: async () => {
        running.delete(tracked);
        await part.stop();
      },
    };
    running.add(tracked);
    return tracked;
  }

  function member(groupId: string, topics: readonly string[]): RawMember {
    const sessionTimeoutMs = options.sessionTimeoutMs ?? 30_000;
    const startsOf = (partitions: readonly TopicPartition[]) => admin.startsOf(groupId, partitions);
    return createPatientMember(() => openMember(kafka, { groupId, topics, sessionTimeoutMs, startsOf }));
  }

  return {
    producer: () =>
      createKafkaProducer(() => openProducer(kafka, options.compression ?? 'none'), admin.partitionsOf),
    consumer: ({ groupId, topics }: ConsumerOptions) =>
      track(createKafkaConsumer(member(groupId, topics), () => admin.atStart.check(topics), Date.now)),
    tail: async (tailOptions) => {
      const { topic } = tailOptions;
      await admin.atStart.check([topic]);
      const groupId = `spillway-tail-${randomUUID()}`;
      const cleanUp = async () => {
        // An empty group without offsets disappears by itself in the end; so a failure here is only worth a line.
        await admin.deleteGroup(groupId).catch((error: unknown) => {
          log.warn({ err: error, group: groupId }, 'group of a tail not deleted');
        });
      };
      const range = await admin.atStart.rangeOf(topic);
      return track(createKafkaTail(tailOptions, { member: member(groupId, [topic]), range, cleanUp }));
    },
    ensureTopics: admin.ensureTopics,
    groupOffsets: async (groupId, topic) => {
      await admin.partitionsOf(topic);
      const range = await admin.rangeOf(topic);
      const committed = await admin.committedOf(groupId, [topic]);
      return range.map(({ partition, start, end }) => ({
        partition,
        start,
        committed: committed.get(keyOf({ topic, partition })) ?? null,
        end,
      }));
    },
    ping: () => withinSeconds(5, admin.ping()),
    close: async () => {
      await Promise.all([...running].map((part) => part.stop()));
      await rawAdmin.close();
    },
  };
}

async function openProducer(
  kafka: InstanceType<typeof Kafka>,
  compression: NonNullable<KafkaBrokerOptions['compression']>,
): Promise<RawProducer> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    send: async ({ topic, partition }, messages) => {
      const answer = await producer.send({
        topic,
        messages: messages.map((message) => new RecordToSend(message, partition)),
        acks: -1,
        compression: COMPRESSION[compression],
      });
      // Brokers that were asked in vain leave holes in the list.
      return answer
        .filter((one) => one?.errorCode === 0)
        .map((one): TopicPartition => ({ topic: one.topicName, partition: one.partition }));
    },
    close: () => producer.disconnect(),
  };
}

function openMember(
  kafka: InstanceType<typeof Kafka>,
  {
    groupId,
    topics,
    sessionTimeoutMs,
    startsOf,
  }: { groupId: string; topics: readonly string[]; sessionTimeoutMs: number } & Pick<RawMember, 'startsOf'>,
): RawMember {
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.min(3_000, sessionTimeoutMs / 3),
    rebalanceTimeout: 60_000,
    maxWaitTimeInMs: 300,
    minBytes: 1,
    maxBytes: 8 * 1024 * 1024,
    maxBytesPerPartition: 1024 * 1024,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    retry: { ...PATIENT, restartOnFailure: async () => false },
  });

  function listen(events: RawEvents): void {
    const { GROUP_JOIN, REBALANCING, REQUEST, FETCH, HEARTBEAT, END_BATCH_PROCESS, CRASH } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => {
      const partitions = Object.entries(payload.memberAssignment).flatMap(([topic, numbers]) =>
        numbers.map((partition) => ({ topic, partition })),
      );
      // Pauses outlive a partition's stay with another member, and its new life begins without one.
      consumer.resume(toPauses(partitions));
      events.joined(partitions);
    });
    consumer.on(REBALANCING, () => events.leaving());
    // Some rejoins happen without REBALANCING. From this answer on the library commits under the new generation,
    // while what we know is still the old assignment.
    consumer.on(REQUEST, ({ payload }) => {
      if (payload.apiName === 'JoinGroup') events.leaving();
    });
    consumer.on(FETCH, () => events.activity());
    consumer.on(HEARTBEAT, () => events.activity());
    consumer.on(END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      // The library counts what holds no message as read by itself, and tells it nowhere else.
      if (batchSize === 0) events.position({ topic, partition }, BigInt(lastOffset) + 1n);
    });
    consumer.on(CRASH, ({ payload }) => events.crashed(payload.error));
  }

  return {
    run: async (events) => {
      listen(events);
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        // What is not taken over is not counted as read, so that it is fetched again.
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 64,
        eachBatch: async ({ batch, resolveOffset }: EachBatchPayload) => {
          const isTaken = events.batch({
            topic: batch.topic,
            partition: batch.partition,
            fetchedFrom: fetchedFrom(batch),
            records: batch.messages,
            nextOffset: BigInt(batch.lastOffset()) + 1n,
            highWatermark: BigInt(batch.highWatermark),
          });
          if (isTaken) resolveOffset(batch.lastOffset());
        },
      });
    },
    pause: (partitions) => ifInGroup(() => consumer.pause(toPauses(partitions))),
    resume: (partitions) => ifInGroup(() => consumer.resume(toPauses(partitions))),
    commit: (offsets) =>
      consumer.commitOffsets(
        offsets.map(({ topic, partition, next }) => ({ topic, partition, offset: next.toString() })),
      ),
    startsOf,
    seek: ({ topic, partition }, offset) =>
      ifInGroup(() => consumer.seek({ topic, partition, offset: offset.toString() })),
    leave: () => consumer.disconnect(),
  };
}

/** The library's types leave it out: the offset that was asked for. */
function fetchedFrom(batch: EachBatchPayload['batch']): bigint {
  if ('fetchedOffset' in batch && typeof batch.fetchedOffset === 'string') return BigInt(batch.fetchedOffset);
  throw new Error('Expected kafkajs to say from where it fetched; has its version changed?');
}

/** The library refuses to pause in a group that it has left; then there is nothing to pause either. */
function ifInGroup(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof kafkajs.KafkaJSNonRetriableError)) throw error;
  }
}

function toPauses(partitions: readonly TopicPartition[]) {
  return partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] }));
}

const COMPRESSION = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
} as const;

/**
 * The library keeps codecs in one table for the whole process. A codec that is missing kills the consumer at the first
 * batch that uses it, and its own gzip has no limit; so all four are set, also those we never send with.
 */
function registerCodecs(): void {
  const asLibrary = (codec: Codec) => () => ({
    compress: (encoder: { readonly buffer: Buffer }) => codec.compress(encoder.buffer),
    decompress: (bytes: Buffer) => codec.decompress(bytes),
  });
  CompressionCodecs[CompressionTypes.GZIP] = asLibrary(gzipCodec);
  CompressionCodecs[CompressionTypes.Snappy] = asLibrary(snappyCodec);
  CompressionCodecs[CompressionTypes.LZ4] = asLibrary(lz4Codec);
  CompressionCodecs[CompressionTypes.ZSTD] = asLibrary(zstdCodec);
}
