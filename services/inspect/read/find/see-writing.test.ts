import { expect, it } from 'vitest';
import type { Raster } from '../../look/raster.ts';
import { type Eyes, seeWriting } from './see-writing.ts';

/** White, with dark stripes down to some row, as lines of small type are on a small copy. */
function striped(rows: number): Raster {
  const [width, height] = [512, 384];
  const data = new Uint8Array(3 * width * height).fill(255);
  for (let y = 0; y < rows; y++) if (y % 6 < 3) data.fill(60, 3 * y * width, 3 * (y + 1) * width);
  return { width, height, data };
}

/** How often lines are looked for on a small copy that plainly has writing. */
async function looksAt(glance: Raster): Promise<number> {
  let looks = 0;
  const eyes: Eyes = {
    glimpse: async () => [{ x: 100, y: 100, weight: 9 }],
    findLines: async () => {
      looks++;
      return [{ cx: 100, cy: 100, ux: 1, uy: 0, length: 90, height: 12, score: 0.9 }];
    },
  };
  const seen = { glance, working: async () => glance };
  expect(await seeWriting(eyes, seen)).not.toBeNull();
  return looks;
}

it('looks for no lines on the small copy of a page of small type', async () => {
  expect(await looksAt(striped(384))).toBe(0);
});

it('looks for lines where a part is small type, because the rest may be large', async () => {
  expect(await looksAt(striped(64))).toBe(1);
});
