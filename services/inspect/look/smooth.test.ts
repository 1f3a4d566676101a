import { expect, it } from 'vitest';
import { smoothed } from './smooth.ts';

const width = 40;
const height = 20;
const raster = (value: (x: number, y: number, channel: number) => number) => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    value(((i / 3) | 0) % width, (((i / 3) | 0) / width) | 0, i % 3),
  ),
});
const at = (data: Uint8Array, x: number, y: number) =>
  [0, 1, 2].map((channel) => data[3 * (y * width + x) + channel]);

it('takes away a speck and leaves an edge where it is', () => {
  const speck = smoothed(
    raster((x, y) => (x === 20 && y === 10 ? 255 : 0)),
    2,
  );
  expect(Math.max(...speck.data)).toBeLessThan(20);
  const edge = smoothed(
    raster((x) => (x < 20 ? 0 : 200)),
    2,
  ).data;
  expect([at(edge, 10, 10), at(edge, 30, 0)]).toEqual([
    [0, 0, 0],
    [200, 200, 200],
  ]);
  expect((edge[3 * 19] as number) + (edge[3 * 20] as number)).toBe(200);
});

it('keeps colours apart, to the edges', () => {
  const colours = raster((_x, _y, channel) => [10, 120, 250][channel] as number);
  expect(smoothed(colours, 1.5)).toEqual(colours);
});
