import { commonestOf, countsOf, valueAt } from './counts.ts';
import { placesOf, SQUARE, type Squares, squaresOf } from './ink-places.ts';
import type { Line } from './line.ts';
import { lineMask } from './line-mask.ts';
import { medianOf } from './order.ts';
import type { Box } from './pieces.ts';
import type { Plane, Raster } from './raster.ts';
import type { Tones } from './tones.ts';

/** The page is blurred at so many times smaller: thin strokes become pale, thick ones stay dark. */
const BY = 2;
/** Share of a line's pixels that are its darkest, and share of the lines that are no darker than writing is here: a stamp lies over few. */
const WRITING = { darkest: 0.03, lines: 0.75 };
/** What is so many times as far from the paper, and at least so many grey levels, is no writing. */
const DARKER = { times: 1.2, least: 60 };
/** Shares of a square that it covers. */
const COVERS = { least: 0.1, most: 0.9 };
/** Share of the page above which a place is none. */
const LARGEST = 0.25;
/** In heights, so far from a line a stamp over it may reach; what is so much higher than the usual line is several that ran together, or none. */
const LINES = { reach: 2.5, tall: 2, least: 4 };
/** What is so near to thick ink is shown with it, blurred pixels: the edges of its strokes. */
const EDGE = 2;

/** A place where something is darker than the writing of its page gets anywhere else: the thick strokes of a stamp over it. */
export interface ThickInk {
  /** Pixels of what `tones` was made of. */
  readonly at: Box;
  /** That part of the page (`cut` from it) with the thick ink alone, on paper. */
  layer(part: Raster): Raster;
}

/**
 * Thick strokes over thin ones, struck whole or in dots, where most of them lie first. `lines`: the page's, in pixels of `tones`.
 */
export function thickInk(tones: Tones, lines: readonly Line[]): ThickInk[] {
  const soft = blurred(halved(tones));
  const bound = boundOf(soft, usualOf(lines));
  const scale = BY * tones.scale;
  if (bound <= 0) return [];
  const squares = squaresOf(
    soft,
    COVERS,
    (at) => (soft.data[at] as number) < bound,
    lineMask(lines, soft, BY),
  );
  return placesOf(near(squares, lines), LARGEST * soft.width * soft.height).map((place) => {
    const x = Math.floor(place.x * scale);
    const y = Math.floor(place.y * scale);
    const width = Math.floor((place.x + place.width) * scale) - x;
    const height = Math.floor((place.y + place.height) * scale) - y;
    return {
      at: { x, y, width, height },
      layer: (part) => shownNear(part, nearInk(soft, bound, place), place.width, scale),
    };
  });
}

/** Means of squares of three. */
function blurred({ width, height, data }: Plane): Plane {
  const rows = new Uint16Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const before = data[x > 0 ? i - 1 : i] as number;
      const after = data[x + 1 < width ? i + 1 : i] as number;
      rows[i] = before + (data[i] as number) + after;
    }
  }
  const out = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const [up, down] = [y > 0 ? -width : 0, y + 1 < height ? width : 0];
    for (let x = 0; x < width; x++, i++)
      out[i] = ((rows[i + up] as number) + (rows[i] as number) + (rows[i + down] as number)) / 9;
  }
  return { width, height, data: out };
}

/** Means of squares of two. */
function halved({ values, width: across, height: down }: Tones): Plane {
  const [width, height] = [Math.floor(across / BY), Math.floor(down / BY)];
  const out = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = BY * y * across; x < width; x++, i++, at += BY) {
      const above = (values[at] as number) + (values[at + 1] as number);
      out[i] = (above + (values[at + across] as number) + (values[at + across + 1] as number)) >> 2;
    }
  }
  return { width, height, data: out };
}

function usualOf(lines: readonly Line[]): readonly Line[] {
  const usual = medianOf(lines.map((line) => line.height));
  return lines.filter((line) => line.height < LINES.tall * usual);
}

/** The grey below which no writing of the page comes; 0 where that cannot be told. */
function boundOf(soft: Plane, lines: readonly Line[]): number {
  if (lines.length < LINES.least) return 0;
  const paper = commonestOf(countsOf(soft.data));
  const levels = lines.map((line) => darkestOn(soft, line)).sort((a, b) => b - a);
  const writing = levels[Math.floor(WRITING.lines * (levels.length - 1))] as number;
  return Math.max(0, paper - Math.max(DARKER.least, DARKER.times * (paper - writing)));
}

/** How dark the darkest of a line is. */
function darkestOn(soft: Plane, line: Line): number {
  const counts = new Uint32Array(256);
  let all = 0;
  eachOn(soft, line, { beyond: 0, step: BY }, (x, y) => {
    const value = soft.data[y * soft.width + x] as number;
    counts[value] = (counts[value] as number) + 1;
    all++;
  });
  return valueAt(counts, WRITING.darkest * all);
}

/** Only those near to some line. Half a square at a time, so that none is stepped over where a line lies aslant. */
function near(squares: Squares, lines: readonly Line[]): Squares {
  const ink = new Uint8Array(squares.ink.length);
  const free = new Uint8Array(squares.free.length);
  for (const line of lines) {
    eachOn(squares, line, { beyond: LINES.reach * line.height, step: (BY * SQUARE) / 2 }, (x, y) => {
      const at = Math.floor(y / SQUARE) * squares.across + Math.floor(x / SQUARE);
      ink[at] = squares.ink[at] as number;
      free[at] = squares.free[at] as number;
    });
  }
  return { ...squares, ink, free };
}

/** Places on a line and so far beyond it that are of the blurred page, in pixels of that. Line, `beyond` and `step` in pixels of the page. */
function eachOn(
  { width, height }: { readonly width: number; readonly height: number },
  { cx, cy, ux, uy, length, height: high }: Line,
  { beyond, step }: { readonly beyond: number; readonly step: number },
  each: (x: number, y: number) => void,
): void {
  for (let v = -high / 2 - beyond; v <= high / 2 + beyond; v += step) {
    for (let u = -length / 2 - beyond; u <= length / 2 + beyond; u += step) {
      const x = Math.floor((cx + u * ux - v * uy) / BY);
      const y = Math.floor((cy + u * uy + v * ux) / BY);
      if (x >= 0 && y >= 0 && x < width && y < height) each(x, y);
    }
  }
}

/** 1 where there is thick ink within `EDGE`, of a part of the blurred page. */
function nearInk(
  { width, height, data }: Plane,
  bound: number,
  { x: left, y: top, width: across, height: down }: Box,
): Uint8Array {
  const out = new Uint8Array(across * down);
  for (let y = Math.max(0, top - EDGE); y < Math.min(height, top + down + EDGE); y++) {
    for (let x = Math.max(0, left - EDGE); x < Math.min(width, left + across + EDGE); x++) {
      if ((data[y * width + x] as number) >= bound) continue;
      const [from, until] = [Math.max(0, x - left - EDGE), Math.min(across, x - left + EDGE + 1)];
      for (let row = Math.max(0, y - top - EDGE); row < Math.min(down, y - top + EDGE + 1); row++)
        out.fill(1, row * across + from, row * across + until);
    }
  }
  return out;
}

/** Every so manieth pixel tells the colour of the paper. */
const EVERY = 7;

/** Paper wherever `near`, which is `scale` times smaller, is not 1. */
function shownNear(part: Raster, near: Uint8Array, across: number, scale: number): Raster {
  const { width, height } = part;
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const counts = new Uint32Array(256);
    for (let i = channel; i < part.data.length; i += 3 * EVERY)
      counts[part.data[i] as number] = (counts[part.data[i] as number] as number) + 1;
    return commonestOf(counts);
  }) as [number, number, number];
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(x / scale));
  const data = new Uint8Array(part.data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / scale) * across;
    for (let x = 0; x < width; x++, i += 3) {
      const isShown = near[row + (columns[x] as number)] === 1;
      data[i] = isShown ? (part.data[i] as number) : red;
      data[i + 1] = isShown ? (part.data[i + 1] as number) : green;
      data[i + 2] = isShown ? (part.data[i + 2] as number) : blue;
    }
  }
  return { width, height, data };
}
