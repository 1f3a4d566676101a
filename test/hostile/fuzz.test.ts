import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../services/inspect/sandbox/pool.ts';
import { childCommand } from '../../services/inspect/sandbox/spawn-child.ts';
import { systemClock } from '../../shared/clock.ts';
import { createRandom, mutate } from './generators/mutate.ts';
import { wholeFiles } from './generators/seeds.ts';

/** Of all formats together, in CI. `npm run fuzz` takes more; SPILLWAY_SEED gives others. */
const MUTATIONS = Number(process.env.SPILLWAY_MUTATIONS ?? 20_000);
const SEED = Number(process.env.SPILLWAY_SEED ?? 20_261_125);
/** These cost ten to thirty times as much as the others: so many of their mutations for one of another format. */
const SHARE: Readonly<Record<string, number>> = {
  pdf: 0.1,
  'pdf with packed streams': 0.2,
  tar: 0.3,
  rar: 0.3,
  'rar, packed': 0.3,
  avif: 0.3,
  heic: 0.1,
  '7z': 0.3,
  gif: 0.3,
};

const limits = { ...DEFAULT_LIMITS, wallMs: 60_000, memoryBytes: 1_000_000_000 };
const ends: string[] = [];
const how = childCommand(limits, { wrappers: [], nodeArgs: [] });
const blindChild = fileURLToPath(new URL('./children/blind-child.ts', import.meta.url));
const CHILDREN = 2;
const sandbox = createSandbox({
  limits,
  children: CHILDREN,
  filesAChild: 100_000,
  rules: () => readRuleTexts([fileURLToPath(new URL('../../rules', import.meta.url))]),
  engine: 'auto',
  preset: 'fast',
  log: { info: () => {}, warn: (fields) => void ends.push(String(fields.end)) },
  clock: systemClock,
  childCommand: { ...how, args: [...how.args.slice(0, -1), blindChild] },
});
beforeAll(() => sandbox.ready());
afterAll(() => sandbox.close());

const files = await wholeFiles();
const weights = [...files.keys()].map((name) => SHARE[name] ?? 1);
const perWeight = MUTATIONS / weights.reduce((sum, weight) => sum + weight, 0);

describe(`${MUTATIONS} damaged files, through the real protocol, openers, decoders and matcher, with a reader that sees no letters`, () => {
  it.each([...files].map(([name, whole], index) => [name, whole, index] as const))(
    'brings every mutation of %s to a verdict, in a child that lives on',
    async (name, whole, index) => {
      const random = createRandom(SEED + index);
      const damaged = Array.from({ length: Math.ceil(perWeight * (SHARE[name] ?? 1)) }, () =>
        mutate(whole, random),
      );
      ends.length = 0;
      const left = damaged.values();
      const work = async () => {
        for (const bytes of left) {
          const report = await sandbox.inspect({ bytes, name: null });
          const late = report.uninspected.filter((note) => note.reason === 'time-out');
          expect(late, `${name}: ${bytes.toString('base64')}`).toEqual([]);
          expect(report.complete).toBe(report.uninspected.length === 0);
          if (report.verdict === 'clean') expect(report.uninspected).toEqual([]);
        }
      };
      await Promise.all(Array.from({ length: CHILDREN }, work));
      expect(ends).toEqual([]);
    },
    600_000,
  );
});
