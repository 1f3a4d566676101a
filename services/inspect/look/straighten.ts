import type { Line } from './line.ts';
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
  const stepU = stretch / samplesAlong;
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 3) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let sy = 0; sy < samplesAcross; sy++) {
        const v = (y + (sy + 0.5) / samplesAcross) * scale - line.height / 2;
        let u = x * stretch + stepU / 2 - line.length / 2;
        for (let sx = 0; sx < samplesAlong; sx++, u += stepU) {
          let px = Math.floor(line.cx + u * line.ux - v * line.uy);
          let py = Math.floor(line.cy + u * line.uy + v * line.ux);
          px = px < 0 ? 0 : px >= w ? w - 1 : px;
          py = py < 0 ? 0 : py >= h ? h - 1 : py;
          const at = (py * w + px) * 3;
          r += from[at] ?? 0;
          g += from[at + 1] ?? 0;
          b += from[at + 2] ?? 0;
        }
      }
      out[o] = r / count;
      out[o + 1] = g / count;
      out[o + 2] = b / count;
    }
  }
}

/** `x, y` of a line name pixel corners, so pixel centres lie at halves. */
function interpolate(raster: Raster, line: Line, out: Uint8Array, grid: Grid): void {
  const { width, height, scale, stretch } = grid;
  const { data: from, width: w, height: h } = raster;
  for (let y = 0, o = 0; y < height; y++) {
    const v = (y + 0.5) * scale - line.height / 2;
    for (let x = 0; x < width; x++, o += 3) {
      const u = (x + 0.5) * stretch - line.length / 2;
      const px = Math.min(w - 1, Math.max(0, line.cx + u * line.ux - v * line.uy - 0.5));
      const py = Math.min(h - 1, Math.max(0, line.cy + u * line.uy + v * line.ux - 0.5));
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const a = (y0 * w + x0) * 3;
      const b = x0 + 1 < w ? a + 3 : a;
      const down = y0 + 1 < h ? w * 3 : 0;
      const wa = (1 - fx) * (1 - fy);
      const wb = fx * (1 - fy);
      const wc = (1 - fx) * fy;
      const wd = fx * fy;
      for (let c = 0; c < 3; c++) {
        out[o + c] =
          (from[a + c] ?? 0) * wa +
          (from[b + c] ?? 0) * wb +
          (from[a + down + c] ?? 0) * wc +
          (from[b + down + c] ?? 0) * wd;
      }
    }
  }
}
