import { expect, it } from 'vitest';
import { lastUpTo } from './last-up-to.ts';

it.each([
  [[], 5, -1],
  [[3], 2, -1],
  [[3], 3, 0],
  [[0, 4, 9], 8, 1],
  [[0, 4, 9], 100, 2],
])('of %j the last up to %i is at %i', (numbers, most, at) => {
  expect(lastUpTo(numbers, most)).toBe(at);
});
