import { expect, it } from 'vitest';
import type { PlacedLine } from '../../look/order.ts';
import { PRESETS } from '../presets.ts';
import { planOf } from './plan.ts';

const placed = (length: number): PlacedLine => ({
  line: { cx: 0, cy: 0, ux: 1, uy: 0, length, height: 20, score: 1 },
  along: 0,
  down: 0,
  depth: 0.5,
  relativeHeight: 1,
  isolation: 1,
  centred: false,
  continues: false,
});
/** A line of ten heights: what the preset's number counts. */
const word = placed(200);
const cell = placed(50);
const paragraph = placed(800);
const read = (text: string) => [{ text, confidence: 0.9 }];

function takenOf(preset: keyof typeof PRESETS, line: PlacedLine, text: string): number {
  const plan = planOf(PRESETS[preset]);
  let taken = 0;
  for (let i = 0; i < 200; i++) {
    if (!plan.takes(line)) continue;
    taken++;
    plan.note(read(text));
  }
  return taken;
}

it('reads as many lines as the preset says, and every line when thorough', () => {
  expect(takenOf('balanced', word, 'tulips')).toBe(PRESETS.balanced.mostLines);
  expect(takenOf('fast', word, 'tulips')).toBe(PRESETS.fast.mostLines);
  expect(takenOf('thorough', paragraph, 'tulips')).toBe(200);
});

it('reads more than twice as many cells of a table, which take less', () => {
  expect(takenOf('balanced', cell, 'tulips')).toBeGreaterThan(2 * PRESETS.balanced.mostLines);
});

it('leaves the beginnings of paragraphs after a few without a portion mark', () => {
  expect(takenOf('balanced', paragraph, 'The harbour office')).toBe(3);
});

it.each(['(S//NF) The harbour', '1. (C) Tulips', '（密）海港', '[TS//SI) misread'])(
  'reads many more beginnings once one of them is %j',
  (text) => {
    expect(takenOf('balanced', paragraph, text)).toBe(3 * PRESETS.balanced.mostLines);
  },
);
