import { type Bits, forEachSet, shrunkBits, spread } from './bits.ts';
import { type Component, components, lineOf } from './components.ts';
import type { Line } from './line.ts';

/** The layer is looked at this many times smaller: letters of a tile lie nearer together than those across a page. */
const SHRUNK = [2, 6] as const;
/** The dark is spread so often by two pixels each way: letters join into words over gaps of twice that. */
const SPREAD = { times: 2, each: 2 };
/** Share of ink in a word with the room around its letters; specks that ran together have less. */
const FULL = 0.16 * 255;
/** Share of ink in the box of the letters themselves; more is none of them: a speech bubble, a bar, a picture. */
const SOLID = 0.8;
const LEAST_AREA = 250;

/**
 * Words of a layer in which little else is left, at any slant: ink that lies near together. Detectors trained on pages lose what is
 * broken and slanted. Pixels of the layer.
 */
export function wordsOf(ink: Bits): Line[] {
  const all: Line[] = [];
  for (const shrunk of SHRUNK) {
    const words = wordsAt(ink, shrunk).map((word, _at, words) => likeOthers(word, words));
    all.push(...words.filter((word) => !all.some((other) => isSame(word, other))));
  }
  return all;
}

function isSame(word: Line, other: Line): boolean {
  const far = Math.hypot(word.cx - other.cx, word.cy - other.cy);
  return far < other.height && Math.abs(word.length - other.length) < SAME_LENGTH * other.length;
}
const SAME_LENGTH = 0.25;

function wordsAt(layer: Bits, by: number): Line[] {
  const ink = shrunkBits(layer, by);
  const { width, height } = ink;
  let near = ink;
  for (let time = 0; time < SPREAD.times; time++) near = spread(near);
  const weight = new Uint8Array(width * height);
  forEachSet(near, (x, y) => {
    weight[y * width + x] = 1;
  });
  forEachSet(ink, (x, y) => {
    weight[y * width + x] = 255;
  });
  const room = 2 * SPREAD.times * SPREAD.each;
  return components(weight, width, height, { threshold: 0, minArea: LEAST_AREA })
    .filter((word) => word.meanWeight > FULL && !isSolid(word, room))
    .map(lineOf)
    .map((line) => ({
      ...line,
      cx: by * line.cx,
      cy: by * line.cy,
      length: by * (line.length - room),
      height: by * (line.height - room),
    }))
    .filter(({ height }) => height > 0);
}

function isSolid({ area, meanWeight, length, height }: Component, room: number): boolean {
  const ink = (area * meanWeight) / 255;
  return ink > SOLID * (length - room) * (height - room);
}

/** A watermark stands in many places: what specks have made taller or turned is put right after the lowest of its length. */
function likeOthers(word: Line, words: readonly Line[]): Line {
  const alike = words.filter(({ length }) => Math.abs(length - word.length) < ALIKE.length * word.length);
  if (alike.length < ALIKE.least) return word;
  const [lowest = word] = alike.toSorted((a, b) => a.height - b.height);
  return { ...word, ux: lowest.ux, uy: lowest.uy, height: lowest.height };
}
const ALIKE = { length: 0.1, least: 3 };
