import { expect, it } from 'vitest';
import { smoothed } from './smooth.ts';

const width = 60;
const height = 48;
/** Smoothed, a picture with these values; by column, row and channel. */
async function smooth(value: (x: number, y: number, channel: number) => number) {
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % width, Math.floor(pixel / width), i % 3);
  });
  const out = (await smoothed({ width, height, data })).data;
  return (x: number, y: number) => [...out.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
}

it('takes away a speck and leaves an edge where it is', async () => {
  const speck = await smooth((x, y) => (x === 30 && y === 20 ? 255 : 0));
  expect(Math.max(...speck(30, 20))).toBeLessThan(20);
  const edge = await smooth((x) => (x < 30 ? 0 : 200));
  expect([edge(15, 10), edge(45, 0)]).toEqual([
    [0, 0, 0],
    [200, 200, 200],
  ]);
  expect((edge(29, 20)[0] ?? 0) + (edge(30, 20)[0] ?? 0)).toBeCloseTo(200, -1);
});

it('keeps colours apart, to the edges', async () => {
  const colours = await smooth((_x, _y, channel) => [10, 120, 250][channel] as number);
  expect([colours(0, 0), colours(width - 1, height - 1), colours(30, 20)]).toEqual(
    Array.from({ length: 3 }, () => [10, 120, 250]),
  );
});
