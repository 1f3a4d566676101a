import type { Line } from './line.ts';
import { medianOf } from './order.ts';
import type { Upright } from './upright.ts';

/** Fractions of the upright picture: left, top, width, height. */
export type Box = [x: number, y: number, width: number, height: number];

/** Where a line would stand if the page lay flat and straight before the camera. */
export type Flatten = (line: Line) => Box;

const LEVEL = { slope: 0, lessen: 0 };
/** Rows meet outside of the picture, at least half its width away; nearer, the lines are not those of a page. */
const NEAREST = 1 / 1.5;
/** Short lines are too short to tell their slope; in heights. */
const TELLING = 3;
/** So few lines tell nothing of the page. */
const LEAST_LINES = 4;
/** Lines that fit worse than this many times the median are left out of the second fit: stamps, watermarks. */
const MISFIT = 3;

/**
 * The rows of a page that was photographed askew run together somewhere beside it. From the slopes of its lines, where; then each line is
 * led along its row to the middle of the picture, so that what stands in one row has one height again. Columns stay as they are seen.
 * `lines`: all of the page, reading the way it is read.
 */
export function flattener(frame: Upright, lines: readonly Line[]): Flatten {
  const seen = lines.filter((line) => line.length > TELLING * line.height).map((line) => sloped(frame, line));
  const rows = seen.length < LEAST_LINES ? LEVEL : rowsOf(seen, frame.width);
  const middle = frame.width / 2;
  return (line) => {
    const { x, y, length } = sloped(frame, line);
    const slope = (rows.slope - rows.lessen * y) / (1 - rows.lessen * x);
    const row = y + slope * (middle - x);
    return [
      (x - length / 2) / frame.width,
      (row - line.height / 2) / frame.height,
      length / frame.width,
      line.height / frame.height,
    ];
  };
}

interface Sloped {
  readonly x: number;
  readonly y: number;
  readonly slope: number;
  /** Along the row. */
  readonly length: number;
}

function sloped(frame: Upright, line: Line): Sloped {
  const [x, y] = frame.pointOf(line.cx, line.cy);
  const [ahead, below] = frame.pointOf(line.cx + line.ux, line.cy + line.uy);
  const across = ahead - x;
  return { x, y, slope: across === 0 ? 0 : (below - y) / across, length: line.length * Math.abs(across) };
}

interface Rows {
  /** Of a row through the top left corner. */
  readonly slope: number;
  /** By how much less for each pixel down; one over it is how far away the rows meet. */
  readonly lessen: number;
}

/**
 * Rows that meet in one point (X, Y) have slope (Y − y) / (X − x) at (x, y). With lessen = 1 / X and slope = Y / X that is
 * s = slope + lessen · (s · x − y), which is linear, and stays so when they are parallel.
 */
function rowsOf(seen: readonly Sloped[], width: number): Rows {
  const all = fitted(seen);
  const off = (line: Sloped) =>
    Math.abs(line.slope - all.slope - all.lessen * (line.slope * line.x - line.y));
  const usual = medianOf(seen.map(off));
  const good = seen.filter((line) => off(line) <= MISFIT * usual);
  const rows = good.length < LEAST_LINES ? all : fitted(good);
  const meets = rows.lessen * width;
  return meets < NEAREST && meets > -2
    ? rows
    : { slope: medianOf(seen.map(({ slope }) => slope)), lessen: 0 };
}

/** Least squares, by length. */
function fitted(seen: readonly Sloped[]): Rows {
  let [weight, sumS, sumT, sumTT, sumST] = [0, 0, 0, 0, 0];
  for (const { x, y, slope, length } of seen) {
    const t = slope * x - y;
    weight += length;
    sumS += length * slope;
    sumT += length * t;
    sumTT += length * t * t;
    sumST += length * slope * t;
  }
  const spread = sumTT - (sumT * sumT) / weight;
  const lessen = spread < 1 ? 0 : (sumST - (sumS * sumT) / weight) / spread;
  return { slope: (sumS - lessen * sumT) / weight, lessen };
}
