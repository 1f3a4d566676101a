import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CorpusEntry, corpusEntries } from '../../corpus/corpus.ts';
import { registerFonts } from '../../corpus/fonts.ts';
import { LOOKS, type Look } from '../../corpus/looks/looks.ts';
import { seedOf } from '../../corpus/random.ts';
import { writeSection } from '../text/write-section.ts';
import { METHODS, type MethodName } from './methods/method.ts';
import { imageSection } from './report.ts';
import type { Row } from './row.ts';
import { type Job, runJobs } from './run.ts';
import { byLook, byMethod, byScript, falseAlarms, unmarked } from './tables.ts';

/**
 * How well pictures are read, on the project's own corpus.
 *   npx tsx test/accuracy/images/score.ts            a table a method, on the console
 *     [--seed 11] [--every 3] [--each 1] [--look chat]… [--kind memo]… [--which marked|plain|both]
 *     [--method neural:balanced]… [--misses] [--minutes 60] [--lanes 2]
 *   … --write [--full]     what `npm run accuracy` does: all presets, docs/accuracy.md
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '11' },
    each: { type: 'string', default: '1' },
    every: { type: 'string' },
    look: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
    which: { type: 'string', default: 'both' },
    method: { type: 'string', multiple: true, default: ['neural:balanced'] },
    lanes: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    misses: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
});

const oneOf = <T extends string>(allowed: readonly T[], name: string, value: string): T => {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new Error(`Expected --${name} to be one of ${allowed.join(', ')}, got ${value}`);
  return found;
};
const looks: readonly Look[] = values.look?.map((look) => oneOf(LOOKS, 'look', look)) ?? LOOKS;
const methods: readonly MethodName[] = values.method.map((method) => oneOf(METHODS, 'method', method));
const seed = Number(values.seed);

registerFonts();
const entries = corpusEntries({
  seed,
  each: Number(values.each),
  every: Number(values.every ?? (values.write && !values.full ? '2' : '1')),
  looks,
  which: oneOf(['marked', 'plain', 'both'], 'which', values.which),
  ...(values.kind === undefined ? {} : { kinds: values.kind }),
});
const jobs = entries.map((entry): Job => ({ entry, methods: values.write ? presetsOf(entry) : methods }));
const { rows, left } = await runJobs(jobs, {
  seed,
  lanes: Number(values.lanes ?? Math.min(2, availableParallelism())),
  limitMs: Number(values.minutes) * 60_000,
  onRow: values.misses ? sayMiss : () => {},
});
if (left > 0) console.log(`Stopped after ${values.minutes} minutes with ${left} pictures left.`);

if (values.write) {
  const section = imageSection({ rows, seed, left, compared: (row) => isCompared(row.name) });
  await writeSection(fileURLToPath(new URL('../../../docs/accuracy.md', import.meta.url)), 'images', section);
  console.log(section);
} else {
  for (const method of methods) {
    const mine = rows.filter((row) => row.method === method);
    console.log(
      [`\n${method}`, byLook(mine), byScript(mine), unmarked(mine), falseAlarms(mine)].join('\n\n'),
    );
  }
  if (methods.length > 1) console.log(byMethod(rows));
}

/** The other presets cost as much again: they read an eighth of the pictures. */
function presetsOf(entry: CorpusEntry): readonly MethodName[] {
  return isCompared(entry.name)
    ? ['neural:fast', 'neural:balanced', 'neural:thorough', 'tesseract:balanced']
    : ['neural:balanced'];
}

function isCompared(name: string): boolean {
  return seedOf(seed, `compared ${name}`) % 8 === 0;
}

function sayMiss(row: Row): void {
  const what = missOf(row);
  if (what !== null) console.log(`${row.method} ${what.padEnd(16)} ${row.name} ${row.reasons.join()}`);
}

function missOf(row: Row): string | null {
  if (row.script === null) return row.found ? 'FALSE ALARM' : row.reasons.length > 0 ? 'uninspected' : null;
  if (row.found) return row.rankRight ? null : 'wrong rank';
  return row.read ? 'read, not found' : 'not read';
}
