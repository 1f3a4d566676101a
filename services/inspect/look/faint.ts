import type { Raster } from './raster.ts';
import { around, countsOf, inked, type Tones } from './tones.ts';

/** Shares of the page that ink covers when there is a watermark or a stamp among its writing. */
const COVERS = { least: 0.002, most: 0.35 };

/**
 * What is left of a page when its ordinary writing is wiped off: large faint letters laid under it and stamps laid over it, black on white.
 * null when nothing of the kind is there.
 */
export function faintLayer(tones: Tones): Raster | null {
  // Dark strokes thinner than the square vanish; what is thicker gets its thickness back.
  const wiped = around('darkest', around('lightest', tones.values, tones), tones);
  const counts = countsOf(wiped);
  const paper = counts.indexOf(Math.max(...counts));
  const ink = counts.subarray(0, Math.max(0, paper - 10)).reduce((sum, count) => sum + count, 0);
  const share = ink / wiped.length;
  if (paper < 120 || share < COVERS.least || share > COVERS.most) return null;
  return inked(tones, wiped, { paper: paper - 5, spread: 25 });
}
