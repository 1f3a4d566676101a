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

it.each([
  ['lower', { width: 64, height: 60 }],
  ['narrower', { width: 60, height: 64 }],
  ['higher', { width: 64, height: 70 }],
])('stretches a picture that is a little %s than the model takes it', async (_, { width, height }) => {
  const slope = (x: number, y: number, channel: number) =>
    60 + 0.75 * (channel + 1) * x + (channel === 1 ? -0.5 : 0.5) * y;
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    slope(Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3),
  );
  const side = 64;
  const { planes } = await createInputOf()({ width, height, data }, { width: side, height: side });
  const from = (to: number, length: number) =>
    Math.min(length - 1, Math.max(0, ((to + 0.5) * length) / side - 0.5));
  const value = { mean: [0.485, 0.456, 0.406], spread: [0.229, 0.224, 0.225] };
  let off = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (const channel of [0, 1, 2]) {
        // The model takes blue first.
        const given = planes[(2 - channel) * side * side + y * side + x] as number;
        const seen =
          255 * (given * (value.spread[2 - channel] as number) + (value.mean[2 - channel] as number));
        off = Math.max(off, Math.abs(seen - slope(from(x, width), from(y, height), channel)));
      }
    }
  }
  expect(off).toBeLessThan(1);
});
