import { expect, it } from 'vitest';
import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import { readOverlaid } from './overlaid.ts';
import type { Reader } from './reader.ts';

const [WIDTH, HEIGHT] = [600, 800];
const right = { ux: 1, uy: 0 };
const body: Line[] = Array.from({ length: 8 }, (_, i) => ({
  ...{ cx: 300, cy: 200 + i * 40, ...right, length: 500, height: 20, score: 0.98 },
}));
const stamp: Line = { cx: 300, cy: 330, ux: 0.97, uy: -0.24, length: 200, height: 40, score: 0.97 };
const heading: Line = { cx: 300, cy: 80, ...right, length: 300, height: 44, score: 0.99 };

/** White, with thin rules for its writing and, if asked for, one thick bar over them. */
function page(bar: boolean): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(250);
  const fill = (x: number, y: number, width: number, height: number) => {
    for (let row = y; row < y + height; row++)
      data.fill(40, (row * WIDTH + x) * 3, (row * WIDTH + x + width) * 3);
  };
  for (const { cy } of body) fill(50, cy, 500, 2);
  if (bar) fill(200, 310, 200, 40);
  return { width: WIDTH, height: HEIGHT, data };
}

function eyes(seen: Line[]) {
  const reads: { raster: Raster; line: Line }[] = [];
  const reader: Pick<Reader, 'findLines' | 'readLine'> = {
    findLines: async () => seen,
    readLine: async (raster, line) => {
      reads.push({ raster, line });
      return { text: 'TAJNE', confidence: 0.9 };
    },
  };
  return { reader: reader as Reader, reads };
}

async function all(seen: Line[], raster: Raster, lines: readonly Line[], surely = lines) {
  const { reader, reads } = eyes(seen);
  const found = [];
  for await (const each of readOverlaid(reader, raster, { lines, surely }, right)) found.push(each);
  return { found, reads };
}

it('reads a stamp where the writing is wiped off, and on the page along its slant', async () => {
  const raster = page(true);
  const { found, reads } = await all([stamp], raster, body);
  expect(found.map(({ said }) => said.text)).toEqual(['TAJNE', 'TAJNE']);
  expect(reads.map((read) => read.raster === raster)).toEqual([false, true]);
  expect(reads[1]?.line).toMatchObject({ ux: stamp.ux, uy: stamp.uy });
  expect(reads[1]?.line.length).toBeGreaterThan(stamp.length);
});

it('reads a stamp that was found in two pieces as one', async () => {
  const along = (by: number): Line => ({
    ...stamp,
    cx: stamp.cx + by * stamp.ux,
    cy: stamp.cy + by * stamp.uy,
    length: 110,
  });
  const { reads } = await all([along(-60), along(60)], page(true), body);
  expect(reads).toHaveLength(2);
  expect(reads[0]?.line.length).toBeGreaterThan(200);
});

it('reads no heading again that was found as a line of the page', async () => {
  expect((await all([heading], page(true), [...body, heading])).reads).toEqual([]);
});

it('reads a watermark that was found as a line of the page, but not surely read', async () => {
  expect((await all([heading], page(true), [...body, heading], body)).reads).toHaveLength(2);
});

it('reads a stamp although the lines it lies over were found as one tall line', async () => {
  const muddle: Line = { ...heading, cy: 330, length: 500, height: 130 };
  expect((await all([stamp], page(true), [...body, muddle])).reads).toHaveLength(2);
});

it('looks for nothing on a page with thin strokes only', async () => {
  expect((await all([stamp], page(false), body)).reads).toEqual([]);
});
