import { expect, it } from 'vitest';
import { joined } from './join.ts';
import type { Line } from './line.ts';

const word = (cx: number, cy: number, length: number, height = 20): Line => ({
  cx,
  cy,
  ux: 1,
  uy: 0,
  length,
  height,
  score: 0.9,
});

it('joins the words of a spaced banner from left to right, in whatever order they were found', () => {
  const [line, ...others] = joined([word(300, 101, 80), word(100, 100, 80), word(200, 100, 90)]);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ cx: 200 });
  expect(line?.length).toBeCloseTo(280, 0);
});

it('leaves columns, other heights and other baselines apart', () => {
  const apart = [word(100, 100, 80), word(220, 100, 80), word(100, 126, 80), word(190, 100, 60, 44)];
  expect(joined(apart).length).toBe(4);
});
