import { expect, it } from 'vitest';
import { flattener } from './flat.ts';
import type { Line } from './line.ts';
import { upright } from './upright.ts';

const SIZE = { width: 1600, height: 1200 };

/** Where a point of a flat page comes to lie in a photograph from the side: the rows run together towards the right. */
function photographed(u: number, v: number): [number, number] {
  const far = 1 + 0.0004 * u;
  return [100 + (1.5 * u) / far, 150 + (v + 0.16 * u) / far];
}

function lineAt(u: number, v: number, length: number, project: typeof photographed): Line {
  const [x0, y0] = project(u, v);
  const [x1, y1] = project(u + length, v);
  const long = Math.hypot(x1 - x0, y1 - y0);
  const middle = { cx: (x0 + x1) / 2, cy: (y0 + y1) / 2 };
  return { ...middle, ux: (x1 - x0) / long, uy: (y1 - y0) / long, length: long, height: 16, score: 1 };
}

const cellsOf = (project: typeof photographed) =>
  [0, 40, 80, 120, 400, 700].map((v) => [0, 300, 650, 900].map((u) => lineAt(u, v, 120, project)));

function spreadOf(tops: readonly number[]): number {
  return Math.max(...tops) - Math.min(...tops);
}

it('gives cells of one row one height again, on a page photographed from the side', () => {
  const rows = cellsOf(photographed);
  const flatten = flattener(upright(SIZE, { ux: 1, uy: 0 }), rows.flat());
  expect(Math.max(...rows.map((row) => spreadOf(row.map((line) => line.cy))))).toBeGreaterThan(60);
  for (const row of rows) {
    expect(spreadOf(row.map((line) => flatten(line)[1] * SIZE.height))).toBeLessThan(6);
  }
});

it('leaves a page that lies straight where it is, also when it stands on its side', () => {
  const rows = cellsOf((u, v) => [100 + u, 150 + v]);
  const flatten = flattener(upright(SIZE, { ux: 1, uy: 0 }), rows.flat());
  const [left, top, width, height] = flatten(rows[1]?.[1] as Line);
  expect([left * 1600, top * 1200, width * 1600, height * 1200].map(Math.round)).toEqual([400, 182, 120, 16]);

  const turned = cellsOf((u, v) => [150 + v, 1150 - u]);
  const onItsSide = flattener(upright(SIZE, { ux: 0, uy: -1 }), turned.flat());
  for (const row of turned) expect(spreadOf(row.map((line) => onItsSide(line)[1]))).toBeLessThan(0.001);
});

it('takes no page from a few lines that run every way', () => {
  const stray: Line[] = [0, 1, 2].map((i) => ({
    cx: 300 * i,
    cy: 400,
    ux: 0.9,
    uy: 0.4 * i - 0.3,
    length: 100,
    height: 20,
    score: 1,
  }));
  const flatten = flattener(upright(SIZE, { ux: 1, uy: 0 }), stray);
  for (const line of stray) expect(flatten(line)[1] * 1200).toBeCloseTo(line.cy - 10, 5);
});
