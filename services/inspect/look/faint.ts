import { bitsBelow, countOf, thickOf } from './bits.ts';
import { commonestOf, countsOf } from './counts.ts';
import type { Layer } from './layer.ts';
import { around, inkBelow, inked, type Tones } from './tones.ts';

/** Shares of the page that ink covers when there is a watermark or a stamp among its writing. */
const COVERS = { least: 0.002, most: 0.35 };
const LEAST_PAPER = 120;
/** Rows that are wiped to see what grey the paper has then: so many, at so many heights of the page. */
const SAMPLE = { rows: 24, heights: [1 / 8, 3 / 8, 5 / 8, 7 / 8] };

/**
 * What is left of a page when its ordinary writing is wiped off: large faint letters laid under it and stamps laid over it.
 * null when nothing of the kind is there.
 */
export function faintLayer(tones: Tones): Layer | null {
  const { values } = tones;
  const paper = paperOf(tones);
  if (paper < LEAST_PAPER) return null;
  const ink = thickOf(bitsBelow(values, tones, inkBelow(paper)));
  const share = countOf(ink) / values.length;
  if (share < COVERS.least || share > COVERS.most) return null;
  return { ink, raster: () => inked(tones, wiped(values, tones), paper) };
}

/** Dark strokes thinner than the square vanish; what is thicker gets its thickness back. */
function wiped(values: Uint8Array, size: { readonly width: number; readonly height: number }): Uint8Array {
  return around('darkest', around('lightest', values, size), size);
}

function paperOf({ values, width, height }: Tones): number {
  const rows = Math.min(SAMPLE.rows, height);
  const bands = SAMPLE.heights.map((at) => {
    const top = Math.round(at * (height - rows));
    return wiped(values.subarray(top * width, (top + rows) * width), { width, height: rows });
  });
  return commonestOf(countsOf(...bands));
}
