import { expect, it } from 'vitest';
import type { Raster } from '../../look/raster.ts';
import { createInputOf } from './picture-input.ts';

const grey = (value: number): Raster => ({
  width: 64,
  height: 32,
  data: new Uint8Array(64 * 32 * 3).fill(value),
});
const first = async (input: Promise<{ planes: Float32Array }>) => (await input).planes[0];

it('gives the planes of the picture asked for, whichever was asked for before', async () => {
  const inputOf = createInputOf();
  const [dark, light] = [grey(0), grey(255)];
  const darkest = await first(inputOf(dark, 64));
  expect(await first(inputOf(light, 64))).toBeGreaterThan((darkest ?? 0) + 1);
  expect(await first(inputOf(dark, 64))).toBe(darkest);
  expect(await first(inputOf(dark, 64))).toBe(darkest);
});

it('makes another input for another size of the same picture', async () => {
  const inputOf = createInputOf();
  const picture = grey(100);
  expect(await inputOf(picture, 64)).toMatchObject({ width: 64, height: 32 });
  const smaller = await inputOf(picture, 32);
  expect(smaller).toMatchObject({ width: 32, height: 32 });
  expect(smaller.planes).toHaveLength(3 * 32 * 32);
});

it('makes the input once for looks at one picture at one size', async () => {
  const inputOf = createInputOf();
  const picture = grey(100);
  expect(await inputOf(picture, 64)).toBe(await inputOf(picture, 64));
});
