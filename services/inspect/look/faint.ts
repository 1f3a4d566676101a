import sharp from 'sharp';
import type { Raster } from './raster.ts';

const SIDE = 1200;
/** Strokes of body text are thinner than this at the working side, pixels each way; watermarks' are thicker. */
const THIN = 2;
/** How far below paper a watermark may be, grey levels. */
const DEPTH = 90;
/** Shares of the page that faint ink covers when there is a watermark. */
const COVERS = { least: 0.002, most: 0.35 };

/**
 * What is left of a page when its ordinary writing is wiped off: large faint letters laid under it, made black on white.
 * null when nothing of the kind is there. `scale`: pixels of the page per pixel of the result.
 */
export async function faintLayer(raster: Raster): Promise<{ raster: Raster; scale: number } | null> {
  const factor = Math.min(1, SIDE / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  // The darkest channel, so that pale red and pale blue count as ink.
  const small = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: 3 },
  })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer();
  const dark = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < dark.length; i++, j += 3) {
    dark[i] = Math.min(small[j] ?? 0, small[j + 1] ?? 0, small[j + 2] ?? 0);
  }
  // Dark strokes thinner than the square vanish; what is thicker gets its thickness back.
  const wiped = around('darkest', around('lightest', dark, width, height), width, height);
  const paper = commonest(wiped);
  let faint = 0;
  for (const value of wiped) if (value < paper - 10 && value > paper - DEPTH) faint++;
  const share = faint / wiped.length;
  if (paper < 120 || share < COVERS.least || share > COVERS.most) return null;
  const shown = Uint8Array.from({ length: 256 }, (_, value) => {
    const below = Math.min(1, Math.max(0, (paper - 5 - value) / 25));
    return 255 - 235 * below;
  });
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, j = 0; i < wiped.length; i++, j += 3) {
    const value = shown[wiped[i] ?? 0] ?? 255;
    data[j] = value;
    data[j + 1] = value;
    data[j + 2] = value;
  }
  return { raster: { width, height, data }, scale: raster.width / width };
}

/** The lightest (or darkest) value of a square around each pixel, by rows and then by columns. */
function around(which: 'lightest' | 'darkest', plane: Uint8Array, width: number, height: number): Uint8Array {
  // The darkest is the lightest of the negative.
  const flip = which === 'darkest' ? 255 : 0;
  const rows = new Uint8Array(plane.length);
  const padded = new Uint8Array(width + 2 * THIN);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) padded[x + THIN] = (plane[y * width + x] ?? 0) ^ flip;
    for (let x = 0; x < width; x++) {
      let most = 0;
      for (let n = x; n <= x + 2 * THIN; n++) most = Math.max(most, padded[n] ?? 0);
      rows[y * width + x] = most;
    }
  }
  const out = new Uint8Array(plane.length);
  for (let y = 0; y < height; y++) {
    const to = y * width;
    for (let ny = Math.max(0, y - THIN); ny <= Math.min(height - 1, y + THIN); ny++) {
      const from = ny * width;
      for (let x = 0; x < width; x++) out[to + x] = Math.max(out[to + x] ?? 0, rows[from + x] ?? 0);
    }
    if (flip !== 0) for (let x = 0; x < width; x++) out[to + x] = (out[to + x] ?? 0) ^ flip;
  }
  return out;
}

function commonest(plane: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of plane) counts[value] = (counts[value] ?? 0) + 1;
  let best = 0;
  for (let value = 0; value < 256; value++) if ((counts[value] ?? 0) > (counts[best] ?? 0)) best = value;
  return best;
}
