import type { Raster } from './raster.ts';

/** A copy without the noise of a dark photograph: each pixel the mean of those around it, weighed by a bell curve. `sigma` in pixels. */
export function smoothed(raster: Raster, sigma: number): Raster {
  const { width, height, data } = raster;
  const reach = Math.ceil(2 * sigma);
  const bell = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = bell.reduce((total, each) => total + each, 0);
  const weights = Float32Array.from(bell, (each) => each / sum);
  const across = mean(data, { lines: height, line: 3 * width, count: width, step: 3 }, weights);
  return {
    width,
    height,
    data: Uint8Array.from(
      mean(across, { lines: width, line: 3, count: height, step: 3 * width }, weights),
      Math.round,
    ),
  };
}

/** How pixels that are averaged lie: so many lines of so many pixels, and from one to the next, in values. */
interface Lie {
  readonly lines: number;
  readonly line: number;
  readonly count: number;
  readonly step: number;
}

/** Beyond its ends a line goes on with its last pixel. */
function mean(
  data: ArrayLike<number>,
  { lines, line, count, step }: Lie,
  weights: Float32Array,
): Float32Array {
  const out = new Float32Array(data.length);
  const reach = weights.length >> 1;
  for (let n = 0; n < lines; n++) {
    for (let i = 0; i < count; i++) {
      const to = n * line + i * step;
      for (let w = 0; w < weights.length; w++) {
        const from = n * line + Math.min(count - 1, Math.max(0, i + w - reach)) * step;
        const weight = weights[w] as number;
        for (let channel = 0; channel < 3; channel++)
          out[to + channel] = (out[to + channel] as number) + weight * (data[from + channel] as number);
      }
    }
  }
  return out;
}
