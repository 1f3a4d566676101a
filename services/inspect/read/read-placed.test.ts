import { expect, it } from 'vitest';
import { type Line, startOf } from '../look/line.ts';
import type { PlacedLine } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import { PRESETS } from './presets.ts';
import { beginningOf, MARK_REACH, partsToRead, readPlaced } from './read-placed.ts';
import type { Reader } from './reader.ts';

const raster: Raster = { width: 1, height: 1, data: new Uint8Array(3) };
const preset = PRESETS.balanced;
const placed = (heights: number, depth = 0.5): PlacedLine => ({
  line: { cx: 500, cy: 500, ux: 1, uy: 0, length: 20 * heights, height: 20, score: 1 },
  ...{ along: 0, down: 500, depth, relativeHeight: 1, isolation: 0, centred: false, continues: false },
});
const beginningWasRead = (line: Line) => ({
  part: startOf(line, MARK_REACH * line.height),
  read: { text: 'The harbour', confidence: 0.99 },
});

/** Lengths, in heights, that are read of a line whose beginning was read already. */
async function readOf(each: PlacedLine, parts: readonly Line[]): Promise<number[]> {
  const lengths: number[] = [];
  const readLine: Reader['readLine'] = async (_raster, part) => {
    lengths.push(part.length / part.height);
    return { text: 'tulips', confidence: 0.9 };
  };
  const before = beginningWasRead(each.line);
  await readPlaced({ readLine } as Reader, raster, each, { parts, before });
  return lengths;
}

it('reads the beginning of a long line once', async () => {
  const long = placed(30);
  expect(await readOf(long, partsToRead(long, preset))).toEqual([]);
});

it('reads all of a line that was read at its beginning, when all of it is wanted', async () => {
  expect(await readOf(placed(12), partsToRead(placed(12), preset))).toEqual([12]);
  expect(await readOf(placed(30, 0), partsToRead(placed(30, 0), preset))).toEqual([30]);
});

it('takes what was read of a line for enough where it is read in passing', async () => {
  const short = placed(12);
  expect(beginningOf(short, preset).length).toBe(short.line.length);
  const beginning = beginningOf(short, preset, beginningWasRead(short.line));
  expect(await readOf(short, [beginning])).toEqual([]);
});
