import { expect, it } from 'vitest';
import type { PlacedLine } from '../../look/order.ts';
import { PRESETS } from '../presets.ts';
import { partsToRead } from '../read-placed.ts';
import { chooseLines } from './choose-lines.ts';

const placed = (at: number, length: number): PlacedLine => ({
  line: { cx: 0, cy: 200 * at, ux: 1, uy: 0, length, height: 20, score: 1 },
  along: 0,
  down: 200 * at,
  depth: 0.5,
  relativeHeight: 1,
  isolation: 3,
  centred: false,
  continues: false,
});
const page = Array.from({ length: 60 }, (_, at) => placed(at, 200));
const laidOut = (ordered: readonly PlacedLine[], spotted: number) => {
  const parts = new Map(ordered.map((each) => [each, partsToRead(each, PRESETS.balanced)]));
  return { ordered, parts, worth: new Map([...parts.values()].flat().map((line) => [line, spotted])) };
};
const settings = { preset: PRESETS.balanced, known: new Map() };

it('takes what is worth it, and of that no more than the preset pays for', () => {
  const taken = (spotted: number, isInDoubt = false) => {
    const choice = chooseLines(laidOut(page, spotted), settings);
    return choice.lines.filter((each) => choice.takes(each, isInDoubt)).length;
  };
  expect(taken(0.9)).toBe(PRESETS.balanced.mostLines);
  expect(taken(0)).toBe(1);
  expect(taken(0, true)).toBe(PRESETS.balanced.mostLines);
});

it('wants both ends of a long line that is worth it, and the beginning of another', () => {
  const long = placed(3, 800);
  const parts = (spotted: number) => chooseLines(laidOut([long], spotted), settings).partsOf(long).length;
  expect([parts(0.9), parts(0)]).toEqual([2, 1]);
});

it('takes more once a portion mark was read', () => {
  const choice = chooseLines(laidOut(page, 0), settings);
  choice.note(placed(70, 200), [{ text: '(S//NF) The harbour', confidence: 0.9 }], false);
  const taken = choice.lines.filter((each) => choice.takes(each, false));
  expect(taken.length).toBeGreaterThan(PRESETS.balanced.mostLines);
});
