import { expect, test } from 'vitest';
import { createStopwatch, timed } from './stopwatch.ts';

let nowMs = 0;
const spend = async (durationMs: number) => {
  await Promise.resolve();
  nowMs += durationMs;
};

test('an inner stage takes its time away from the one around it', async () => {
  const stopwatch = createStopwatch(() => nowMs);
  await stopwatch.during('look', async () => {
    await spend(5);
    await stopwatch.during('read', () => spend(20));
    stopwatch.during('match', () => {
      nowMs += 2;
    });
    await spend(3);
  });
  nowMs += 100;
  expect(stopwatch.take()).toEqual({ open: 0, look: 8, read: 20, match: 2 });
  expect(stopwatch.take()).toEqual({ open: 0, look: 0, read: 0, match: 0 });
});

test('a stage that throws has ended', async () => {
  const stopwatch = createStopwatch(() => nowMs);
  const broken = async () => {
    await spend(4);
    throw new Error('broken');
  };
  await expect(stopwatch.during('open', broken)).rejects.toThrow('broken');
  nowMs += 50;
  expect(stopwatch.take()).toEqual({ open: 4, look: 0, read: 0, match: 0 });
});

test('what is done with a piece does not count for making it, and leaving early closes the source', async () => {
  const stopwatch = createStopwatch(() => nowMs);
  let closed = false;
  async function* pieces() {
    try {
      for (;;) {
        await spend(10);
        yield 'piece';
      }
    } finally {
      closed = true;
    }
  }
  let seen = 0;
  for await (const _piece of timed(pieces(), 'open', stopwatch)) {
    nowMs += 1000;
    seen += 1;
    if (seen === 2) break;
  }
  expect(closed).toBe(true);
  expect(stopwatch.take().open).toBe(20);
});
