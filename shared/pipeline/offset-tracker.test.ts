import { expect, test } from 'vitest';
import { createOffsetTracker } from './offset-tracker.ts';

test('the watermark waits for the lowest message in flight, whatever finishes first', () => {
  const tracker = createOffsetTracker(10n);
  for (const offset of [10n, 11n, 12n]) expect(tracker.take(offset, 0)).toBe(true);
  tracker.finish(12n);
  tracker.finish(11n);
  expect(tracker.watermark()).toBe(10n);
  tracker.finish(10n);
  expect(tracker.watermark()).toBe(13n);
});

test('offsets that were taken before are not taken again after a rejoin', () => {
  const tracker = createOffsetTracker(0n);
  tracker.take(0n, 0);
  tracker.take(1n, 0);
  tracker.finish(0n);
  expect(tracker.take(0n, 0)).toBe(false);
  expect(tracker.take(1n, 0)).toBe(false);
  expect(tracker.watermark()).toBe(1n);
});

test('gaps left by compaction do not hold the watermark', () => {
  const tracker = createOffsetTracker(0n);
  tracker.take(5n, 0);
  tracker.readTo(9n);
  tracker.finish(5n);
  expect(tracker.watermark()).toBe(9n);
  expect(tracker.span()).toBe(0n);
});

test('offsets beyond the safe integers of JavaScript stay exact', () => {
  const start = 2n ** 53n + 1n;
  const tracker = createOffsetTracker(start);
  tracker.take(start, 0);
  tracker.finish(start);
  expect(tracker.watermark()).toBe(start + 1n);
});
