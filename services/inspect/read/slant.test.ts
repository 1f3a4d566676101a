import { expect, it } from 'vitest';
import type { Line } from '../look/line.ts';
import { aslantOf } from './slant.ts';

const at = (degrees: number, length = 200): Line => ({
  ...{ cx: 0, cy: 0, length, height: 20, score: 0.9 },
  ux: Math.cos((degrees * Math.PI) / 180),
  uy: Math.sin((degrees * Math.PI) / 180),
});
const right = { ux: 1, uy: 0 };
const text = [0.2, -0.3, 0, 0.4, 0.1].map((degrees) => at(degrees));

it.each([
  ['a stamp', [...text, at(8)], at(8), true],
  ['a line of the text', [...text, at(8)], at(0.4), false],
  [
    'a line of a page that is seen from the side',
    [-4, -2, 0, 2, 4, 5].map((degrees) => at(degrees)),
    at(5),
    false,
  ],
  ['a short piece, whose angle is not known', [...text, at(8, 50)], at(8, 50), false],
  ['one of a few words at all angles', [at(0), at(8)], at(8), false],
])('%s', (_what, lines, line, expected) => {
  expect(aslantOf(lines, right)(line)).toBe(expected);
});
