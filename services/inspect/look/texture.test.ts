import { expect, it } from 'vitest';
import { stripedShare, stripedSquares } from './texture.ts';

const SIDE = 128;

/** A grey picture of which every pixel is a function of its place. */
function picture(grey: (x: number, y: number) => number) {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i += 3) data.fill(grey(x, y), i, i + 3);
  }
  return { width: SIDE, height: SIDE, data };
}

it.each([
  ['lying', (_x: number, y: number) => (y % 6 < 3 ? 190 : 250)],
  ['standing', (x: number) => (x % 6 < 3 ? 190 : 250)],
])('sees lines of type too small to be read, %s', (_name, grey) => {
  const seen = picture(grey);
  // Five squares of 24 pixels either way.
  expect(stripedSquares(seen).length).toBe(25);
  expect(stripedShare(stripedSquares(seen), seen)).toBeCloseTo((120 / SIDE) ** 2);
});

it('says how far apart the stripes are', () => {
  for (const square of stripedSquares(picture((_x, y) => (y % 6 < 3 ? 190 : 250))))
    expect(Math.abs(square.period - 6)).toBeLessThan(1);
});

it('sees none in a slope, in noise, or where both directions alternate alike', () => {
  expect(stripedSquares(picture((x, y) => x + y / 2))).toEqual([]);
  expect(stripedSquares(picture((x, y) => 128 + (((x * 7919 + y * 104729) ^ (x * y)) % 40)))).toEqual([]);
  expect(stripedSquares(picture((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 120 : 220)))).toEqual([]);
});
