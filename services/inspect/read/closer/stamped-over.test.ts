import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';
import { readStampedOver } from './stamped-over.ts';

const [WIDTH, HEIGHT] = [600, 800];
const direction = { ux: 1, uy: 0 };
const body: Line[] = Array.from({ length: 12 }, (_, i) => ({
  ...{ cx: 300, cy: 160 + i * 40, ...direction, length: 480, height: 20, score: 0.9 },
}));
const stamp = { x: 220, y: 380, width: 160, height: 40 };

/** Thin strokes along the lines, and thick ones in the box of the stamp. */
function page(): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(240);
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i += 3) {
      const isStamp = x >= stamp.x && x < stamp.x + stamp.width && y >= stamp.y && y < stamp.y + stamp.height;
      if (isStamp && x % 20 < 10) data.fill(40, i, i + 3);
      else if (x % 10 < 1 && x > 60 && x < 540 && body.some(({ cy }) => Math.abs(cy - y) < 7))
        data.fill(60, i, i + 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

async function read(lines: readonly Line[], over: { spotted?: number; known?: readonly Line[] } = {}) {
  const raster = page();
  const asked: { raster: Raster; line: Line }[] = [];
  const reader: Pick<Reader, 'findLines' | 'readLine' | 'spot'> = {
    findLines: async ({ width, height }) => [
      { cx: width / 2, cy: height / 2, ...direction, length: stamp.width, height: stamp.height, score: 0.9 },
    ],
    spot: async (_, those) => new Map(those.map((line) => [line, over.spotted ?? 0.9])),
    readLine: async (from, line) => {
      asked.push({ raster: from, line });
      return { text: 'TAJNE', confidence: 0.9 };
    },
  };
  const looks = [];
  const linedPage = { raster, lines, known: over.known ?? [], direction };
  for await (const look of readStampedOver(reader as Reader, linedPage)) looks.push(look);
  return { raster, asked, looks };
}

it('reads a stamp over writing by itself and on the page, with room for a faint first letter', async () => {
  const { raster, asked, looks } = await read(body);
  expect(looks.map(({ said }) => said.text)).toEqual(['TAJNE', 'TAJNE']);
  expect(asked.map((each) => each.raster === raster)).toEqual([false, true]);
  const [layer, whole] = asked;
  expect(layer?.line.length).toBeGreaterThan(stamp.width + stamp.height);
  expect(Math.abs((whole?.line.cx ?? 0) - (stamp.x + stamp.width / 2))).toBeLessThan(10);
  expect(Math.abs((whole?.line.cy ?? 0) - (stamp.y + stamp.height / 2))).toBeLessThan(10);
});

it.each([
  ['where no word of a mark is spotted', body, { spotted: 0.01 }],
  ['what is a line that was surely read', body, { known: [{ ...body[6], cy: 400, height: 40 } as Line] }],
  ['on a page of a few lines', body.slice(0, 3), {}],
])('reads nothing %s', async (_where, lines, over) => {
  expect((await read(lines, over)).asked).toEqual([]);
});
