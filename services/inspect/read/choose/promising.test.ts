import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { PlacedLine } from '../../look/order.ts';
import { promisingOf } from './promising.ts';

const placed = (at: number): PlacedLine => ({
  line: { cx: 0, cy: 40 * at, ux: 1, uy: 0, length: 200, height: 20, score: 1 },
  along: 0,
  down: 40 * at,
  depth: 0.5,
  relativeHeight: 1,
  isolation: 1,
  centred: false,
  continues: false,
});
const page = Array.from({ length: 20 }, (_, at) => placed(at));
const spottedAt = (...at: number[]) =>
  new Map(page.map((each, i) => [each.line, at.includes(i) ? 0.9 : 0.001]));
const read = (text: string) => [{ text, confidence: 0.9 }];

/** Which lines are read when every line says `text`. */
function takenOf(
  worth: ReturnType<typeof spottedAt> | null,
  text: string,
  isMark = false,
  known = new Set<Line>(),
): number[] {
  const promising = promisingOf(worth, new Map(page.map((each) => [each, [each.line]])), known);
  const taken: number[] = [];
  for (const each of promising.sorted(page)) {
    if (!promising.takes(each)) continue;
    taken.push(page.indexOf(each));
    promising.note(each, read(text), isMark);
  }
  return taken;
}

it('reads the lines with a word of a mark on them first, then the likeliest, and no more when they say nothing', () => {
  expect(takenOf(spottedAt(7, 15), 'tulips')).toEqual([7, 15, 0]);
});

it('reads a line that surely has a word of a mark on it before one that may have', () => {
  const worth = spottedAt(7);
  worth.set((page[3] as PlacedLine).line, 0.4);
  expect(takenOf(worth, 'tulips')).toEqual([7, 3, 0]);
});

it('reads the two short lines on which nearly something was spotted, and not what is far from it', () => {
  const short = page.map((each) => ({ ...each, line: { ...each.line, length: 80 } }));
  const taken = (of: readonly PlacedLine[]) => {
    const worth = new Map(of.map(({ line }, at) => [line, { 5: 0.04, 9: 0.09, 11: 0.08 }[at] ?? 0.001]));
    const promising = promisingOf(worth, new Map(of.map((each) => [each, [each.line]])));
    return promising
      .sorted(of)
      .filter((each) => promising.takes(each))
      .map((each) => of.indexOf(each));
  };
  expect(taken(short)).toEqual([9, 11, 0]);
  expect(taken(page)).toEqual([0]);
});

it('takes a line that was read before besides the likeliest: it costs nothing', () => {
  const known = new Set([page[4]?.line, page[9]?.line]);
  expect(takenOf(spottedAt(7), 'tulips', false, known as Set<Line>)).toEqual([7, 0, 4, 9]);
});

it.each(['SBCRET', 'Classification', '文件密级', '取扱区分'])(
  'takes %j for something that matters',
  (text) => {
    const promising = promisingOf(spottedAt(), new Map(page.map((each) => [each, [each.line]])));
    promising.note(placed(12), read(text), false);
    expect(promising.wantsAllOf(placed(13))).toBe(true);
  },
);

it('reads what stands around a mark, in its row and near above and below, and leaves what is far', () => {
  const promising = promisingOf(spottedAt(12), new Map(page.map((each) => [each, [each.line]])));
  const [mark] = promising.sorted(page) as [PlacedLine];
  promising.note(mark, read('SECRET'), true);
  const beside = { ...placed(12), along: 900 };
  expect(promising.takes(beside)).toBe(true);
  expect([...page.keys()].filter((at) => promising.wantsAllOf(page[at] as PlacedLine))).toEqual([
    10, 11, 12, 13, 14,
  ]);
});

it('reads every line once one carries a portion mark, and where nothing can be spotted', () => {
  expect(takenOf(spottedAt(), '(S//NF) The harbour')).toHaveLength(page.length);
  expect(takenOf(null, 'tulips')).toEqual(page.map((_, i) => i));
});

it('wants the beginning of a likely line with nothing on it, and all of it once something was found', () => {
  const promising = promisingOf(spottedAt(7), new Map(page.map((each) => [each, [each.line]])));
  const [first, spotted] = [page[0], page[7]] as [PlacedLine, PlacedLine];
  expect([promising.wantsAllOf(first), promising.wantsAllOf(spotted)]).toEqual([false, true]);
  promising.note(page[2] as PlacedLine, read('SECRET'), true);
  expect(promising.wantsAllOf(first)).toBe(true);
});

it('leaves what is like lines that were figures alone, unless a word is plainly spotted on it or a mark stands near', () => {
  const worth = new Map(page.map(({ line }, at) => [line, at === 6 ? 0.9 : 0.3]));
  const promising = promisingOf(worth, new Map(page.map((each) => [each, [each.line]])));
  const taken = (at: number) => promising.takes(page[at] as PlacedLine);
  const figures = (at: number) => promising.note(page[at] as PlacedLine, read('11:00'), false);
  figures(0);
  expect(taken(2)).toBe(true);
  figures(1);
  expect([taken(2), taken(6)]).toEqual([false, true]);
  const longer = page[3] as PlacedLine;
  expect(promising.takes({ ...longer, line: { ...longer.line, length: 300 } })).toBe(true);
  promising.note(page[9] as PlacedLine, read('SECRET'), true);
  expect([taken(2), taken(8)]).toEqual([false, true]);
});
