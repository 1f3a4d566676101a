import sharp from 'sharp';
import type { Raster } from './raster.ts';

/** Standard deviation of the bell curve, in heights of a line: thinner than its strokes. */
const SMOOTH = 0.04;

/** A line cut out, without the noise of a dark photograph: each pixel the mean of those around it, weighed by a bell curve. */
export async function smoothed({ width, height, data }: Raster): Promise<Raster> {
  const raw = { width, height, channels: 3 as const };
  return {
    width,
    height,
    data: await sharp(data, { raw })
      .blur({ sigma: SMOOTH * height, precision: 'float' })
      .raw()
      .toBuffer(),
  };
}
