import type { Tail, TailOptions, TopicPartition } from './broker.ts';
import { handlerThrew } from './faults.ts';
import type { RawEvents, RawMember } from './kafka-consumer.ts';
import { classifyKafkaError } from './kafka-errors.ts';
import { toDelivered } from './kafka-records.ts';

export interface TailParts {
  /** Of a group that nobody else is in, starting at the beginning, never committing. */
  readonly member: RawMember;
  /** Where each partition ends (and begins, when retention has removed something) as the tail starts. */
  readonly range: ReadonlyArray<{ partition: number; start: bigint; end: bigint }>;
  /** Called once the member has left. */
  cleanUp(): Promise<void>;
}

/** With a broker that does not answer, joining takes as long as that lasts. */
const JOINING_AT_MOST_MS = 10_000;
const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs).unref());

/**
 * A group of one that never commits. When Kafka divides that group anew (a broker died) everything would come from the
 * beginning once more; what has been handed over already is left out.
 */
export function createKafkaTail({ topic, onMessage, onFatal }: TailOptions, parts: TailParts): Tail {
  const { member, range } = parts;
  const handedOver = new Map<number, bigint>();
  const waitingFor = new Map(
    range.filter(({ start, end }) => end > start).map(({ partition, end }) => [partition, end]),
  );
  let over = false;
  let resolveCaughtUp: () => void = () => undefined;
  let rejectCaughtUp: (error: Error) => void = () => undefined;
  const caughtUp = new Promise<void>((resolve, reject) => {
    resolveCaughtUp = resolve;
    rejectCaughtUp = reject;
  });
  // Whoever does not await it hears of the failure through `onFatal`.
  caughtUp.catch(() => undefined);

  function die(error: Error): void {
    if (over) return;
    over = true;
    rejectCaughtUp(error);
    onFatal(error);
    // Not awaited: leaving waits for the very handler this may be called from.
    member.leave().catch(() => undefined);
  }

  function reached({ partition }: TopicPartition, next: bigint): void {
    const goal = waitingFor.get(partition);
    if (goal !== undefined && next >= goal) waitingFor.delete(partition);
    if (waitingFor.size === 0) resolveCaughtUp();
  }

  const events: RawEvents = {
    joined: () => undefined,
    leaving: () => undefined,
    activity: () => undefined,
    batch: ({ partition, records, nextOffset }) => {
      try {
        for (const record of records) {
          const message = toDelivered({ topic, partition }, record);
          if (over) return true;
          if (message.offset < (handedOver.get(partition) ?? 0n)) continue;
          handedOver.set(partition, message.offset + 1n);
          onMessage(message);
        }
      } catch (error) {
        die(handlerThrew(error));
        return true;
      }
      reached({ topic, partition }, nextOffset);
      return true;
    },
    position: reached,
    crashed: (error) => die(classifyKafkaError(error, topic)),
  };
  if (waitingFor.size === 0) resolveCaughtUp();
  const joining = member.run(events).catch((error: unknown) => die(classifyKafkaError(error, topic)));

  return {
    caughtUp,
    stop: async () => {
      over = true;
      // A client that is left in the middle of joining goes on by itself and keeps the process alive.
      await Promise.race([joining, pause(JOINING_AT_MOST_MS)]);
      await member.leave();
      await parts.cleanUp();
    },
  };
}
