import { expect, test } from 'vitest';
import { runEmbeddedChaos } from './embedded-rounds.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos` is the long form: 200 kills, a broker away for a minute, and a bound on how long a partition stands still,
 * which is a matter of the machine's speed. Here only a partition that is stuck for good counts.
 */
const STUCK_MS = 40_000;
const MINUTES = 60_000;
const said = (lines: readonly string[]) => lines.join('\n');

test('forty kills of brokers, database, services and children: nothing lost, nothing twice, no partition is stuck', {
  timeout: 12 * MINUTES,
}, async () => {
  const plan = { seed: 3, brokerSessionMs: 6_000, longOutageMs: 15_000, keep: false, say: () => undefined };
  const { kills, lost, duplicates, longestStallMs, details } = await runChaos({ ...plan, kills: 40 });
  expect({ kills, lost, duplicates }, said(details)).toEqual({ kills: 40, lost: 0, duplicates: 0 });
  expect(longestStallMs, said(details)).toBeLessThan(STUCK_MS);
});

test('the one process of the embedded world, killed again and again: nothing lost, nothing twice', {
  timeout: 5 * MINUTES,
}, async () => {
  const plan = { kills: 8, seed: 3, keep: false, say: () => undefined };
  const { kills, lost, duplicates, details } = await runEmbeddedChaos(plan);
  expect({ kills, lost, duplicates }, said(details)).toEqual({ kills: 8, lost: 0, duplicates: 0 });
});
