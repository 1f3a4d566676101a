import { expect, it } from 'vitest';
import type { Raster } from '../../look/raster.ts';
import { createInputOf, inputSize } from './picture-input.ts';

const grey = (value: number): Raster => ({
  width: 64,
  height: 32,
  data: new Uint8Array(64 * 32 * 3).fill(value),
});

it('gives the planes of the picture asked for, whichever was asked for before', async () => {
  const inputOf = createInputOf();
  const first = async (picture: Raster) => (await inputOf(picture, { width: 64, height: 32 })).planes[0];
  const [dark, light] = [grey(0), grey(255)];
  const darkest = await first(dark);
  expect(await first(light)).toBeGreaterThan((darkest ?? 0) + 1);
  expect(await first(dark)).toBe(darkest);
});

it('makes another input for another size of the same picture', async () => {
  const inputOf = createInputOf();
  const picture = grey(100);
  expect((await inputOf(picture, { width: 64, height: 32 })).planes).toHaveLength(3 * 64 * 32);
  expect((await inputOf(picture, { width: 32, height: 32 })).planes).toHaveLength(3 * 32 * 32);
});

it('shrinks to sides that are multiples of 32, and enlarges nothing but what is lower', () => {
  expect(inputSize({ width: 1000, height: 700 }, 960)).toEqual({ width: 960, height: 672 });
  expect(inputSize({ width: 200, height: 100 }, 960)).toEqual({ width: 192, height: 96 });
  expect(inputSize({ width: 60_000, height: 1 }, 960)).toEqual({ width: 960, height: 32 });
});
