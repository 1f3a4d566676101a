import { expect, it } from 'vitest';
import { createDetector } from './detect.ts';

const [width, height] = [64, 32];

/** Lines found in a raster of so much the size, where the finder is so sure of a bar of 40 × 8 pixels. */
async function linesOf(sure: number, { hints = false, times = 1 } = {}) {
  const lines = new Uint8Array(width * height);
  for (let y = 8; y < 16; y++) lines.fill(255 * sure, y * width + 8, y * width + 48);
  const detect = createDetector({
    see: async () => ({ width, height, lines, places: new Float32Array(8) }),
  });
  const raster = { width: width * times, height: height * times, data: new Uint8Array() };
  return detect(raster, width, hints);
}

it('gives lines in pixels of the raster, as sure as their pixels are, and a little larger than what was seen', async () => {
  const [line] = await linesOf(0.9, { times: 3 });
  expect(line?.cx).toBeCloseTo(3 * 28, 0);
  expect(line?.cy).toBeCloseTo(3 * 12, 0);
  expect(line?.score).toBeCloseTo(0.9, 1);
  expect(line?.height).toBeGreaterThan(3 * 8);
  expect(line?.height).toBeLessThan(3 * 8 * 3);
});

it('takes as hints what is too unsure for a line', async () => {
  expect(await linesOf(0.2)).toHaveLength(0);
  expect(await linesOf(0.2, { hints: true })).toHaveLength(1);
});
