import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { ScriptScores } from './classify.ts';
import { createPageScripts } from './page-scripts.ts';
import { SCRIPTS } from './scripts.ts';

const raster: Raster = { width: 1, height: 1, data: new Uint8Array(3) };
const lines = Array.from(
  { length: 20 },
  (_, at): Line => ({
    ...{ cx: 0, cy: at * 30, ux: 1, uy: 0, length: 300, height: 20, score: 1 },
  }),
);
const scoresWith = (latin: number): ScriptScores =>
  Object.fromEntries(
    SCRIPTS.map((script) => [script, script === 'latin' ? latin : (1 - latin) / (SCRIPTS.length - 1)]),
  ) as ScriptScores;

/** How many lines are looked at when the first, the second, … are Latin this surely, and all others surely. */
async function lookedAt(latin: readonly number[] = [], asked = true): Promise<number> {
  let looked = 0;
  const pages = createPageScripts();
  pages.survey(raster, lines, async () => scoresWith(latin[looked++] ?? 0.99), ['latin', 'han']);
  if (asked) await pages.isIn(raster, ['thai']);
  return looked;
}

it('looks at a few lines of a page that are plainly in the own scripts', async () => {
  expect(await lookedAt()).toBe(4);
});

it('looks at more where one of them is in doubt', async () => {
  expect(await lookedAt([0.99, 0.5])).toBe(8);
});

it('looks at none while nobody asks', async () => {
  expect(await lookedAt([], false)).toBe(0);
});
