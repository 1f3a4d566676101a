import type { Batch, DeliveredMessage, TopicPartition } from '../broker/broker.ts';
import { notBeforeMs } from './detours.ts';
import { createOffsetTracker } from './offset-tracker.ts';

/** Messages of one partition: waiting, in work, finished but not yet committed. */
export interface PartitionQueue {
  readonly partition: TopicPartition;
  /** Aborts when the partition is taken away. */
  readonly taken: AbortSignal;
  readonly paused: boolean;
  /** Messages taken into work and not finished. */
  readonly inWork: number;
  accept(batch: Batch, now: Now): void;
  /** Takes the next waiting message into work; null when none waits or the first is not ripe yet. */
  next(elapsedMs: number): DeliveredMessage | null;
  /** When the first waiting message may be worked on, on the clock that never jumps; Infinity when none waits. */
  ripeAtMs(): number;
  finish(offset: bigint): void;
  /** Full and not yet paused: says so once, and counts as paused from then on. */
  shouldPause(): boolean;
  /** Paused, and down to half: says so once, and counts as running from then on. */
  shouldResume(): boolean;
  watermark(): bigint;
  /** How far behind this partition is, for metrics. */
  backlog(nowMs: number): Backlog;
  /** What could be committed now and was not yet; `confirm` after the broker's answer. */
  dueCommit(): Array<{ partition: TopicPartition; next: bigint; confirm(): void }>;
  abandon(): void;
}

/** The same moment on both clocks. */
export interface Now {
  readonly nowMs: number;
  readonly elapsedMs: number;
}

export interface Backlog {
  /** End of the partition at the last fetch minus the watermark. */
  readonly messages: number;
  /** Age of the oldest message whose effects are not all acknowledged; 0 when there is none. */
  readonly ageMs: number;
  /** Fetched and waiting in memory for a free hand. */
  readonly waiting: number;
}

/** So many offsets between watermark and read position at most: beyond, a crash would replay too much behind one slow message. */
const MAX_SPAN = 5_000n;

export function createPartitionQueue(
  partition: TopicPartition,
  start: bigint,
  { maxMessages, longestWaitMs }: { readonly maxMessages: number; readonly longestWaitMs: number },
): PartitionQueue {
  const tracker = createOffsetTracker(start);
  const taken = new AbortController();
  const waiting: Array<{ readonly message: DeliveredMessage; readonly ripeMs: number }> = [];
  let inWork = 0;
  let paused = false;
  let committed = start;
  let highWatermark = start;
  const held = () => waiting.length + inWork;

  /** All messages of a fixed-delay retry topic ripen in order, so the first speaks for the rest. */
  const ripeAtMs = (): number => waiting[0]?.ripeMs ?? Number.POSITIVE_INFINITY;

  /** Whoever wrote the time may have had a wrong clock, or we have: never longer than the topic's delay from when it was seen. */
  function ripening({ headers }: DeliveredMessage, { nowMs, elapsedMs }: Now): number {
    const waitMs = (notBeforeMs(headers) ?? nowMs) - nowMs;
    return elapsedMs + Math.min(Math.max(0, waitMs), longestWaitMs);
  }

  return {
    partition: { topic: partition.topic, partition: partition.partition },
    taken: taken.signal,
    get paused() {
      return paused;
    },
    get inWork() {
      return inWork;
    },
    accept(batch, now) {
      for (const message of batch.messages)
        if (tracker.take(message.offset, message.timestampMs))
          waiting.push({ message, ripeMs: longestWaitMs === 0 ? now.elapsedMs : ripening(message, now) });
      tracker.readTo(batch.nextOffset);
      highWatermark = batch.highWatermark;
    },
    next(elapsedMs) {
      if (ripeAtMs() > elapsedMs) return null;
      const first = waiting.shift();
      if (first === undefined) return null;
      inWork += 1;
      return first.message;
    },
    finish(offset) {
      inWork -= 1;
      tracker.finish(offset);
    },
    shouldPause() {
      if (paused || (held() < maxMessages && tracker.span() < MAX_SPAN)) return false;
      paused = true;
      return true;
    },
    shouldResume() {
      if (!paused || held() > maxMessages / 2 || tracker.span() > MAX_SPAN / 2n) return false;
      paused = false;
      return true;
    },
    ripeAtMs,
    watermark: tracker.watermark,
    backlog(nowMs) {
      const behind = Number(highWatermark - tracker.watermark());
      const oldestMs = tracker.oldestMs();
      return {
        messages: Math.max(0, behind),
        ageMs: oldestMs === null ? 0 : Math.max(0, nowMs - oldestMs),
        waiting: waiting.length,
      };
    },
    dueCommit() {
      const next = tracker.watermark();
      if (next <= committed) return [];
      return [
        {
          partition: this.partition,
          next,
          confirm: () => {
            committed = next;
          },
        },
      ];
    },
    abandon() {
      taken.abort();
      waiting.length = 0;
    },
  };
}
