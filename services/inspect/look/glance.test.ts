import { expect, it } from 'vitest';
import { glanceSide } from './glance.ts';

it.each([
  [1080, 810, 384],
  [1080, 608, 384],
  [1080, 338, 480],
  [1080, 240, 512],
  [1900, 1425, 448],
  [1425, 1900, 448],
  [4000, 3000, 512],
])('sees a picture of %i × %i at %i: a wide one has as small type on fewer pixels', (width, height, side) => {
  expect(glanceSide({ width, height })).toBe(side);
});

it('enlarges nothing', () => {
  expect(glanceSide({ width: 300, height: 60_000 })).toBe(512);
  expect(glanceSide({ width: 300, height: 200 })).toBe(300);
});
