import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';
import { readOverlaid } from './overlaid.ts';

const [WIDTH, HEIGHT] = [600, 800];
const right = { ux: 1, uy: 0 };
const body: Line[] = Array.from({ length: 8 }, (_, i) => ({
  ...{ cx: 300, cy: 200 + i * 40, ...right, length: 500, height: 20, score: 0.98 },
}));
const stamp: Line = { cx: 300, cy: 330, ux: 0.97, uy: -0.24, length: 200, height: 40, score: 0.97 };
const heading: Line = { cx: 300, cy: 80, ...right, length: 300, height: 44, score: 0.99 };

/** White, with thin rules for its writing and thick strokes along other lines. */
function page(...words: readonly Line[]): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(250);
  const dot = (x: number, y: number, value: number) =>
    data.fill(value, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      if (x >= 50 && x < 550 && body.some(({ cy }) => y === cy || y === cy + 1)) dot(x, y, 50);
      if (words.some((word) => isOnStroke(word, x, y))) dot(x, y, 40);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

/** Upright strokes, as thick as the gaps between them. */
function isOnStroke({ cx, cy, ux, uy, length, height }: Line, x: number, y: number): boolean {
  const [dx, dy] = [x - cx, y - cy];
  const along = dx * ux + dy * uy + length / 2;
  return along > 0 && along < length && along % 16 < 9 && Math.abs(dy * ux - dx * uy) < height / 2;
}

function eyes(seen: readonly Line[], spotted: number | null) {
  const reads: { raster: Raster; line: Line }[] = [];
  const reader: Pick<Reader, 'findLines' | 'readLine' | 'spot'> = {
    findLines: async () => [...seen],
    spot: async (_, lines) => (spotted === null ? null : new Map(lines.map((line) => [line, spotted]))),
    readLine: async (raster, line) => {
      reads.push({ raster, line });
      return { text: 'TAJNE', confidence: 0.9 };
    },
  };
  return { reader: reader as Reader, reads };
}

async function all(
  raster: Raster,
  lines: readonly Line[],
  {
    seen = [],
    surely = lines,
    spotted = null,
  }: { seen?: readonly Line[]; surely?: readonly Line[]; spotted?: number | null } = {},
) {
  const { reader, reads } = eyes(seen, spotted);
  const found = [];
  for await (const each of readOverlaid(reader, raster, { all: lines, surely }, right)) found.push(each);
  return { found, reads };
}

it('reads a stamp where the writing is wiped off, and on the page along its slant', async () => {
  const raster = page(stamp);
  const { found, reads } = await all(raster, body);
  expect(found.map(({ said }) => said.text)).toEqual(['TAJNE', 'TAJNE']);
  expect(reads.map((read) => read.raster === raster)).toEqual([false, true]);
  expect(reads[1]?.line.ux).toBeCloseTo(stamp.ux, 1);
  expect(reads[1]?.line.uy).toBeCloseTo(stamp.uy, 1);
  expect(reads[1]?.line.length).toBeGreaterThan(stamp.length);
});

it('reads a stamp on a page that lies on something dark, and says where it is', async () => {
  const desk = { width: 3 * WIDTH, height: 2 * HEIGHT };
  const at = { x: 700, y: 500 };
  const data = new Uint8Array(desk.width * desk.height * 3).fill(58);
  const sheet = page(stamp);
  for (let y = 0; y < HEIGHT; y++)
    data.set(sheet.data.subarray(y * WIDTH * 3, (y + 1) * WIDTH * 3), ((at.y + y) * desk.width + at.x) * 3);
  const there = (line: Line): Line => ({ ...line, cx: line.cx + at.x, cy: line.cy + at.y });
  const { found } = await all({ ...desk, data }, body.map(there));
  expect(found).toHaveLength(2);
  for (const { placed, scale, at: corner = { x: 0, y: 0 } } of found) {
    expect(placed.line.cx * scale + corner.x).toBeCloseTo(there(stamp).cx, -1);
    expect(placed.line.cy * scale + corner.y).toBeCloseTo(there(stamp).cy, -1);
  }
});

it('reads a stamp that was found in two pieces as one', async () => {
  const along = (by: number): Line => ({
    ...stamp,
    cx: (stamp.cx + by * stamp.ux) / 3,
    cy: (stamp.cy + by * stamp.uy) / 3,
    length: 110 / 3,
    height: stamp.height / 3,
  });
  const { reads } = await all(page(stamp), body, { seen: [along(-60), along(60)] });
  expect(reads).toHaveLength(2);
  expect(reads[0]?.line.length).toBeGreaterThan(200);
});

it('reads no heading again that was found as a line of the page', async () => {
  expect((await all(page(heading), [...body, heading])).reads).toEqual([]);
});

it('reads a watermark that was found as a line of the page, but not surely read', async () => {
  expect((await all(page(heading), [...body, heading], { surely: body })).reads).toHaveLength(2);
});

it('reads a stamp although the lines it lies over were found as one tall line', async () => {
  const muddle: Line = { ...heading, cy: 330, length: 500, height: 130 };
  expect((await all(page(stamp), [...body, muddle])).reads).toHaveLength(2);
});

it('looks for nothing on a page with thin strokes only', async () => {
  expect((await all(page(), body)).reads).toEqual([]);
});

it('reads what a detector sees where thin strokes are wiped off, in a small picture of that', async () => {
  // Too full of ink to be taken for a word without it.
  const bar = { ...heading, height: 60 };
  const raster = page(bar);
  for (let y = 50; y < 110; y++) raster.data.fill(40, (y * WIDTH + 150) * 3, (y * WIDTH + 450) * 3);
  expect((await all(raster, body)).reads).toEqual([]);
  const seen = [{ ...bar, cx: bar.cx / 3, cy: bar.cy / 3, length: bar.length / 3, height: bar.height / 3 }];
  const { reads } = await all(raster, body, { seen });
  expect(reads[0]?.line).toMatchObject({ cx: bar.cx, cy: bar.cy, length: bar.length, height: bar.height });
});

it('reads no stamp on which no word of a mark is spotted', async () => {
  expect((await all(page(stamp), body, { spotted: 0.001 })).reads).toEqual([]);
  expect((await all(page(stamp), body, { spotted: 0.9 })).reads).toHaveLength(2);
});

it.each([
  ['even light', () => 1],
  ['the shade', (x: number, y: number) => 1 - (0.35 * x) / WIDTH - (0.15 * y) / HEIGHT],
])('reads a pale watermark under the writing, in %s', async (_light, light) => {
  const raster = page();
  const pale: Line = { ...stamp, length: 320, height: 60 };
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i += 3) {
      const value = raster.data[i] as number;
      const shown = isOnStroke(pale, x, y) ? Math.min(value, 205) : value;
      raster.data.fill(light(x, y) * shown, i, i + 3);
    }
  }
  const { reads } = await all(raster, body);
  const [layer] = reads.map(({ line }) => line);
  expect(Math.abs((layer?.cx ?? 0) - pale.cx)).toBeLessThan(20);
  expect(Math.abs((layer?.cy ?? 0) - pale.cy)).toBeLessThan(20);
});
