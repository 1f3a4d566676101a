import { shrunk } from '../../look/decode.ts';
import { glanceSide } from '../../look/glance.ts';
import { cornersOf, isOn, type Line, moved, scaled } from '../../look/line.ts';
import { type Box, cut, type Piece, piecesOf } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import { STRIPES, type Striped, stripedShare } from '../../look/texture.ts';
import { isAllUnder, linesOfLargeType, SURE_HEIGHT } from './large-type.ts';
import { type Eyes, type Seen, seeWriting } from './see-writing.ts';

/** Longer sides at which lines are looked for, pixels. Cost goes by their square. */
const SIDE = { least: 640, look: 960, search: 1600 };
/** The detector finds lines of one height surely, and loses those lower than `low`; pixels at the size it sees. */
const HEIGHT = { sure: SURE_HEIGHT, low: 8 };

/**
 * Every line of a page, in pixels of the working copy. First whether there is any writing (most pictures in a chat have none); then
 * where, at a size taken from the height of what was seen, once where all of it is large; then closer, where type is small.
 */
export async function findPageLines(eyes: Eyes, seen: Seen, search: boolean): Promise<Line[]> {
  const writing = await seeWriting(eyes, seen);
  if (writing === null) return [];
  const { sure, striped } = writing;
  const raster = await seen.working();
  const large = await linesOfLargeType(eyes, seen.glance, writing);
  if (large !== null) return large.map((line) => scaled(line, raster.width / seen.glance.width));
  const looked = await lookAt(eyes, raster, lookSide(sure, striped, seen.glance), (lines) =>
    isAllUnder(lines, writing, raster.width / seen.glance.width),
  );
  if (!search || Math.max(raster.width, raster.height) <= SIDE.look * 1.2) return looked;
  return closer(eyes, raster, looked, striped, seen.glance);
}

/** Pictures far longer than wide (scrolled screenshots, strips) are taken in pieces, so that their type does not shrink to nothing. */
export async function findInPieces(eyes: Eyes, raster: Raster, search: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  for (const piece of piecesOf(raster)) {
    const part = cut(raster, piece);
    const seen = {
      glance: await shrunk(part, glanceSide(part)),
      working: () => Promise.resolve(part),
    };
    const found = await findPageLines(eyes, seen, search);
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

/**
 * Where lines run across each other, cells of a table were too small to be told apart and ran together into columns; where there is
 * writing and no line, circles of a drawing were taken for its type.
 */
async function lookAt(
  eyes: Eyes,
  raster: Raster,
  side: number,
  isAll: (lines: readonly Line[]) => boolean,
): Promise<Line[]> {
  const looked = await eyes.findLines(raster, side);
  return side < SIDE.look && (isCrossed(looked) || !isAll(looked))
    ? eyes.findLines(raster, SIDE.look)
    : looked;
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
  if (glimpsed.length === 0 || stripedShare(striped, glance) >= STRIPES) return SIDE.look;
  const heights = glimpsed.map((line) => line.height).sort((a, b) => a - b);
  const low = heights[Math.floor(heights.length / 5)] ?? 1;
  const side = (Math.max(glance.width, glance.height) * HEIGHT.sure) / low;
  return Math.min(SIDE.look, Math.max(SIDE.least, side));
}

/** Once more where lines are so small that some were surely missed, and where stripes were not explained by any line. */
async function closer(
  eyes: Eyes,
  raster: Raster,
  looked: readonly Line[],
  striped: readonly Striped[],
  glance: Raster,
): Promise<Line[]> {
  const up = raster.width / glance.width;
  const side = Math.max(raster.width, raster.height);
  const seenAt = Math.min(1, SIDE.look / side);
  const heights = looked.map((line) => line.height).sort((a, b) => a - b);
  const low = heights[heights.length >> 2] ?? 0;
  const unexplained = striped.filter((square) => !isUnder(square, up, looked));
  const isSmall = looked.length > 0 && low * seenAt < HEIGHT.low;
  if (!isSmall && stripedShare(unexplained, glance) < STRIPES) return [...looked];
  const box = boxOf(isSmall ? looked : [], isSmall ? striped : unexplained, up, raster);
  const part = cut(raster, box);
  // Unexplained stripes are lower than any line that was found.
  const wanted = isSmall ? HEIGHT.sure / low : 1;
  const partSide = Math.max(part.width, part.height);
  const searched = await eyes.findLines(part, Math.min(SIDE.search, partSide * Math.min(1, wanted)));
  const lines = searched
    .map((line) => moved(line, box.x, box.y))
    .filter(
      (line) => !(isCutOff(line, box, raster) && looked.some((whole) => isOn(whole, line.cx, line.cy, 0))),
    );
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

/** Whether it reaches an edge of the part that is none of the picture: the rest of it may lie beyond. */
function isCutOff(line: Line, { x, y, width, height }: Box, raster: Raster): boolean {
  return cornersOf(line).some(
    ([cornerX, cornerY]) =>
      (x > 0 && cornerX < x + EDGE) ||
      (y > 0 && cornerY < y + EDGE) ||
      (x + width < raster.width && cornerX > x + width - EDGE) ||
      (y + height < raster.height && cornerY > y + height - EDGE),
  );
}
/** Pixels. */
const EDGE = 3;

function isIn({ cx, cy }: Line, box: Box): boolean {
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
  const slack = (square.side / 2) * up;
  const x = square.x * up + slack;
  const y = square.y * up + slack;
  const tallest = SEVERAL * square.period * up;
  return lines.some((line) => line.height <= tallest && isOn(line, x, y, slack));
}

/** Pixels of the small copy. */
const ROOM = 32;

function boxOf(lines: readonly Line[], squares: readonly Striped[], up: number, raster: Raster) {
  const xs = lines.flatMap((line) => cornersOf(line).map(([x]) => x));
  const ys = lines.flatMap((line) => cornersOf(line).map(([, y]) => y));
  for (const { x, y, side } of squares) {
    xs.push(x * up, (x + side) * up);
    ys.push(y * up, (y + side) * up);
  }
  const room = ROOM * up;
  const x = Math.max(0, Math.floor(Math.min(...xs) - room));
  const y = Math.max(0, Math.floor(Math.min(...ys) - room));
  return {
    x,
    y,
    width: Math.min(raster.width, Math.ceil(Math.max(...xs) + room)) - x,
    height: Math.min(raster.height, Math.ceil(Math.max(...ys) + room)) - y,
  };
}
