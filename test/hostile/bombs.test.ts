import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import type { Report } from '../../services/inspect/report.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../services/inspect/sandbox/pool.ts';
import { systemClock } from '../../shared/clock.ts';
import { HOSTILE } from './hostile-files.ts';
import { peakBytes, processesBelow, stillAlive } from './watch-children.ts';

/** Short, so that what takes all the time it is given does not take all of ours. */
const limits = { ...DEFAULT_LIMITS, wallMs: 3000, memoryBytes: 1_500_000_000 };
const GRACE_MS = 5000;
/** A child is killed a moment after it was seen above its limit. */
const OVERSHOOT_BYTES = 400_000_000;
const sandbox = createSandbox({
  limits,
  children: 1,
  rules: () => readRuleTexts([fileURLToPath(new URL('../../rules', import.meta.url))]),
  engine: 'auto',
  preset: 'fast',
  log: { info: () => {}, warn: () => {} },
  clock: systemClock,
});
const seen = new Set<string>();

beforeAll(() => sandbox.ready());
afterAll(() => sandbox.close());

/** Inspects, and looks ten times a second at what the children hold, since a dead one can no longer be asked. */
async function inspectWatched(bytes: Buffer): Promise<{ report: Report; mostBytes: number }> {
  let mostBytes = 0;
  const inspecting = sandbox.inspect({ bytes, name: null });
  for (let done = false; !done; ) {
    for (const child of await processesBelow()) seen.add(child);
    mostBytes = Math.max(mostBytes, await peakBytes(seen));
    done = await Promise.race([
      inspecting.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 100, false)),
    ]);
  }
  return { report: await inspecting, mostBytes };
}

/** Answered in time, whole or with what is missing said, within memory, and the next file is read. */
describe.each(Object.entries(HOSTILE))('hostile %s', (_kind, files) => {
  it.each(files.map((file) => [file.name, file] as const))(
    '%s',
    async (_name, { make, said, orInTime }) => {
      const { report, mostBytes } = await inspectWatched(await make());
      const reasons = report.uninspected.map(({ reason }) => reason);
      expect(report.elapsedMs).toBeLessThan(limits.wallMs + GRACE_MS);
      expect(report.complete).toBe(reasons.length === 0);
      const expected = typeof said === 'string' ? said : 'uninspected';
      expect([expected, orInTime], reasons.join()).toContain(report.verdict);
      if (typeof said !== 'string' && report.verdict !== orInTime)
        expect(
          reasons.filter((reason) => said.includes(reason)),
          reasons.join(),
        ).not.toEqual([]);
      expect(mostBytes).toBeLessThan(limits.memoryBytes + OVERSHOOT_BYTES);
      expect((await sandbox.inspect({ bytes: Buffer.from('hello'), name: null })).verdict).toBe('clean');
    },
    60_000,
  );
});

it('leaves no process behind', async () => {
  await sandbox.close();
  expect(seen.size).toBeGreaterThan(0);
  await expect.poll(() => stillAlive(seen), { timeout: 10_000 }).toEqual([]);
});
