import type { OutgoingMessage, TopicPartition } from './broker.ts';
import { brokerUnavailable } from './faults.ts';
import { isTooLarge } from './kafka-errors.ts';
import { keyOf } from './place.ts';

/**
 * One lane a partition, side by side: each gathers what is sent within a few milliseconds into one request, and has one
 * request under way at a time, which keeps the partition's order.
 *
 * Why one partition a request: kafkajs 2.2.4 forgets the partitions that move to another leader while a request that
 * spans several leaders is retried, and reports success (tulios/kafkajs#1303).
 */
export interface Lanes {
  /**
   * Resolves when the message is acknowledged; messages of one partition are sent in the order of the calls.
   * Rejects at once with BROKER_UNAVAILABLE while too much waits already.
   */
  send(place: TopicPartition, message: OutgoingMessage): Promise<void>;
}

export type SendBatch = (place: TopicPartition, messages: readonly OutgoingMessage[]) => Promise<void>;

const GATHER_MS = 3;
const BATCH_MESSAGES = 500;
/** Well below the broker's default of 1 MiB a batch, framing included. */
const BATCH_BYTES = 700_000;
/**
 * As much waits for one partition at most. While its leader cannot be reached the library goes on trying, for half an hour
 * if packets are dropped; whoever waits has been told to come again long before.
 */
const WAITING_BYTES = 16 * 1024 * 1024;

interface Lane {
  readonly waiting: Waiting[];
  waitingBytes: number;
  running: boolean;
}

interface Waiting {
  readonly message: OutgoingMessage;
  readonly bytes: number;
  resolve(): void;
  reject(error: unknown): void;
}

export function createLanes(sendBatch: SendBatch): Lanes {
  const lanes = new Map<string, Lane>();

  async function run(place: TopicPartition, lane: Lane): Promise<void> {
    lane.running = true;
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, countThatFits(lane.waiting));
      for (const { bytes } of batch) lane.waitingBytes -= bytes;
      await deliver(place, batch);
    }
    lane.running = false;
  }

  /** The broker judges a batch as a whole; a message that is too large must not take its neighbours along. */
  async function deliver(place: TopicPartition, batch: readonly Waiting[]): Promise<void> {
    try {
      await sendBatch(
        place,
        batch.map(({ message }) => message),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length > 1 && isTooLarge(error)) {
        for (const one of batch) await deliver(place, [one]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  function laneOf(place: TopicPartition) {
    const key = keyOf(place);
    let lane = lanes.get(key);
    if (lane === undefined) {
      lane = { waiting: [], waitingBytes: 0, running: false };
      lanes.set(key, lane);
    }
    return lane;
  }

  return {
    send: (place, message) =>
      new Promise((resolve, reject) => {
        const lane = laneOf(place);
        const bytes = sizeOf(message);
        if (lane.waiting.length > 0 && lane.waitingBytes + bytes > WAITING_BYTES)
          throw brokerUnavailable(null, `${lane.waiting.length} messages that wait for one partition`);
        lane.waitingBytes += bytes;
        lane.waiting.push({ message, bytes, resolve, reject });
        if (!lane.running) void run(place, lane);
      }),
  };
}

function countThatFits(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const { bytes: size } of waiting) {
    bytes += size;
    if (count > 0 && (bytes > BATCH_BYTES || count === BATCH_MESSAGES)) break;
    count += 1;
  }
  return count;
}

function sizeOf({ key, value, headers }: OutgoingMessage): number {
  const headerBytes = headers.reduce((sum, [name, bytes]) => sum + name.length + bytes.length + 4, 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + headerBytes + 30;
}
