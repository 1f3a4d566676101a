import { valueAt } from './counts.ts';
import type { Plane } from './raster.ts';

/** Side of a block as a share of the longer side: more than a letter of a stamp, less than light takes to change. */
const BLOCK = 0.09;
/** Every so manieth pixel each way tells. */
const EVERY = 3;
/** So much of a block is darker than its paper: writing, and the desk beside the page. */
const RANK = 0.85;
/** Grey levels by which paper differs on a page in even light, but for a twentieth of the blocks at either end. */
const EVEN = { levels: 14, rank: 0.05 };
/** What paper comes to, and the most that anything is lightened: what is darker is no paper, or nothing but noise. */
const PAPER = { level: 235, gain: 4 };

/** A page in even light: paper is as light in the shade as in the light. Scans and screenshots come back as they are. */
export function evened(page: Plane): Plane {
  const { width, height, data } = page;
  const block = Math.max(1, Math.round(BLOCK * Math.max(width, height)));
  const [across, down] = [Math.ceil(width / block), Math.ceil(height / block)];
  const papers = papersOf(page, block);
  const sorted = papers.toSorted();
  const [least, most] = [EVEN.rank, 1 - EVEN.rank].map(
    (rank) => sorted[Math.floor(rank * (sorted.length - 1))] as number,
  );
  if ((most as number) - (least as number) < EVEN.levels) return page;
  const gains = papers.map((paper) => Math.min(PAPER.gain, PAPER.level / paper));
  const out = new Uint8Array(data.length);
  const row = new Float32Array(across);
  for (let y = 0, i = 0; y < height; y++) {
    const at = Math.min(down - 1, Math.max(0, (y + 0.5) / block - 0.5));
    const [above, below] = [Math.floor(at) * across, Math.ceil(at) * across];
    for (let column = 0; column < across; column++) {
      const a = gains[above + column] as number;
      row[column] = a + (at % 1) * ((gains[below + column] as number) - a);
    }
    // From the middle of one block to that of the next the gain changes evenly; before the first and after the last it does not.
    for (let column = -1, x = 0; column < across; column++) {
      const from = row[Math.max(0, column)] as number;
      const step = column < 0 ? 0 : ((row[Math.min(across - 1, column + 1)] as number) - from) / block;
      const until = column === across - 1 ? width : Math.min(width, Math.round((column + 1.5) * block));
      for (let gain = from; x < until; x++, i++, gain += step) {
        out[i] = Math.min(255, (data[i] as number) * gain);
      }
    }
  }
  return { width, height, data: out };
}

/** The grey of each block's paper. */
function papersOf({ width, height, data }: Plane, side: number): Float32Array {
  const across = Math.ceil(width / side);
  const papers = new Float32Array(across * Math.ceil(height / side));
  const counts = new Uint32Array(256);
  for (let block = 0; block < papers.length; block++) {
    const [left, top] = [(block % across) * side, Math.floor(block / across) * side];
    const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)];
    counts.fill(0);
    let all = 0;
    for (let y = top; y < bottom; y += EVERY) {
      for (let x = left; x < right; x += EVERY, all++) {
        const value = data[y * width + x] as number;
        counts[value] = (counts[value] as number) + 1;
      }
    }
    papers[block] = Math.max(1, valueAt(counts, RANK * all));
  }
  return papers;
}
