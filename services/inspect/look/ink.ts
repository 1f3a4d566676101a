import type { Line } from './line.ts';
import type { Raster } from './raster.ts';
import { straighten } from './straighten.ts';

export interface Ink {
  readonly struck: boolean;
  readonly boxed: boolean;
  readonly red: boolean;
}

const STRIP_HEIGHT = 40;
/** How much taller than the line the strip is: the frame of a boxed mark stands outside the letters. */
const MARGIN = 1.7;
/** A stroke goes on where letters have gaps, those of a stamp on a text as well; in shares of the line. */
const STROKE = 0.7;
/** Specks of compression break a thin one. */
const BREAK = 2;

/** What the eye sees of a line beyond its letters: red ink, a frame around it, a stroke through it. */
export function inkOf(raster: Raster, line: Line): Ink {
  const wide: Line = { ...line, height: line.height * MARGIN, length: line.length + line.height };
  const strip = straighten(raster, wide, STRIP_HEIGHT, { maxWidth: 600 });
  const { width, height, data } = strip;
  const paper = paperOf(data);
  /** Of each row the longest stretch of ink. */
  const rows = new Uint16Array(height);
  let ink = 0;
  let red = 0;
  for (let y = 0, i = 0; y < height; y++) {
    let from = 0;
    let last = -BREAK - 1;
    for (let x = 0; x < width; x++, i += 3) {
      const r = data[i] ?? 0;
      const g = data[i + 1] ?? 0;
      const b = data[i + 2] ?? 0;
      const distance = Math.max(Math.abs(r - paper[0]), Math.abs(g - paper[1]), Math.abs(b - paper[2]));
      if (distance < 60) continue;
      ink++;
      if (x - last > BREAK) from = x;
      last = x;
      rows[y] = Math.max(rows[y] ?? 0, x + 1 - from);
      if (r > 100 && r - Math.max(g, b) > 50) red++;
    }
  }
  // The letters stand in the middle part of the strip; a frame runs above and below it.
  const top = Math.round(height * 0.3);
  const bottom = height - top;
  const full = (y: number) => (rows[y] ?? 0) > STROKE * width;
  const within = (from: number, to: number) => {
    for (let y = from; y < to; y++) if (full(y)) return true;
    return false;
  };
  const strokeRows = rows.slice(top, bottom).filter((longest) => longest > STROKE * width).length;
  return {
    red: ink > 0.01 * width * height && red > 0.5 * ink,
    boxed: within(0, top) && within(bottom, height),
    // A filled bar or a photograph is full in many rows; a stroke in few.
    struck: within(Math.round(height * 0.4), Math.round(height * 0.6)) && strokeRows <= height * 0.15,
  };
}

/** The commonest colour, by quantising to 16 levels a channel. */
function paperOf(data: Uint8Array): readonly [number, number, number] {
  const counts = new Uint32Array(4096);
  let best = 0;
  for (let i = 0; i < data.length; i += 3) {
    const at = (((data[i] ?? 0) >> 4) << 8) | (((data[i + 1] ?? 0) >> 4) << 4) | ((data[i + 2] ?? 0) >> 4);
    const count = (counts[at] ?? 0) + 1;
    counts[at] = count;
    if (count > (counts[best] ?? 0)) best = at;
  }
  return [(best >> 8) * 16 + 8, ((best >> 4) & 15) * 16 + 8, (best & 15) * 16 + 8];
}
