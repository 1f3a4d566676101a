import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { PlacedLine } from '../../look/order.ts';
import { PRESETS } from '../presets.ts';
import { chooseLines } from './choose-lines.ts';

const raster = { width: 1, height: 1, data: new Uint8Array(3) };
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
const spottingOn = (spotted: number) => ({
  spot: async (_raster: unknown, lines: readonly Line[]) => new Map(lines.map((line) => [line, spotted])),
});
const settings = { preset: PRESETS.balanced, known: new Map() };

it('takes what is worth it, and of that no more than the preset pays for', async () => {
  const taken = async (spotted: number, isInDoubt = false) => {
    const choice = await chooseLines(spottingOn(spotted), raster, page, settings);
    return choice.lines.filter((each) => choice.takes(each, isInDoubt)).length;
  };
  expect(await taken(0.9)).toBe(PRESETS.balanced.mostLines);
  expect(await taken(0)).toBe(1);
  expect(await taken(0, true)).toBe(PRESETS.balanced.mostLines);
});

it('wants both ends of a long line that is worth it, and the beginning of another', async () => {
  const long = placed(3, 800);
  const parts = async (spotted: number) =>
    (await chooseLines(spottingOn(spotted), raster, [long], settings)).partsOf(long).length;
  expect([await parts(0.9), await parts(0)]).toEqual([2, 1]);
});

it('takes more once a portion mark was read', async () => {
  const choice = await chooseLines(spottingOn(0), raster, page, settings);
  choice.note(placed(70, 200), [{ text: '(S//NF) The harbour', confidence: 0.9 }], false);
  const taken = choice.lines.filter((each) => choice.takes(each, false));
  expect(taken.length).toBeGreaterThan(PRESETS.balanced.mostLines);
});
