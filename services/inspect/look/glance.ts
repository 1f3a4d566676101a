/**
 * Whether there is writing is seen at this share of the picture's own longer side, within bounds: the larger it is, the smaller its type
 * may be. One wider than `aspect` has type as small on fewer pixels: it is seen larger.
 */
const SIDE = { share: 0.24, least: 384, most: 512, aspect: 2 };
/** What the line finder takes: no second copy is made for it. */
const STEP = 32;

/** Longer side of the small copy of a picture, pixels; its own where that is less. */
export function glanceSide({ width, height }: { readonly width: number; readonly height: number }): number {
  const [long, short] = [Math.max(width, height), Math.max(1, Math.min(width, height))];
  const wide = Math.sqrt(Math.max(1, long / short / SIDE.aspect));
  const side = Math.min(SIDE.most, Math.max(SIDE.least * wide, SIDE.share * long));
  return Math.min(long, Math.round(side / STEP) * STEP);
}
