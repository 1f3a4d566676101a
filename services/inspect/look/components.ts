import type { Line } from './line.ts';
import { joinRuns, type Runs, runsOf } from './runs.ts';

/** What one connected component of a mask is: its moments and extents are enough to fit a line to it. */
export interface Component {
  readonly area: number;
  readonly cx: number;
  readonly cy: number;
  /** Unit vector of its long axis, pointing right (or down when upright). */
  readonly ux: number;
  readonly uy: number;
  /** Extents along and across that axis, pixels. */
  readonly length: number;
  readonly height: number;
  /** Mean of `weight` over its pixels, 0–255. */
  readonly meanWeight: number;
}

/**
 * Connected components (8-neighbourhood) of `weight > threshold` as fitted rectangles, in the order of their first pixels.
 * Joined row by row from runs of pixels: pictures are hostile, so no recursion and memory known beforehand.
 */
export function components(
  weight: Uint8Array,
  width: number,
  height: number,
  { threshold, minArea }: { threshold: number; minArea: number },
): Component[] {
  const runs = runsOf(weight, width, height, threshold);
  const roots = joinRuns(runs, height);
  const sums = new Map<number, Sums>();
  for (let run = 0; run < runs.count; run++) {
    const root = roots[run] as number;
    const own = sums.get(root) ?? { area: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0, weight: 0 };
    sums.set(root, own);
    add(own, runs, run);
  }
  const boxes = new Map<number, Box>();
  for (const [root, own] of sums) if (own.area >= minArea) boxes.set(root, boxAlong(own));
  for (let run = 0; run < runs.count; run++) {
    const box = boxes.get(roots[run] as number);
    if (box === undefined) continue;
    // The outermost pixels of a component are ends of runs.
    stretch(box, runs.start[run] as number, runs.row[run] as number);
    stretch(box, (runs.end[run] as number) - 1, runs.row[run] as number);
  }
  return [...boxes].map(([root, box]) => enclosed(sums.get(root) as Sums, box));
}

interface Sums {
  area: number;
  x: number;
  y: number;
  xx: number;
  yy: number;
  xy: number;
  weight: number;
}

function add(sums: Sums, { start, end, row, weight }: Runs, run: number): void {
  const [from, to, y] = [start[run] as number, end[run] as number, row[run] as number];
  const count = to - from;
  const x = ((from + to - 1) * count) / 2;
  sums.area += count;
  sums.x += x;
  sums.y += y * count;
  sums.xx += squaresBelow(to) - squaresBelow(from);
  sums.yy += y * y * count;
  sums.xy += x * y;
  sums.weight += weight[run] as number;
}

/** 0² + 1² + … + (n − 1)² */
const squaresBelow = (n: number): number => ((n - 1) * n * (2 * n - 1)) / 6;

/** Extents along and across an axis through the middle. */
interface Box {
  readonly mx: number;
  readonly my: number;
  readonly ux: number;
  readonly uy: number;
  minU: number;
  maxU: number;
  minV: number;
  maxV: number;
}

function boxAlong({ area, x, y, xx, yy, xy }: Sums): Box {
  const [mx, my] = [x / area, y / area];
  const angle = 0.5 * Math.atan2(2 * (xy - mx * y), xx - mx * x - (yy - my * y));
  return {
    mx,
    my,
    ux: Math.cos(angle),
    uy: Math.sin(angle),
    minU: Infinity,
    maxU: -Infinity,
    minV: Infinity,
    maxV: -Infinity,
  };
}

function stretch(box: Box, x: number, y: number): void {
  const [dx, dy] = [x - box.mx, y - box.my];
  const u = dx * box.ux + dy * box.uy;
  const v = dy * box.ux - dx * box.uy;
  if (u < box.minU) box.minU = u;
  if (u > box.maxU) box.maxU = u;
  if (v < box.minV) box.minV = v;
  if (v > box.maxV) box.maxV = v;
}

function enclosed({ area, weight }: Sums, { mx, my, ux, uy, minU, maxU, minV, maxV }: Box): Component {
  const midU = (minU + maxU) / 2;
  const midV = (minV + maxV) / 2;
  return {
    area,
    cx: mx + midU * ux - midV * uy + 0.5,
    cy: my + midU * uy + midV * ux + 0.5,
    ux,
    uy,
    length: maxU - minU + 1,
    height: maxV - minV + 1,
    meanWeight: weight / area,
  };
}

export function lineOf(component: Component): Line {
  const { cx, cy, ux, uy, length, height } = component;
  return { cx, cy, ux, uy, length, height, score: component.meanWeight / 255 };
}
