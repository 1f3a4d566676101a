import type { OutgoingMessage, TopicPartition } from './broker.ts';
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
  /** Resolves when the message is acknowledged; messages of one partition are sent in the order of the calls. */
  send(place: TopicPartition, message: OutgoingMessage): Promise<void>;
}

export type SendBatch = (place: TopicPartition, messages: readonly OutgoingMessage[]) => Promise<void>;

const GATHER_MS = 3;
const BATCH_MESSAGES = 500;
/** Well below the broker's default of 1 MiB a batch, framing included. */
const BATCH_BYTES = 700_000;

interface Waiting {
  readonly message: OutgoingMessage;
  resolve(): void;
  reject(error: unknown): void;
}

export function createLanes(sendBatch: SendBatch): Lanes {
  const lanes = new Map<string, { waiting: Waiting[]; running: boolean }>();

  async function run(place: TopicPartition, lane: { waiting: Waiting[]; running: boolean }): Promise<void> {
    lane.running = true;
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (lane.waiting.length > 0) {
      await deliver(place, lane.waiting.splice(0, countThatFits(lane.waiting)));
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
      lane = { waiting: [], running: false };
      lanes.set(key, lane);
    }
    return lane;
  }

  return {
    send: (place, message) =>
      new Promise((resolve, reject) => {
        const lane = laneOf(place);
        lane.waiting.push({ message, resolve, reject });
        if (!lane.running) void run(place, lane);
      }),
  };
}

function countThatFits(waiting: readonly Waiting[]): number {
  let bytes = 0;
  let count = 0;
  for (const { message } of waiting.slice(0, BATCH_MESSAGES)) {
    bytes += sizeOf(message);
    if (count > 0 && bytes > BATCH_BYTES) break;
    count += 1;
  }
  return count;
}

function sizeOf({ key, value, headers }: OutgoingMessage): number {
  const headerBytes = headers.reduce((sum, [name, bytes]) => sum + name.length + bytes.length + 4, 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + headerBytes + 30;
}
