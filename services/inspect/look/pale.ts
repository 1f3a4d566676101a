import type { Raster } from './raster.ts';
import { around, countsOf, inked, type Tones } from './tones.ts';

/** Of grey levels below the paper: writing is darker than this, a watermark lighter, and what is nearer than `least` is paper. */
const BELOW_PAPER = { writing: 95, least: 10 };
/** Shares of the page that pale ink covers when there is a watermark under its writing. */
const COVERS = { least: 0.004, most: 0.3 };
/** Half the side of the square whose pale and white pixels stand in for writing, pixels. */
const REACH = 4;

/**
 * A pale watermark without the dark writing over it, black on white: writing and what is next to it is left out and filled from
 * what is around, so that letters keep their thin strokes. null when there is no pale ink to speak of.
 */
export function paleLayer(tones: Tones): Raster | null {
  const { values } = tones;
  const counts = countsOf(values);
  const paper = counts.indexOf(Math.max(...counts));
  if (paper < 150) return null;
  const darkest = around('darkest', values, tones);
  const isWriting = new Uint8Array(values.length);
  let pale = 0;
  for (let i = 0; i < values.length; i++) {
    if ((darkest[i] as number) < paper - BELOW_PAPER.writing) isWriting[i] = 1;
    else if ((values[i] as number) < paper - BELOW_PAPER.least) pale++;
  }
  const share = pale / values.length;
  if (share < COVERS.least || share > COVERS.most) return null;
  return inked(tones, filled(tones, isWriting, paper), { paper: paper - BELOW_PAPER.least / 2, spread: 25 });
}

/** Where there is writing, the mean of what is around and is none; by sums over rows and columns from the top left corner. */
function filled({ values, width, height }: Tones, isWriting: Uint8Array, paper: number): Uint8Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const known = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let sum = 0;
    let count = 0;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (isWriting[at] === 0) {
        sum += values[at] as number;
        count++;
      }
      const to = (y + 1) * stride + x + 1;
      sums[to] = (sums[to - stride] as number) + sum;
      known[to] = (known[to - stride] as number) + count;
    }
  }
  const out = Uint8Array.from(values);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - REACH) * stride;
    const bottom = Math.min(height, y + REACH + 1) * stride;
    for (let x = 0; x < width; x++) {
      if (isWriting[y * width + x] === 0) continue;
      const left = Math.max(0, x - REACH);
      const right = Math.min(width, x + REACH + 1);
      const [a, b, c, d] = [bottom + right, top + right, bottom + left, top + left];
      const count = (known[a] as number) - (known[b] as number) - (known[c] as number) + (known[d] as number);
      const sum = (sums[a] as number) - (sums[b] as number) - (sums[c] as number) + (sums[d] as number);
      out[y * width + x] = count === 0 ? paper : sum / count;
    }
  }
  return out;
}
