import { cornersOf, type Line } from './line.ts';
import type { Raster } from './raster.ts';

/** A line cut out and laid straight. `stretch`: source pixels per strip pixel along the line. */
export interface Strip extends Raster {
  readonly stretch: number;
}

/** Samples a strip pixel in one direction, at most, when the line is shrunk. */
const MOST_SAMPLES = 3;

/**
 * Cuts a line out of the picture, whatever its angle, as a strip of the given height.
 * `squeeze` < 1 makes the strip narrower than true to scale; readers bear it, and cost goes by width.
 * Shrinking averages over a grid of nearest pixels, enlarging is bilinear; outside the picture the edge is repeated.
 */
export function straighten(
  raster: Raster,
  line: Line,
  height: number,
  options: { squeeze?: number; maxWidth?: number } = {},
): Strip {
  const scale = line.height / height;
  const natural = (line.length / scale) * (options.squeeze ?? 1);
  const width = Math.max(1, Math.min(options.maxWidth ?? 4096, Math.round(natural)));
  const stretch = line.length / width;
  const data = new Uint8Array(width * height * 3);
  const samplesAlong = Math.max(1, Math.min(MOST_SAMPLES, Math.round(stretch)));
  const samplesAcross = Math.max(1, Math.min(MOST_SAMPLES, Math.round(scale)));
  const grid = { width, height, scale, stretch, samplesAlong, samplesAcross };
  if (samplesAlong * samplesAcross > 1) average(raster, line, data, grid);
  else interpolate(raster, line, data, grid);
  return { width, height, data, stretch };
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly stretch: number;
  readonly samplesAlong: number;
  readonly samplesAcross: number;
}

function average(raster: Raster, line: Line, out: Uint8Array, grid: Grid): void {
  const { width, height, scale, stretch, samplesAlong, samplesAcross } = grid;
  const { data: from, width: w, height: h } = raster;
  const count = samplesAlong * samplesAcross;
  const step = stretch / samplesAlong;
  const [stepX, stepY] = [step * line.ux, step * line.uy];
  const [lastX, lastY] = [w - 1, h - 1];
  const isInside = isWithin(line, raster);
  const sums = new Uint16Array(width * 3);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let across = 0; across < samplesAcross; across++) {
      const v = (y + (across + 0.5) / samplesAcross) * scale - line.height / 2;
      const u = step / 2 - line.length / 2;
      let px = line.cx + u * line.ux - v * line.uy;
      let py = line.cy + u * line.uy + v * line.ux;
      for (let o = 0; o < sums.length; o += 3) {
        let r = 0;
        let g = 0;
        let b = 0;
        for (let along = 0; along < samplesAlong; along++, px += stepX, py += stepY) {
          const at = isInside
            ? ((py | 0) * w + (px | 0)) * 3
            : ((py < 0 ? 0 : py > lastY ? lastY : py | 0) * w + (px < 0 ? 0 : px > lastX ? lastX : px | 0)) *
              3;
          r += from[at] as number;
          g += from[at + 1] as number;
          b += from[at + 2] as number;
        }
        sums[o] = (sums[o] as number) + r;
        sums[o + 1] = (sums[o + 1] as number) + g;
        sums[o + 2] = (sums[o + 2] as number) + b;
      }
    }
    const row = y * width * 3;
    for (let o = 0; o < sums.length; o++) out[row + o] = (sums[o] as number) / count;
  }
}

/** Whether every sample of a line, and its neighbours, are pixels of the picture. */
function isWithin(line: Line, { width, height }: Raster): boolean {
  return cornersOf(line).every(([x, y]) => x >= 2 && y >= 2 && x < width - 2 && y < height - 2);
}

/** `x, y` of a line name pixel corners, so pixel centres lie at halves. */
function interpolate(raster: Raster, line: Line, out: Uint8Array, grid: Grid): void {
  const { width, height, scale, stretch } = grid;
  const { data: from, width: w, height: h } = raster;
  const isInside = isWithin(line, raster);
  const [stepX, stepY] = [stretch * line.ux, stretch * line.uy];
  for (let y = 0, o = 0; y < height; y++) {
    const v = (y + 0.5) * scale - line.height / 2;
    const u = stretch / 2 - line.length / 2;
    let alongX = line.cx + u * line.ux - v * line.uy - 0.5;
    let alongY = line.cy + u * line.uy + v * line.ux - 0.5;
    for (let x = 0; x < width; x++, o += 3, alongX += stepX, alongY += stepY) {
      const px = isInside ? alongX : Math.min(w - 1, Math.max(0, alongX));
      const py = isInside ? alongY : Math.min(h - 1, Math.max(0, alongY));
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const a = (y0 * w + x0) * 3;
      const b = x0 + 1 < w ? a + 3 : a;
      const down = y0 + 1 < h ? w * 3 : 0;
      const c = a + down;
      const d = b + down;
      for (let channel = 0; channel < 3; channel++) {
        const top = (from[a + channel] as number) * (1 - fx) + (from[b + channel] as number) * fx;
        const bottom = (from[c + channel] as number) * (1 - fx) + (from[d + channel] as number) * fx;
        out[o + channel] = top * (1 - fy) + bottom * fy;
      }
    }
  }
}
