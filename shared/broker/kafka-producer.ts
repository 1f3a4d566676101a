import type { OutgoingMessage, Producer, TopicPartition } from './broker.ts';
import { brokerUnavailable } from './faults.ts';
import { classifyKafkaError, isTooLarge, kafkaTypeOf } from './kafka-errors.ts';
import { createLanes } from './kafka-lanes.ts';
import { createPartitioner } from './murmur2.ts';
import { untilAnswered } from './until-answered.ts';

/** One idempotent producer of the client library, as far as we use it. */
export interface RawProducer {
  /** Every partition that the broker's answer names as stored. */
  send(place: TopicPartition, messages: readonly OutgoingMessage[]): Promise<readonly TopicPartition[]>;
  close(): Promise<void>;
}

/** The broker has lost the thread of this producer's numbering; a new producer starts a new one. */
const LOST_SEQUENCE = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]);
const ATTEMPTS = 3;

/**
 * Sends by lanes and believes only answers that name the partition.
 *
 * After a send that failed without the broker's word nobody knows whether it was stored. The next batch would carry the
 * same sequence numbers and be taken for a repetition, acknowledged and thrown away; so the producer that failed is
 * retired, and what follows goes through a new one. The price is a possible duplicate.
 */
export async function createKafkaProducer(
  open: () => Promise<RawProducer>,
  partitionsOf: (topic: string) => Promise<number>,
): Promise<Producer> {
  const choosePartition = createPartitioner();
  let current: Promise<RawProducer> | null = null;
  let closed = false;
  // A login that is refused is found out now, not at the first message.
  await untilAnswered(opened);

  function usable(): Promise<RawProducer> {
    current ??= open();
    return current;
  }

  async function retire(failed: RawProducer): Promise<void> {
    const latest = await current?.catch(() => null);
    if (latest === failed || latest === null) current = null;
    // Requests of other partitions that still wait on it fail by this and go through its successor.
    // It is broken already, so an error while closing says nothing new.
    await failed.close().catch(() => undefined);
  }

  async function sendBatch(place: TopicPartition, messages: readonly OutgoingMessage[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const producer = await opened();
      const failure = await attemptWith(producer, place, messages);
      if (failure === null) return;
      const wasRetired = (await current?.catch(() => null)) !== producer;
      if (!isTooLarge(failure)) await retire(producer);
      const type = kafkaTypeOf(failure);
      const again = wasRetired || failure instanceof Unnamed || (type !== null && LOST_SEQUENCE.has(type));
      if (!again || attempt >= ATTEMPTS) throw classifyKafkaError(failure, place.topic);
    }
  }

  async function opened(): Promise<RawProducer> {
    try {
      return await usable();
    } catch (error) {
      current = null;
      throw classifyKafkaError(error, null);
    }
  }

  const lanes = createLanes(sendBatch);
  return {
    send: async (messages) => {
      if (closed) throw brokerUnavailable(null, 'a send after close');
      const placed: Array<[TopicPartition, OutgoingMessage]> = [];
      for (const message of messages) {
        const count = await partitionsOf(message.topic);
        placed.push([{ topic: message.topic, partition: choosePartition(message.key, count) }, message]);
      }
      const settled = await Promise.allSettled(placed.map(([place, message]) => lanes.send(place, message)));
      const failed = settled.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    close: async () => {
      closed = true;
      const last = await current?.catch(() => null);
      await last?.close();
    },
  };
}

/** The client says it is done, but the broker never said so of this partition. */
class Unnamed extends Error {}

async function attemptWith(
  producer: RawProducer,
  { topic, partition }: TopicPartition,
  messages: readonly OutgoingMessage[],
): Promise<Error | null> {
  try {
    const stored = await producer.send({ topic, partition }, messages);
    const isNamed = stored.some((place) => place.topic === topic && place.partition === partition);
    return isNamed ? null : new Unnamed('answers that did not name the partition');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
