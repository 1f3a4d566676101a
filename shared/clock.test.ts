import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from './clock.ts';

test('many may sleep on one signal: nobody is warned of a leak, all wake when it aborts, and none leaves a listener', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const stopping = new AbortController();
  const short = Array.from({ length: 20 }, () => systemClock.sleep(1, stopping.signal));
  await Promise.all(short);
  expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(0);
  const long = Array.from({ length: 20 }, () => systemClock.sleep(60_000, stopping.signal));
  stopping.abort();
  await Promise.all(long);
  expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(0);
  // Warnings are emitted a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
