import type { Line } from '../../look/line.ts';
import type { PlacedLine } from '../../look/order.ts';
import { isNearMark, isPlainSentence } from '../near-mark.ts';
import type { ReadText } from '../reader.ts';
import { SPOTTED, SURELY_SPOTTED } from '../spot/worth.ts';
import { namesField } from './field-stems.ts';
import { figuresSeen } from './figures.ts';
import { isPortion } from './portion.ts';

/**
 * The likeliest lines that are read whatever was spotted, besides what was read to settle the direction: a word in a type nobody has
 * seen yet still stands where marks stand. Of 288 marked pictures (seeds 113, 127, all looks) none was found by
 * the four that were read once; one of seed 141 was, by a line that `NEARLY` takes.
 */
const ALWAYS = 1;

/** Where little is spotted anywhere, the short lines with the most of it are read as well: a mark of two or three characters is spotted faintly. In heights. */
const NEARLY = { least: 0.02, most: 2, longest: 7 };
const isNearly = ({ line }: PlacedLine, spotted: number) =>
  spotted >= NEARLY.least && spotted < SPOTTED && line.length <= NEARLY.longest * line.height;

/** Which lines of a page are worth reading, once it was looked for words of marks without reading. */
export interface Promising {
  /** Lines that surely have such a word first, then those that may, else as they came. */
  sorted(ordered: readonly PlacedLine[]): readonly PlacedLine[];
  takes(placed: PlacedLine): boolean;
  /** 0–1: how likely a word of a mark stands on it; null where that was not asked. */
  spotted(placed: PlacedLine): number | null;
  /** Whether all of a line that is taken says something; else it is read only for where it stands. */
  wantsAllOf(placed: PlacedLine): boolean;
  /** Told of every read; lines around one that matters are taken, because they decide, and after a portion mark all. */
  note(placed: PlacedLine, reads: readonly ReadText[], isMark: boolean): void;
}

/** `worth`: of the parts of lines that would be read; null: all are worth it. `known`: lines that were read already, in part at least. */
export function promisingOf(
  worth: ReadonlyMap<Line, number> | null,
  parts: ReadonlyMap<PlacedLine, readonly Line[]>,
  known: { has(line: Line): boolean } = new Set<Line>(),
): Promising {
  const spottedOnIt = (placed: PlacedLine) =>
    Math.max(0, ...(parts.get(placed) ?? []).map((part) => worth?.get(part) ?? 1));
  const nearly = new Set(
    [...parts.keys()]
      .filter((placed) => isNearly(placed, spottedOnIt(placed)))
      .sort((a, b) => spottedOnIt(b) - spottedOnIt(a))
      .slice(0, NEARLY.most),
  );
  const isSpotted = (placed: PlacedLine) => spottedOnIt(placed) >= SPOTTED || nearly.has(placed);
  const mattering: PlacedLine[] = [];
  const figures = figuresSeen();
  const isLikeFigures = (placed: PlacedLine) => figures.areLike(placed.line, spottedOnIt(placed));
  let open = worth === null;
  let others = 0;
  const isPromising = (placed: PlacedLine) =>
    open ||
    (isSpotted(placed) && !isLikeFigures(placed)) ||
    mattering.some((other) => isAround(placed, other));
  return {
    sorted(ordered) {
      if (worth === null) return ordered;
      const tier = (placed: PlacedLine) =>
        spottedOnIt(placed) >= SURELY_SPOTTED ? 0 : isSpotted(placed) ? 1 : 2;
      return [...ordered].sort((a, b) => tier(a) - tier(b));
    },
    takes: (placed) =>
      isPromising(placed) || known.has(placed.line) || (!isLikeFigures(placed) && others++ < ALWAYS),
    spotted: (placed) => (worth === null || !parts.has(placed) ? null : spottedOnIt(placed)),
    wantsAllOf: isPromising,
    note(placed, reads, isMark) {
      open ||= reads.some(({ text }) => isPortion(text));
      figures.note(placed.line, reads);
      if (isMark || reads.some(matters)) mattering.push(placed);
    },
  };
}

/** Whether a line stands in the row of another, or so near above or below it that it may be its field, its other half or its context. */
function isAround(placed: PlacedLine, other: PlacedLine): boolean {
  const { height, length } = other.line;
  const down = Math.abs(placed.down - other.down);
  if (down < AROUND.row * height) return true;
  const along = Math.abs(placed.along - other.along) - (placed.line.length + length) / 2;
  return down < AROUND.down * height && along < AROUND.along * height;
}
/** In heights of the line that matters. */
const AROUND = { row: 1, down: 6, along: 4 };

function matters({ text, confidence }: ReadText): boolean {
  return (isNearMark(text, confidence) && !isPlainSentence(text, confidence)) || namesField(text);
}
