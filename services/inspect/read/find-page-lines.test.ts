import { expect, it } from 'vitest';
import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import { findPageLines } from './find-page-lines.ts';
import type { Reader } from './reader.ts';

/** White, with dashes as thin type makes them: rows of this many strokes. */
function page(rows: number, strokes: number): Raster {
  const [width, height] = [512, 400];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let row = 0; row < rows; row++) {
    for (let stroke = 0; stroke < strokes; stroke++) {
      const [left, top] = [40 + stroke * 6, 30 + row * 24];
      for (let y = top; y < top + 8; y++) data.fill(40, (y * width + left) * 3, (y * width + left + 2) * 3);
    }
  }
  return { width, height, data };
}

/** Sees nothing at a glance, and one line when it looks closer. */
function shortSighted(): { reader: Pick<Reader, 'findLines'>; sides: number[] } {
  const sides: number[] = [];
  const line: Line = { cx: 100, cy: 40, ux: 1, uy: 0, length: 100, height: 12, score: 0.9 };
  return {
    sides,
    reader: {
      findLines: async (_raster, side) => {
        sides.push(side);
        return side > 500 ? [line] : [];
      },
    },
  };
}

const look = (raster: Raster, reader: Pick<Reader, 'findLines'>) =>
  findPageLines(reader as Reader, { glance: raster, working: () => Promise.resolve(raster) }, true);

it('looks closer where rows of ink stand that the detector does not see at a glance', async () => {
  const { reader, sides } = shortSighted();
  expect(await look(page(12, 60), reader)).toHaveLength(1);
  expect(sides).toHaveLength(2);
});

it('lets a picture go that has no rows of ink', async () => {
  const { reader, sides } = shortSighted();
  expect(await look(page(0, 0), reader)).toEqual([]);
  expect(sides).toHaveLength(1);
});
