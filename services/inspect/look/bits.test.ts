import { describe, expect, it } from 'vitest';
import { type Bits, bitsBelow, countOf, forEachSet, shrunkBits, spread, thickOf } from './bits.ts';
import { around } from './tones.ts';

/** Wider than two words of 32 pixels, and no multiple of them. */
const SIZE = { width: 77, height: 41 };

/** Blotches of all sizes, the same each time. */
const values = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => {
  const [x, y] = [at % SIZE.width, Math.floor(at / SIZE.width)];
  return 128 + 60 * Math.sin(x / 3) * Math.cos(y / 4) + 60 * Math.sin((x * y) / 50);
});

function valuesOf(bits: Bits): Uint8Array {
  const out = new Uint8Array(bits.width * bits.height);
  forEachSet(bits, (x, y) => {
    out[y * bits.width + x] = 1;
  });
  return out;
}
const below = (from: Uint8Array, threshold: number) => from.map((value) => (value < threshold ? 1 : 0));

describe.each([60, 100, 128, 170])('what is below %d', (threshold) => {
  const bits = bitsBelow(values, SIZE, threshold);

  it('is set, and counted', () => {
    expect(valuesOf(bits)).toEqual(below(values, threshold));
    expect(countOf(bits)).toBe(below(values, threshold).reduce((sum, each) => sum + each, 0));
  });

  it('spreads as the darkest of a square does', () => {
    expect(valuesOf(spread(bits))).toEqual(below(around('darkest', values, SIZE), threshold));
  });

  it('keeps of it what is left when thin strokes are wiped off', () => {
    const wiped = around('darkest', around('lightest', values, SIZE), SIZE);
    expect(valuesOf(thickOf(bits))).toEqual(below(wiped, threshold));
  });
});

it.each([0, 1, 29, 30, 31, 32, 33, 62, 63, 64, 65, 75, 76])(
  'spreads one speck at %d to the square around it, across words of 32 pixels as well',
  (x) => {
    const speck = new Uint8Array(SIZE.width * SIZE.height).fill(255);
    speck[20 * SIZE.width + x] = 0;
    const spreads = valuesOf(spread(bitsBelow(speck, SIZE, 128)));
    expect(spreads).toEqual(below(around('darkest', speck, SIZE), 128));
  },
);

it('counts what is not among others', () => {
  const [all, dark] = [bitsBelow(values, SIZE, 170), bitsBelow(values, SIZE, 100)];
  expect(countOf(all, dark)).toBe(countOf(all) - countOf(dark));
});

it('is smaller where any pixel was set, what is left over at the edges left out', () => {
  const one = new Uint8Array(SIZE.width * SIZE.height).fill(255);
  one[7 * SIZE.width + 70] = 0;
  one[40 * SIZE.width + 76] = 0;
  const small = shrunkBits(bitsBelow(one, SIZE, 128), 6);
  expect([small.width, small.height, countOf(small)]).toEqual([12, 6, 1]);
  forEachSet(small, (x, y) => {
    expect([x, y]).toEqual([11, 1]);
  });
});
