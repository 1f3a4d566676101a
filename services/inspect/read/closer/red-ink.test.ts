import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';
import { readRedInk } from './red-ink.ts';

const right = { ux: 1, uy: 0 };
/** The page is twice as large as its small copy, on which red strokes stand at 120 to 180 across, 96 to 112 down. */
const glance = withRedWord({ width: 400, height: 300 }, { x: 120, y: 96, wide: 60, high: 16 });
const page = withRedWord({ width: 800, height: 600 }, { x: 240, y: 192, wide: 120, high: 32 });
/** As it is found in the red of that place. */
const inLayer = (over: Partial<Line> = {}): Line => ({
  ...{ cx: 90, cy: 40, ...right, length: 120, height: 30, score: 0.9, ...over },
});
const text: Line = { cx: 400, cy: 400, ...right, length: 600, height: 20, score: 0.9 };

function withRedWord(
  { width, height }: { width: number; height: number },
  word: { x: number; y: number; wide: number; high: number },
): Raster {
  const data = new Uint8Array(width * height * 3).fill(240);
  for (let y = word.y; y < word.y + word.high; y++)
    for (let x = word.x; x < word.x + word.wide; x++)
      if (x % 8 < 4) data.set([200, 30, 30], (y * width + x) * 3);
  return { width, height, data };
}

async function read(found: readonly Line[], lines: readonly Line[], spotted: number | null = 0.9) {
  const asked: { raster: Raster; line: Line }[] = [];
  const reader: Pick<Reader, 'findLines' | 'readLine' | 'spot'> = {
    findLines: async () => [...found],
    spot: async (_, those) => (spotted === null ? null : new Map(those.map((line) => [line, spotted]))),
    readLine: async (raster, line) => {
      asked.push({ raster, line });
      return { text: 'TAJNE', confidence: 0.9 };
    },
  };
  const looks = [];
  for await (const look of readRedInk(reader as Reader, { raster: page, glance, lines, direction: right }))
    looks.push(look);
  return { asked, looks };
}

it('reads a word in red ink in the red alone and on the page, where it stands there', async () => {
  const { asked, looks } = await read([inLayer()], [text]);
  expect(asked).toHaveLength(2);
  const [layer, whole] = looks;
  expect(layer?.from).not.toBe(page);
  expect(whole?.from).toBe(page);
  const at = layer?.at ?? { x: 0, y: 0 };
  expect(whole?.placed.line).toMatchObject({ cx: 90 + at.x, cy: 40 + at.y });
  expect(asked[0]?.raster.width).toBeLessThan(400);
});

it('places it among the lines of the page', async () => {
  const { looks } = await read([inLayer()], [text, { ...text, cy: 300 }]);
  expect(looks.every(({ placed }) => placed.depth < 0.1)).toBe(true);
});

it.each([
  ['what is a line of the page already', inLayer(), (at: Line) => at, 0.9],
  [
    'a piece of one',
    inLayer({ length: 60, height: 24 }),
    (at: Line) => ({ ...at, length: 300, height: 30 }),
    0.9,
  ],
  ['a speck', inLayer({ length: 30 }), () => text, 0.9],
  ['what noise looks like', inLayer({ score: 0.6 }), () => text, 0.9],
  ['a word of no mark', inLayer(), () => text, 0.01],
])('does not read %s', async (_name, found, known, spotted) => {
  const onPage = (await read([inLayer()], [text])).looks[1]?.placed.line as Line;
  expect((await read([found], [known(onPage)], spotted)).asked).toEqual([]);
});

it.each([
  ['a stamp over a line of the page', { height: 14, length: 500 }],
  ['a stamp whose frame was taken for the line', { height: 60, length: 160 }],
])('reads %s', async (_name, known) => {
  const onPage = (await read([inLayer()], [text])).looks[1]?.placed.line as Line;
  const { asked } = await read([inLayer()], [text, { ...text, cy: 450 }, { ...onPage, ...known }]);
  expect(asked).toHaveLength(2);
});

it('reads few words of a page', async () => {
  const many = Array.from({ length: 20 }, (_, i) => inLayer({ cy: i * 4 }));
  expect((await read(many, [text])).asked).toHaveLength(12);
});

it('reads what it finds where nothing can be spotted', async () => {
  expect((await read([inLayer()], [text], null)).asked).toHaveLength(2);
});
