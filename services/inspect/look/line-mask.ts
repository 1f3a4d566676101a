import type { Line } from './line.ts';
import { medianOf } from './order.ts';

/** Of a line's height: its letters, without the room that a line finder leaves around them. */
const LETTERS = 0.8;
/** So many times as high as the usual line is several that ran together. */
const TALL = 1.6;

/** 1 where letters of a line stand, in a copy of the page that is `scale` times smaller. */
export function lineMask(
  lines: readonly Line[],
  { width, height }: { readonly width: number; readonly height: number },
  scale: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  const usual = medianOf(lines.map((line) => line.height));
  for (const line of lines) {
    if (line.height > TALL * usual) continue;
    const [length, high] = [line.length / scale, (LETTERS * line.height) / scale];
    const [left, top] = [
      line.cx / scale - (length * line.ux - high * line.uy) / 2,
      line.cy / scale - (length * line.uy + high * line.ux) / 2,
    ];
    for (let v = 0; v <= high; v++) {
      for (let u = 0; u <= length; u++) {
        const x = Math.floor(left + u * line.ux - v * line.uy);
        const y = Math.floor(top + u * line.uy + v * line.ux);
        if (x >= 0 && y >= 0 && x < width && y < height) mask[y * width + x] = 1;
      }
    }
  }
  return mask;
}
