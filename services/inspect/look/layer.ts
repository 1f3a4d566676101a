import { type Bits, forEachSet } from './bits.ts';
import type { Raster } from './raster.ts';

/** What lies over or under the writing of a page, by itself. */
export interface Layer {
  readonly ink: Bits;
  /** Black on white, with soft edges, to be read. Made when asked for: most layers hold nothing that is read. */
  raster(): Raster;
}

/** The ink `by` times smaller, black on white, as dark as there is ink in each square. What is left over at the edges is left out. */
export function smallPicture(ink: Bits, by: number): Raster {
  const [width, height] = [Math.floor(ink.width / by), Math.floor(ink.height / by)];
  const data = new Uint8Array(width * height * 3).fill(255);
  const each = Math.floor(235 / (by * by));
  forEachSet(ink, (x, y) => {
    const [column, row] = [Math.floor(x / by), Math.floor(y / by)];
    if (column >= width || row >= height) return;
    const at = (row * width + column) * 3;
    const grey = (data[at] as number) - each;
    data[at] = grey;
    data[at + 1] = grey;
    data[at + 2] = grey;
  });
  return { width, height, data };
}
