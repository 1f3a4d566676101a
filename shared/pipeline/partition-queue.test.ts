import { expect, test } from 'vitest';
import { createPartitionQueue } from './partition-queue.ts';

const MINUTE = 60_000;
const NOW_MS = Date.UTC(2030, 0, 1);

function queueWith(notBeforeMs: number) {
  const place = { topic: 'jobs.retry.1m', partition: 0 };
  const headers = [['spillway-not-before', Buffer.from(new Date(notBeforeMs).toISOString())] as const];
  const message = { ...place, offset: 0n, timestampMs: NOW_MS, key: null, value: null, headers };
  const queue = createPartitionQueue(place, 0n, { maxMessages: 10, longestWaitMs: MINUTE });
  const batch = { ...place, epoch: 1, messages: [message], nextOffset: 1n, highWatermark: 1n };
  queue.accept(batch, { nowMs: NOW_MS, elapsedMs: 5_000 });
  return queue;
}

test('a message waits for what is left of its delay', () => {
  const queue = queueWith(NOW_MS + 20_000);
  expect(queue.next(24_999)).toBe(null);
  expect(queue.next(25_000)?.offset).toBe(0n);
});

test('one whose time was written by a clock two hours ahead waits no longer than the delay of its topic', () => {
  const queue = queueWith(NOW_MS + 120 * MINUTE);
  expect(queue.next(5_000 + MINUTE - 1)).toBe(null);
  expect(queue.next(5_000 + MINUTE)?.offset).toBe(0n);
});

test('one whose time has passed, by whatever clock, is due at once', () => {
  expect(queueWith(NOW_MS - 120 * MINUTE).next(5_000)?.offset).toBe(0n);
});
