import { commonestOf } from './counts.ts';
import { cornersOf, type Line } from './line.ts';
import type { Box } from './pieces.ts';
import type { Raster } from './raster.ts';

/** Around the lines, as a share of their longer side. */
const MARGIN = 0.08;
/** Grey levels between paper and what is no paper. */
const OTHER_GREY = 24;
/** Every so manieth pixel tells. */
const EVERY = 7;

/**
 * Where the paper is that the lines stand on, as far as it can be told, pixels: all of a picture that is one page. A page on a desktop or a desk is
 * told from it by what is around its lines, which is mostly another grey there.
 */
export function paperAround(lines: readonly Line[], { width, height, data }: Raster): Box {
  const corners = lines.flatMap(cornersOf);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = MARGIN * Math.max(right - left, bottom - top);
  const x = Math.max(0, Math.floor(left - margin));
  const y = Math.max(0, Math.floor(top - margin));
  const box = {
    x,
    y,
    width: Math.min(width, Math.ceil(right + margin)) - x,
    height: Math.min(height, Math.ceil(bottom + margin)) - y,
  };
  const [inside, outside] = [new Uint32Array(256), new Uint32Array(256)];
  // Each row begins one pixel further on than the one above, so that no column is left out.
  for (let row = 0; row < height; row++) {
    const isRowIn = row >= y && row < y + box.height;
    for (
      let column = row % EVERY, i = 3 * (row * width + column) + 1;
      column < width;
      column += EVERY, i += 3 * EVERY
    ) {
      const counts = isRowIn && column >= x && column < x + box.width ? inside : outside;
      const grey = data[i] as number;
      counts[grey] = (counts[grey] as number) + 1;
    }
  }
  const isAll = outside.every((count) => count === 0);
  const isOnPaper = Math.abs(commonestOf(inside) - commonestOf(outside)) < OTHER_GREY;
  return isAll || isOnPaper ? { x: 0, y: 0, width, height } : box;
}
