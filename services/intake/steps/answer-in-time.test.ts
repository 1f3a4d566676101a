import { expect, test } from 'vitest';
import type { Clock } from '../../../shared/clock.ts';
import { answerInTime } from './answer-in-time.ts';

/** Time passes at once for whoever sleeps, or never. */
const clock = (passes: boolean): Clock => ({
  nowMs: () => 0,
  elapsedMs: () => 0,
  sleep: (_durationMs, signal) =>
    passes
      ? Promise.resolve()
      : new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
});

test('a broker that never answers is a fault in time, under its code', async () => {
  const never = new Promise<void>(() => {});
  await expect(answerInTime(never, clock(true), 'BROKER_UNAVAILABLE')).rejects.toMatchObject({
    name: 'FaultError',
    code: 'BROKER_UNAVAILABLE',
  });
});

test('an answer in time is the answer, and a failure in time is the failure', async () => {
  expect(await answerInTime(Promise.resolve('stored'), clock(false), 'X')).toBe('stored');
  await expect(answerInTime(Promise.reject(new Error('refused')), clock(false), 'X')).rejects.toThrow(
    'refused',
  );
});
