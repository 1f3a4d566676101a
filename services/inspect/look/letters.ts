import type { Line } from './line.ts';
import type { Raster } from './raster.ts';

export interface Letters {
  /** Letters of one height: capitals, figures or Han, as against small letters with their tall and low ones. */
  readonly even: boolean;
  readonly red: boolean;
}

/** The sampled strip: rows, and samples a line height along the line. */
const ROWS = 20;
const ALONG = 16;
const MOST_COLUMNS = 240;
/** Of the ink in the middle rows, the share that rows near the top of the letters have when all letters are tall. */
const EVEN = 0.62;

/** What can be told of a line's letters from a few thousand samples, without reading it. */
export function lettersOf(raster: Raster, line: Line): Letters {
  const columns = Math.min(MOST_COLUMNS, Math.max(8, Math.round((line.length / line.height) * ALONG)));
  const grey = new Uint8Array(ROWS * columns);
  const redness = new Int16Array(ROWS * columns);
  for (let row = 0, i = 0; row < ROWS; row++) {
    const v = ((row + 0.5) / ROWS - 0.5) * line.height;
    for (let column = 0; column < columns; column++, i++) {
      const u = ((column + 0.5) / columns - 0.5) * line.length;
      const x = Math.min(raster.width - 1, Math.max(0, Math.floor(line.cx + u * line.ux - v * line.uy)));
      const y = Math.min(raster.height - 1, Math.max(0, Math.floor(line.cy + u * line.uy + v * line.ux)));
      const at = (y * raster.width + x) * 3;
      const [r, g, b] = [raster.data[at] ?? 0, raster.data[at + 1] ?? 0, raster.data[at + 2] ?? 0];
      grey[i] = (77 * r + 150 * g + 29 * b) >> 8;
      redness[i] = r - Math.max(g, b);
    }
  }
  const sorted = Uint8Array.from(grey).sort();
  const paper = sorted[sorted.length >> 1] ?? 0;
  const darkest = sorted[Math.floor(sorted.length * 0.03)] ?? 0;
  const lightest = sorted[Math.floor(sorted.length * 0.97)] ?? 0;
  const contrast = Math.max(paper - darkest, lightest - paper);
  const rows = new Float32Array(ROWS);
  let ink = 0;
  let red = 0;
  for (let i = 0; i < grey.length; i++) {
    if (Math.abs((grey[i] ?? 0) - paper) < 0.5 * contrast) continue;
    const row = Math.floor(i / columns);
    rows[row] = (rows[row] ?? 0) + 1;
    ink++;
    if ((redness[i] ?? 0) > 50) red++;
  }
  return { even: contrast > 20 && isEven(rows), red: ink > 0 && red > 0.5 * ink };
}

function isEven(rows: Float32Array): boolean {
  const most = Math.max(...rows);
  if (most === 0) return false;
  // A few tall letters among many small ones are a few stems; specks are fewer, and so are accents over capitals.
  const all = (count: number) => count > Math.max(1, SPECKS * most);
  const letters = (count: number) => count > Math.max(1, ACCENTS * most);
  const [first, last] = [rows.findIndex(all), rows.findLastIndex(all)];
  return (
    isEvenWithin(rows, first, last) ||
    isEvenWithin(rows, Math.min(rows.findIndex(letters), first + ACCENT_ROWS), last)
  );
}

/** Of the fullest row: less is no part of a letter; less is an accent, which a few letters have. */
const SPECKS = 0.03;
const ACCENTS = 0.1;
/** Rows that accents take, at most. */
const ACCENT_ROWS = 4;

function isEvenWithin(rows: Float32Array, first: number, last: number): boolean {
  const tall = last - first + 1;
  if (tall < 6) return false;
  const mean = (from: number, until: number) => {
    let sum = 0;
    for (let i = Math.round(first + from * tall); i < Math.round(first + until * tall); i++)
      sum += rows[i] ?? 0;
    return sum / Math.max(1, Math.round(first + until * tall) - Math.round(first + from * tall));
  };
  const middle = mean(0.3, 0.75);
  return mean(0.05, 0.28) > EVEN * middle && mean(0.78, 0.97) > EVEN * middle;
}
