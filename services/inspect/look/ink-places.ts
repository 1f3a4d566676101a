import { type Component, components, lineOf } from './components.ts';
import { cornersOf } from './line.ts';
import type { Box } from './pieces.ts';

/** Side of a square, pixels. */
export const SQUARE = 8;
/** Words this near to each other belong together, squares; and so much is looked at around them. */
const NEAR = 2;
const MOST = 3;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much of a picture is ink of some kind, square by square; 0 where it is none or too much. */
export interface Squares extends Size {
  readonly across: number;
  readonly down: number;
  /** Pixels of ink. */
  readonly ink: Uint8Array;
  /** Those of them that are on no line. */
  readonly free: Uint8Array;
}

/**
 * `covers`: shares of a square that letters cover; more is a surface, less is noise. `isInk`: of a pixel by its place in the rows.
 * `onLine`: 1 for pixels on a line that was found (`line-mask.ts`).
 */
export function squaresOf(
  { width, height }: Size,
  covers: { readonly least: number; readonly most: number },
  isInk: (at: number) => boolean,
  onLine: Uint8Array,
): Squares {
  const [across, down] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
  const ink = new Uint8Array(across * down);
  const free = new Uint8Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      let count = 0;
      let beside = 0;
      const [left, top] = [column * SQUARE, row * SQUARE];
      for (let y = top; y < Math.min(height, top + SQUARE); y++)
        for (let x = left; x < Math.min(width, left + SQUARE); x++) {
          const at = y * width + x;
          if (!isInk(at)) continue;
          count++;
          if (onLine[at] === 0) beside++;
        }
      const share = count / (SQUARE * SQUARE);
      if (share < covers.least || share > covers.most) continue;
      ink[row * across + column] = count;
      free[row * across + column] = beside;
    }
  }
  return { width, height, across, down, ink, free };
}

/** Where ink lies together that is more than lines of the page, the most of it first, pixels; none that takes up more than `largest` of them. */
export function placesOf(squares: Squares, largest: number): Box[] {
  const { across, down } = squares;
  return components(spread(squares), across, down, { threshold: 0, minArea: 1 })
    .sort((a, b) => b.area * b.meanWeight - a.area * a.meanWeight)
    .map((component) => boxOf(component, squares))
    .filter((box) => box.width * box.height < largest && isBesideLines(box, squares))
    .slice(0, MOST);
}

/** What is stamped over lines goes beyond them, and what is no line is beside them all. */
function isBesideLines({ x, y, width, height }: Box, { across, ink, free }: Squares): boolean {
  let all = 0;
  let beside = 0;
  for (let row = Math.floor(y / SQUARE); row * SQUARE < y + height; row++) {
    for (let column = Math.floor(x / SQUARE); column * SQUARE < x + width; column++) {
      all += ink[row * across + column] ?? 0;
      beside += free[row * across + column] ?? 0;
    }
  }
  return beside >= BESIDE * all;
}
const BESIDE = 0.08;

/** Each square's neighbours take part, so that letters of a word hang together. */
function spread({ ink, across, down }: Pick<Squares, 'ink' | 'across' | 'down'>): Uint8Array {
  const out = new Uint8Array(ink.length);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let most = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(down - 1, y + 1); row++)
        for (let column = Math.max(0, x - NEAR); column <= Math.min(across - 1, x + NEAR); column++)
          most = Math.max(most, ink[row * across + column] as number);
      out[y * across + x] = most;
    }
  }
  return out;
}

function boxOf(component: Component, { width, height }: Size): Box {
  const corners = cornersOf(lineOf(component));
  const xs = corners.map(([x]) => x * SQUARE);
  const ys = corners.map(([, y]) => y * SQUARE);
  const x = Math.max(0, Math.floor(Math.min(...xs)));
  const y = Math.max(0, Math.floor(Math.min(...ys)));
  return {
    x,
    y,
    width: Math.min(width, Math.ceil(Math.max(...xs)) + SQUARE) - x,
    height: Math.min(height, Math.ceil(Math.max(...ys)) + SQUARE) - y,
  };
}
