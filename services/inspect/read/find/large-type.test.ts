import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import { linesOfLargeType } from './large-type.ts';

const glance = { width: 512, height: 400, data: new Uint8Array(512 * 400 * 3) };
const line: Line = { cx: 200, cy: 100, ux: 1, uy: 0, length: 200, height: 24, score: 0.9 };
const low: Line = { ...line, cy: 300, height: 10 };
const at = (x: number, y: number) => ({ x, y, weight: 8 });

const lines = (found: Line[], sure: Line[], places: ReturnType<typeof at>[] | null) =>
  linesOfLargeType({ glimpse: null, findLines: async () => found }, glance, {
    sure,
    places,
    striped: [],
  });

it('takes the lines of the small copy where all that may be writing is on them', async () => {
  expect(await lines([line], [line], [at(120, 95), at(280, 118)])).toEqual([line]);
});

it.each([
  ['a place away from any line', [line], [line], [at(120, 95), at(450, 380)]],
  ['a low line among the sure ones', [line], [line, low], [at(120, 95)]],
  ['a low line among those found', [line, low], [line], [at(120, 95)]],
  ['nothing found surely', [line], [], [at(120, 95)]],
  ['nothing found', [], [line], [at(120, 95)]],
  ['no first look', [line], [line], null],
])('wants a larger look where there is %s', async (_, found, sure, places) => {
  expect(await lines(found, sure, places)).toBeNull();
});
