import { expect, it } from 'vitest';
import type { Line } from '../look/line.ts';
import { isLegible } from './legible.ts';

const line: Line = { cx: 0, cy: 0, ux: 1, uy: 0, length: 240, height: 16, score: 0.9 };

it.each([
  ['The harbour office will move the pumps', 0.97, true],
  ['The harbour offce wil move the pums', 0.72, true],
  ['S E C R E T', 0.95, true],
  ['Orft', 0.63, false],
  ['h', 0.74, false],
  ['tmrtn U fas coted r hap boctm nod tt', 0.5, false],
  ['', 0, false],
])('%j read with %d: legible, %j', (text, confidence, legible) => {
  expect(isLegible([line], [{ text, confidence }])).toBe(legible);
});

it('takes a line for legible when one of its parts is, or another reader makes sense of it', () => {
  const none = { text: 'h', confidence: 0.6 };
  const most = { text: 'The harbour office will move the pumps', confidence: 0.8 };
  expect(isLegible([line, line], [none, most])).toBe(true);
  expect(isLegible([line], [{ ...none, alternative: most }])).toBe(true);
  expect(isLegible([line, line], [none, none])).toBe(false);
});
