import type { Line } from './line.ts';
import type { Raster } from './raster.ts';

/** A line cut out and laid straight. `stretch`: source pixels per strip pixel along the line. */
export interface Strip extends Raster {
  readonly stretch: number;
}

/**
 * Cuts a line out of the picture, whatever its angle, as a strip of the given height.
 * `squeeze` < 1 makes the strip narrower than true to scale; readers bear it, and cost goes by width.
 * Shrinking averages over a grid of samples, enlarging is bilinear; outside the picture the edge is repeated.
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
  const acrossX = -line.uy;
  const acrossY = line.ux;
  const samplesAlong = Math.max(1, Math.min(4, Math.round(stretch)));
  const samplesAcross = Math.max(1, Math.min(4, Math.round(scale)));
  const count = samplesAlong * samplesAcross;
  const sum = [0, 0, 0];
  for (let y = 0, out = 0; y < height; y++) {
    for (let x = 0; x < width; x++, out += 3) {
      sum[0] = sum[1] = sum[2] = 0;
      for (let sy = 0; sy < samplesAcross; sy++) {
        const v = (y + (sy + 0.5) / samplesAcross) * scale - line.height / 2;
        for (let sx = 0; sx < samplesAlong; sx++) {
          const u = (x + (sx + 0.5) / samplesAlong) * stretch - line.length / 2;
          addSample(raster, line.cx + u * line.ux + v * acrossX, line.cy + u * line.uy + v * acrossY, sum);
        }
      }
      data[out] = (sum[0] ?? 0) / count;
      data[out + 1] = (sum[1] ?? 0) / count;
      data[out + 2] = (sum[2] ?? 0) / count;
    }
  }
  return { width, height, data, stretch };
}

/** Bilinear, in 8-bit fixed point; `x, y` name pixel corners, so pixel centres lie at halves. */
function addSample(raster: Raster, x: number, y: number, sum: number[]): void {
  const { width, height, data } = raster;
  const px = Math.min(width - 1, Math.max(0, x - 0.5));
  const py = Math.min(height - 1, Math.max(0, y - 0.5));
  const x0 = px | 0;
  const y0 = py | 0;
  const fx = px - x0;
  const fy = py - y0;
  const a = (y0 * width + x0) * 3;
  const b = x0 + 1 < width ? a + 3 : a;
  const down = y0 + 1 < height ? width * 3 : 0;
  for (let c = 0; c < 3; c++) {
    const top = (data[a + c] ?? 0) * (1 - fx) + (data[b + c] ?? 0) * fx;
    const bottom = (data[a + down + c] ?? 0) * (1 - fx) + (data[b + down + c] ?? 0) * fx;
    sum[c] = (sum[c] ?? 0) + top * (1 - fy) + bottom * fy;
  }
}
