import { type Bits, bitsBelow, countOf, forEachSet, spread } from './bits.ts';
import { commonestOf, countsOf } from './counts.ts';
import type { Layer } from './layer.ts';
import { inkBelow, inked, type Tones } from './tones.ts';

/** Of grey levels below the paper: writing is darker than this, a watermark lighter, and what is nearer than `least` is paper. */
const BELOW_PAPER = { writing: 95, least: 10 };
const LEAST_PAPER = 150;
/** Shares of the page that pale ink covers when there is a watermark under its writing. */
const COVERS = { least: 0.004, most: 0.3 };
/** Half the side of the square whose pale and white pixels stand in for writing, pixels. */
const REACH = 4;

/**
 * A pale watermark without the dark writing over it: writing and what is next to it is left out and filled from
 * what is around, so that letters keep their thin strokes. null when there is no pale ink to speak of.
 */
export function paleLayer(tones: Tones): Layer | null {
  const { values } = tones;
  const counts = countsOf(values);
  const paper = commonestOf(counts);
  if (paper < LEAST_PAPER || !isPaleInk(counts, paper)) return null;
  const writing = spread(bitsBelow(values, tones, paper - BELOW_PAPER.writing));
  const pale = countOf(bitsBelow(values, tones, paper - BELOW_PAPER.least), writing);
  const share = pale / values.length;
  if (share < COVERS.least || share > COVERS.most) return null;
  const shown = filled(tones, writing, paper);
  return {
    ink: bitsBelow(shown, tones, inkBelow(paper)),
    raster: () => inked(tones, shown, paper),
  };
}

/** Whether there is enough that is neither paper nor writing, what is next to writing included. */
function isPaleInk(counts: Uint32Array, paper: number): boolean {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const between = counts.subarray(paper - BELOW_PAPER.writing, paper - BELOW_PAPER.least);
  return between.reduce((sum, count) => sum + count, 0) >= COVERS.least * all;
}

/** Where there is writing, the mean of what is around and is none; by sums of columns that go down the page. */
function filled({ values, width, height }: Tones, writing: Bits, paper: number): Uint8Array {
  // 0 is writing: nothing else is so dark.
  const known = Uint8Array.from(values);
  const isWritten = new Uint8Array(height);
  forEachSet(writing, (x, y) => {
    known[y * width + x] = 0;
    isWritten[y] = 1;
  });
  const out = Uint8Array.from(known);
  // Of the pixels around, how many are known, times 65536, and their sum, which is less.
  const counted = Int32Array.from({ length: 256 }, (_, value) => (value === 0 ? 0 : 0x10000 + value));
  const columns = new Int32Array(width);
  const count = (y: number, sign: 1 | -1) => {
    if (y < 0 || y >= height) return;
    for (let x = 0, at = y * width; x < width; x++, at++)
      columns[x] = (columns[x] as number) + sign * (counted[known[at] as number] as number);
  };
  for (let y = 0; y < REACH; y++) count(y, 1);
  for (let y = 0; y < height; y++) {
    count(y + REACH, 1);
    count(y - REACH - 1, -1);
    if (isWritten[y] === 0) continue;
    let around = 0;
    for (let x = -REACH; x < width; x++) {
      if (x + REACH < width) around += columns[x + REACH] as number;
      if (x > REACH) around -= columns[x - REACH - 1] as number;
      if (x < 0 || known[y * width + x] !== 0) continue;
      out[y * width + x] = around === 0 ? paper : (around & 0xffff) / (around >>> 16);
    }
  }
  return out;
}
