import { shrunk } from '../look/decode.ts';
import { groundShare } from '../look/ground.ts';
import { cornersOf, type Line, moved } from '../look/line.ts';
import { cut, type Piece, piecesOf } from '../look/pieces.ts';
import type { Raster } from '../look/raster.ts';
import { SQUARE, type Striped, stripedSquares } from '../look/texture.ts';
import type { Reader } from './reader.ts';

/** Longer sides at which lines are looked for, pixels. Cost goes by their square. */
const SIDE = { least: 640, look: 960, search: 1600 };
/** Whether there is writing is seen at this share of the picture's own longer side, within bounds: the larger it is, the smaller its type may be. */
const GLANCE = { share: 0.24, least: 384, most: 512 };
/** Share of even ground from which on a picture may be a page whose writing was not seen: thin type that stands on its side is lost first. */
const PAGE = 0.5;
/** Of a detector's score: a line, not a hint of one. */
const SURE = 0.5;
/** The detector finds lines of this height surely, and loses those lower than `low`; pixels at the size it sees. */
const HEIGHT = { sure: 16, low: 11 };
/** As many striped squares are small type or grass; fewer are hair, fences, leaves. */
const STRIPES = 10;
/** Pieces of the picture at its own size that settle what stripes and hints are. */
const PROBE = { width: 320, height: 256, stripes: 2, hints: 1 };

/**
 * One or two things this high, as a share of the longer side, are often no writing: a plate, a face, a window. Letters so large are
 * found as surely where they are small, and the others are not. A page of type too small to be seen may be one as well: it is in doubt.
 */
const LARGE = { height: 0.19, most: 2, side: 192 };

/** What `findPageLines` needs of a picture: a small copy always, the large one only when there is something to find. */
export interface Seen {
  readonly glance: Raster;
  /** Of the picture itself, pixels. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  working(): Promise<Raster>;
}

/**
 * Every line of a page, in pixels of the working copy. First whether there is any writing, on the small copy (most pictures in
 * a chat have none); then where, at a size taken from the height of what was seen; then closer, where type is small.
 */
export async function findPageLines(reader: Reader, seen: Seen, search: boolean): Promise<Line[]> {
  const striped = stripedSquares(seen.glance);
  const hints = await hintsIn(reader, seen, striped.length < STRIPES);
  if (hints.length === 0 && striped.length < STRIPES) return [];
  const sure = hints.filter((line) => line.score >= SURE);
  const glimpsed = (await isFancied(reader, seen.glance, sure)) ? [] : sure;
  const raster = await seen.working();
  const up = raster.width / seen.glance.width;
  if (glimpsed.length === 0 && !(await isWriting(reader, raster, doubtsOf(striped, hints, up)))) return [];

  const side = Math.max(raster.width, raster.height);
  const looked = await lookAt(reader, raster, lookSide(glimpsed, striped, seen.glance));
  if (!search || side <= SIDE.look * 1.2) return looked;
  return closer(reader, raster, looked, striped, up);
}

/** What may be writing. `twice`: a picture with nothing on it that is mostly even ground is looked at once more, at the largest size. */
async function hintsIn(reader: Reader, seen: Seen, twice: boolean): Promise<Line[]> {
  const side = glanceSide(seen);
  const hints = await reader.findLines(seen.glance, side, { hints: true });
  if (hints.length > 0 || !twice || side === GLANCE.most || groundShare(seen.glance) < PAGE) return hints;
  return reader.findLines(seen.glance, GLANCE.most, { hints: true });
}

function glanceSide({ fullWidth, fullHeight }: Seen): number {
  return Math.min(GLANCE.most, Math.max(GLANCE.least, GLANCE.share * Math.max(fullWidth, fullHeight)));
}

/** Whether what was glimpsed is one or two large things that are not there where they are small. */
async function isFancied(reader: Reader, glance: Raster, glimpsed: readonly Line[]): Promise<boolean> {
  const least = LARGE.height * Math.max(glance.width, glance.height);
  if (glimpsed.length === 0 || glimpsed.length > LARGE.most) return false;
  if (glimpsed.some((line) => line.height < least)) return false;
  return (await reader.findLines(glance, LARGE.side)).length === 0;
}

/** Pictures far longer than wide (scrolled screenshots, strips) are taken in pieces, so that their type does not shrink to nothing. */
export async function findInPieces(reader: Reader, raster: Raster, search: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  for (const piece of piecesOf(raster)) {
    const part = cut(raster, piece);
    const seen = {
      glance: await shrunk(part, 512),
      fullWidth: part.width,
      fullHeight: part.height,
      working: () => Promise.resolve(part),
    };
    const found = await findPageLines(reader, seen, search);
    for (const line of found) {
      const whole = moved(line, piece.x, piece.y);
      if (isOwn(whole, piece)) lines.push(whole);
    }
  }
  return lines;
}

function isOwn({ cx, cy }: Line, { own }: Piece): boolean {
  return cx >= own.left && cx < own.right && cy >= own.top && cy < own.bottom;
}

/** Where lines run across each other, cells of a table were too small to be told apart and ran together into columns. */
async function lookAt(reader: Reader, raster: Raster, side: number): Promise<Line[]> {
  const looked = await reader.findLines(raster, side);
  return side < SIDE.look && isCrossed(looked) ? reader.findLines(raster, SIDE.look) : looked;
}

function isCrossed(lines: readonly Line[]): boolean {
  const long = lines.filter((line) => line.length > CROSSED.aspect * line.height);
  const lying = lengthOf(long.filter(({ ux, uy }) => Math.abs(ux) > Math.abs(uy)));
  const all = lengthOf(long);
  return Math.min(lying, all - lying) > CROSSED.share * all;
}

/** Of the length of all lines this many heights long; a title along a spine is less. */
const CROSSED = { aspect: 2, share: 0.15 };

/** Large type is seen as well at a smaller size; small type, or lines lost at a glance, need the full one. */
function lookSide(glimpsed: readonly Line[], striped: readonly Striped[], glance: Raster): number {
  if (glimpsed.length === 0 || striped.length >= STRIPES) return SIDE.look;
  const heights = glimpsed.map((line) => line.height).sort((a, b) => a - b);
  const low = heights[Math.floor(heights.length / 5)] ?? 1;
  const side = (Math.max(glance.width, glance.height) * HEIGHT.sure) / low;
  return Math.min(SIDE.look, Math.max(SIDE.least, side));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middles of the most striped places, far apart in strength, and of the strongest hint; in pixels of the working copy. */
function doubtsOf(striped: readonly Striped[], hints: readonly Line[], up: number): Point[] {
  const byStrength = [...striped].sort((a, b) => b.strength - a.strength);
  const step = Math.max(1, Math.floor(byStrength.length / 2));
  const squares = byStrength.filter((_, i) => i % step === 0).slice(0, PROBE.stripes);
  const strongest = [...hints].sort((a, b) => b.score - a.score).slice(0, PROBE.hints);
  return [
    ...squares.map(({ x, y }) => ({ x: (x + SQUARE / 2) * up, y: (y + SQUARE / 2) * up })),
    ...strongest.map(({ cx, cy }) => ({ x: cx * up, y: cy * up })),
  ];
}

/** Looks at what is in doubt at its own size: type is found there, grass and bricks are not. */
async function isWriting(reader: Reader, raster: Raster, doubts: readonly Point[]): Promise<boolean> {
  for (const middle of doubts) {
    const part = cut(raster, around(middle, PROBE, raster));
    if ((await reader.findLines(part, PROBE.width)).length > 0) return true;
  }
  return false;
}

/** Once more where lines are so small that some were surely missed, and where stripes were not explained by any line. */
async function closer(
  reader: Reader,
  raster: Raster,
  looked: readonly Line[],
  striped: readonly Striped[],
  up: number,
): Promise<Line[]> {
  const side = Math.max(raster.width, raster.height);
  const seenAt = Math.min(1, SIDE.look / side);
  const heights = looked.map((line) => line.height).sort((a, b) => a - b);
  const low = heights[heights.length >> 2] ?? 0;
  const unexplained = striped.filter((square) => !isUnder(square, up, looked));
  const isSmall = looked.length > 0 && low * seenAt < HEIGHT.low;
  if (!isSmall && unexplained.length < STRIPES) return [...looked];
  const box = boxOf(isSmall ? looked : [], isSmall ? striped : unexplained, up, raster);
  const part = cut(raster, box);
  // Unexplained stripes are lower than any line that was found.
  const wanted = isSmall ? HEIGHT.sure / low : 1;
  const partSide = Math.max(part.width, part.height);
  const searched = await reader.findLines(part, Math.min(SIDE.search, partSide * Math.min(1, wanted)));
  const lines = searched.map((line) => moved(line, box.x, box.y));
  const outside = looked.filter((line) => !isIn(line, box) || !isSmall);
  const replaced = looked.filter((line) => !outside.includes(line));
  // By length, not by number: type too small to be told apart falls into more pieces than it has lines.
  return lengthOf(lines) >= KEPT * lengthOf(replaced)
    ? [...lines, ...outside.filter((line) => !isCovered(line, lines))]
    : [...looked];
}

/** A closer look that brings less than this of the writing was a look at the wrong size. */
const KEPT = 0.8;

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function isIn({ cx, cy }: Line, box: { x: number; y: number; width: number; height: number }): boolean {
  return cx >= box.x && cy >= box.y && cx < box.x + box.width && cy < box.y + box.height;
}

function isCovered(line: Line, others: readonly Line[]): boolean {
  return others.some(
    (other) => Math.hypot(other.cx - line.cx, other.cy - line.cy) < Math.max(line.height, other.height) * 0.8,
  );
}

/** A line this many stripes high is several lines that were too small to be told apart. */
const SEVERAL = 2.2;

function isUnder(square: Striped, up: number, lines: readonly Line[]): boolean {
  const x = (square.x + SQUARE / 2) * up;
  const y = (square.y + SQUARE / 2) * up;
  const slack = (SQUARE / 2) * up;
  const tallest = SEVERAL * square.period * up;
  return lines.some((line) => {
    if (line.height > tallest) return false;
    const along = Math.abs((x - line.cx) * line.ux + (y - line.cy) * line.uy);
    const across = Math.abs((y - line.cy) * line.ux - (x - line.cx) * line.uy);
    return along < line.length / 2 + slack && across < line.height / 2 + slack;
  });
}

function boxOf(lines: readonly Line[], squares: readonly Striped[], up: number, raster: Raster) {
  const xs = lines.flatMap((line) => cornersOf(line).map(([x]) => x));
  const ys = lines.flatMap((line) => cornersOf(line).map(([, y]) => y));
  for (const { x, y } of squares) {
    xs.push(x * up, (x + SQUARE) * up);
    ys.push(y * up, (y + SQUARE) * up);
  }
  const room = SQUARE * up;
  const x = Math.max(0, Math.floor(Math.min(...xs) - room));
  const y = Math.max(0, Math.floor(Math.min(...ys) - room));
  return {
    x,
    y,
    width: Math.min(raster.width, Math.ceil(Math.max(...xs) + room)) - x,
    height: Math.min(raster.height, Math.ceil(Math.max(...ys) + room)) - y,
  };
}

function around(at: Point, size: { width: number; height: number }, raster: Raster) {
  const width = Math.min(size.width, raster.width);
  const height = Math.min(size.height, raster.height);
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  return {
    x: clamp(at.x - width / 2, raster.width - width),
    y: clamp(at.y - height / 2, raster.height - height),
    width,
    height,
  };
}
