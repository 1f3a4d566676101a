import { greyOf, type Raster } from './raster.ts';

/** A square of the picture whose rows (or columns) alternate as lines of small type do. Pixels of the raster. */
export interface Striped {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** Spread of the row means about their neighbours, grey levels. */
  readonly strength: number;
  /** From one stripe to the next, pixels. */
  readonly period: number;
}

/** Side of a square as a share of the longer side, within bounds, pixels. */
const SQUARE = { share: 1 / 16, least: 24, most: 32 };
/** Half the window of the local mean as a share of the square: stripes up to twice this wide count. */
const REACH = 3 / 32;
/** Striped over this share of the picture is small type or grass; less is hair, fences, leaves. */
export const STRIPES = 0.05;
/** Grey levels, times across the other direction, changes of sign within a square. */
const STRIPED = { strength: 6, directed: 2, changes: 4 };

/**
 * Where type stands that is too small to be seen as lines at this size: its lines are still dark and light stripes.
 * Photographs of grass and brick walls have them too, so this is a hint where to look closer, and its absence the answer.
 */
export function stripedSquares(raster: Raster): Striped[] {
  const { width, height, data } = greyOf(raster);
  const side = Math.min(
    SQUARE.most,
    Math.max(SQUARE.least, Math.round(SQUARE.share * Math.max(width, height))),
  );
  const reach = Math.round(REACH * side);
  const found: Striped[] = [];
  const rows = new Float32Array(side);
  const columns = new Float32Array(side);
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side) {
      columns.fill(0);
      for (let y = 0; y < side; y++) {
        let sum = 0;
        for (let x = 0, at = (top + y) * width + left; x < side; x++, at++) {
          const value = data[at] ?? 0;
          sum += value;
          columns[x] = (columns[x] ?? 0) + value;
        }
        rows[y] = sum / side;
      }
      for (let x = 0; x < side; x++) columns[x] = (columns[x] ?? 0) / side;
      const [lying, standing] = [stripes(rows, reach), stripes(columns, reach)];
      const [main, other] = lying.strength > standing.strength ? [lying, standing] : [standing, lying];
      if (
        main.strength > STRIPED.strength &&
        main.strength > STRIPED.directed * (other.strength + 0.5) &&
        main.changes >= STRIPED.changes
      ) {
        found.push({
          x: left,
          y: top,
          side,
          strength: main.strength,
          period: (2 * (side - 2 * reach)) / main.changes,
        });
      }
    }
  }
  return found;
}

/** Of the picture's area. */
export function stripedShare(striped: readonly Striped[], { width, height }: Omit<Raster, 'data'>): number {
  return striped.reduce((sum, { side }) => sum + side * side, 0) / (width * height);
}

function stripes(means: Float32Array, reach: number): { strength: number; changes: number } {
  const side = means.length;
  let energy = 0;
  let changes = 0;
  let last = 0;
  for (let i = reach; i < side - reach; i++) {
    let around = 0;
    for (let k = i - reach; k <= i + reach; k++) around += means[k] ?? 0;
    const off = (means[i] ?? 0) - around / (2 * reach + 1);
    energy += off * off;
    const sign = off > 1 ? 1 : off < -1 ? -1 : 0;
    if (sign === 0) continue;
    if (last !== 0 && sign !== last) changes++;
    last = sign;
  }
  return { strength: Math.sqrt(energy / (side - 2 * reach)), changes };
}
