import { expect, it } from 'vitest';
import type { Plane } from './raster.ts';
import { evened } from './shading.ts';

/** Paper of some grey at each place, with upright strokes three times as dark. */
function page(paper: (x: number, y: number) => number): Plane {
  const [width, height] = [600, 400];
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) data[i] = paper(x, y) * (x % 10 < 2 && y % 20 < 10 ? 0.33 : 1);
  return { width, height, data };
}

it('makes paper as light in the shade as in the light, and ink as dark', () => {
  const { data, width } = evened(page((x) => 220 - x / 5));
  const at = (x: number, y: number) => data[y * width + x] as number;
  const papers = [15, 155, 295, 445, 585].map((x) => at(x, 115));
  expect(Math.max(...papers) - Math.min(...papers)).toBeLessThan(12);
  const inks = [10, 150, 290, 440, 580].map((x) => at(x, 105));
  expect(Math.max(...inks) - Math.min(...inks)).toBeLessThan(12);
  expect((papers[0] as number) - (inks[0] as number)).toBeGreaterThan(120);
});

it('leaves a page in even light as it is', () => {
  const even = page(() => 190);
  expect(evened(even)).toBe(even);
});

it('does not make paper of what is nearly black', () => {
  const { data, width } = evened(page((x) => (x < 300 ? 220 : 12)));
  expect(data[200 * width + 590]).toBeLessThan(60);
});
