import { greyOf, type Raster } from './raster.ts';

/** A square of the picture whose rows (or columns) alternate as lines of small type do. Pixels of the raster. */
export interface Striped {
  readonly x: number;
  readonly y: number;
  /** Spread of the row means about their neighbours, grey levels. */
  readonly strength: number;
  /** From one stripe to the next, pixels. */
  readonly period: number;
}

/** Side of a square, pixels. */
export const SQUARE = 32;
/** As many striped squares are small type or grass; fewer are hair, fences, leaves. */
export const STRIPES = 10;
/** Half the window of the local mean: stripes up to twice this wide count. */
const REACH = 3;
/** Grey levels, times across the other direction, changes of sign within a square. */
const STRIPED = { strength: 6, directed: 2, changes: 4 };

/**
 * Where type stands that is too small to be seen as lines at this size: its lines are still dark and light stripes.
 * Photographs of grass and brick walls have them too, so this is a hint where to look closer, and its absence the answer.
 */
export function stripedSquares(raster: Raster): Striped[] {
  const { width, height, data } = greyOf(raster);
  const found: Striped[] = [];
  const rows = new Float32Array(SQUARE);
  const columns = new Float32Array(SQUARE);
  for (let top = 0; top + SQUARE <= height; top += SQUARE) {
    for (let left = 0; left + SQUARE <= width; left += SQUARE) {
      columns.fill(0);
      for (let y = 0; y < SQUARE; y++) {
        let sum = 0;
        for (let x = 0, at = (top + y) * width + left; x < SQUARE; x++, at++) {
          const value = data[at] ?? 0;
          sum += value;
          columns[x] = (columns[x] ?? 0) + value;
        }
        rows[y] = sum / SQUARE;
      }
      for (let x = 0; x < SQUARE; x++) columns[x] = (columns[x] ?? 0) / SQUARE;
      const [lying, standing] = [stripes(rows), stripes(columns)];
      const [main, other] = lying.strength > standing.strength ? [lying, standing] : [standing, lying];
      if (
        main.strength > STRIPED.strength &&
        main.strength > STRIPED.directed * (other.strength + 0.5) &&
        main.changes >= STRIPED.changes
      ) {
        found.push({
          x: left,
          y: top,
          strength: main.strength,
          period: (2 * (SQUARE - 2 * REACH)) / main.changes,
        });
      }
    }
  }
  return found;
}

function stripes(means: Float32Array): { strength: number; changes: number } {
  let energy = 0;
  let changes = 0;
  let last = 0;
  for (let i = REACH; i < SQUARE - REACH; i++) {
    let around = 0;
    for (let k = i - REACH; k <= i + REACH; k++) around += means[k] ?? 0;
    const off = (means[i] ?? 0) - around / (2 * REACH + 1);
    energy += off * off;
    const sign = off > 1 ? 1 : off < -1 ? -1 : 0;
    if (sign === 0) continue;
    if (last !== 0 && sign !== last) changes++;
    last = sign;
  }
  return { strength: Math.sqrt(energy / (SQUARE - 2 * REACH)), changes };
}
