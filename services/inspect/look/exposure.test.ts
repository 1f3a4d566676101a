import { expect, it } from 'vitest';
import { exposed, exposureOf } from './exposure.ts';

/** Half paper, half ink, of these greys. */
function page(paper: number, ink: number) {
  const [width, height] = [20, 20];
  const data = new Uint8Array(width * height * 3).fill(paper, 0, 600).fill(ink, 600);
  return { width, height, data };
}

it('stretches a dim picture over the scale', () => {
  const raster = page(110, 40);
  const exposure = exposureOf(raster);
  if (exposure === null) throw new Error('Expected an exposure');
  const { data } = exposed(raster, exposure);
  expect(data[0]).toBeGreaterThan(220);
  expect(data.at(-1)).toBeLessThan(30);
  expect(raster.data[0]).toBe(110);
});

it.each([
  ['fills the scale', 240, 20],
  ['has one tone', 90, 88],
  ['is pale, as a page with a watermark is', 240, 180],
])('leaves a picture that %s', (_name, paper, ink) => {
  expect(exposureOf(page(paper, ink))).toBeNull();
});

it('does not stretch faint differences without end', () => {
  expect(exposureOf(page(120, 92))?.gain).toBe(4);
});
