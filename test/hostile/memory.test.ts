import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../services/inspect/sandbox/pool.ts';
import { childCommand } from '../../services/inspect/sandbox/spawn-child.ts';
import { systemClock } from '../../shared/clock.ts';
import { largeArchives } from './generators/make-large-archives.ts';
import { peakBytes, processesBelow } from './watch-children.ts';

/** 240 MB come out of each archive. */
const ENTRIES = 30;
/** What the child may hold beyond what it holds at rest: a few entries, some of them rubbish that waits to be collected. */
const MOST_MORE_BYTES = 150_000_000;
const limits = { ...DEFAULT_LIMITS, wallMs: 60_000, ratio: 1_000_000 };
const how = childCommand(limits, { wrappers: [], nodeArgs: [] });
const blindChild = fileURLToPath(new URL('./children/blind-child.ts', import.meta.url));
const sandbox = createSandbox({
  limits,
  children: 1,
  rules: () => readRuleTexts([fileURLToPath(new URL('../../rules', import.meta.url))]),
  engine: 'auto',
  preset: 'fast',
  log: { info: () => {}, warn: () => {} },
  clock: systemClock,
  childCommand: { ...how, args: [...how.args.slice(0, -1), blindChild] },
});
let child: string[] = [];
let atRestBytes = 0;

beforeAll(async () => {
  await sandbox.ready();
  for (const make of Object.values(largeArchives)) await sandbox.inspect({ bytes: make(1), name: null });
  child = await processesBelow();
  atRestBytes = await peakBytes(child);
});
afterAll(() => sandbox.close());

describe('an archive of many entries, far larger than the memory it is read in', () => {
  it.each(Object.entries(largeArchives))(
    '%s: is read to its end',
    async (_kind, make) => {
      const report = await sandbox.inspect({ bytes: make(ENTRIES), name: null });
      expect(report.verdict).toBe('found');
      expect(report.uninspected.map(({ reason }) => reason)).toEqual(
        Array.from({ length: ENTRIES }, () => 'unsupported-type'),
      );
      expect(atRestBytes).toBeGreaterThan(0);
      expect((await peakBytes(child)) - atRestBytes).toBeLessThan(MOST_MORE_BYTES);
    },
    60_000,
  );
});
