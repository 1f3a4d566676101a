import { expect, it } from 'vitest';
import { mayBe } from './plausible.ts';
import type { Script } from './scripts.ts';

const line = (heights: number) => ({
  cx: 0,
  cy: 0,
  ux: 1,
  uy: 0,
  length: heights * 40,
  height: 40,
  score: 1,
});

it.each<[string, number, Script, number, boolean]>([
  ['COBEPLEHHOCEKPETHO', 0.99, 'cyrillic', 9, true],
  ['npoTokon 3aceaHN9 pa6o4e rpynnbl', 0.9, 'cyrillic', 15, true],
  ['SECRET//NOFORN', 0.98, 'cyrillic', 6, false],
  ['The committee met on Tuesday', 0.98, 'cyrillic', 12, false],
  ['关于印发会议纪要的通知', 0.99, 'cyrillic', 9, false],
  ['EMNIETEYTIKO', 0.94, 'greek', 6, true],
  ['minutes of the weekly meeting', 0.98, 'greek', 12, false],
  ['2', 0.99, 'hangul', 5, true],
  ['minutes of the weekly meeting', 0.98, 'hangul', 11, false],
  ['特定秘密取', 0.93, 'kana', 9, true],
  ['THE TULIP SECRET', 0.96, 'kana', 20, false],
  ['THE TULIP SECRET', 0.8, 'kana', 20, true],
  ['机密★10年', 0.99, 'kana', 4, false],
  ['機密', 0.99, 'kana', 2.4, true],
  ['minutes of the weekly meeting', 0.5, 'thai', 11, true],
  ['IT IS JUST BUTTER', 0.95, 'hangul', 9.9, false],
  ['CONFIDENTIAL', 0.99, 'hangul', 20, false],
  ['CONFIDENTIAL', 0.9, 'hangul', 20, true],
  ['CONFI', 0.99, 'hangul', 20, true],
  ['COBEPLEHHOCEKPETHO', 0.99, 'thai', 30, false],
  ['18', 0.99, 'hangul', 1.8, false],
  ['18', 0.99, 'hangul', 5, true],
  ['823470865422', 0.97, 'cyrillic', 7, false],
])('a line read as %s with %d may be in %s', (text, confidence, script, heights, expected) => {
  expect(mayBe(script, { text, confidence }, line(heights))).toBe(expected);
});
