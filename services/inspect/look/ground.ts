import { greyOf, type Raster } from './raster.ts';
import { countsOf } from './tones.ts';

/** Grey levels each way that are still the same ground. */
const NEAR = 6;

/** Share of a raster that is one even grey, within a few levels: paper, the background of a screen, a night sky. 0–1. */
export function groundShare(raster: Raster): number {
  const counts = countsOf(greyOf(raster).data);
  let most = 0;
  for (let middle = 0; middle < 256; middle++) {
    const near = counts.subarray(Math.max(0, middle - NEAR), middle + NEAR + 1);
    most = Math.max(
      most,
      near.reduce((sum, count) => sum + count, 0),
    );
  }
  return most / (raster.width * raster.height);
}
