import sharp from 'sharp';
import type { Raster } from './raster.ts';

/** A page as one value a pixel, at the size at which it is looked at for what lies over or under its writing. */
export interface Tones {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
  /** Pixels of the page per pixel of it. */
  readonly scale: number;
}

const SIDE = 1200;
/** Strokes of body text are thinner than this each way, pixels. */
const THIN = 2;

/** The darkest channel, so that pale red and pale blue count as ink. */
export async function tonesOf(raster: Raster): Promise<Tones> {
  const factor = Math.min(1, SIDE / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const small = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: 3 },
  })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer();
  const values = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < values.length; i++, j += 3) {
    values[i] = Math.min(small[j] as number, small[j + 1] as number, small[j + 2] as number);
  }
  return { width, height, values, scale: raster.width / width };
}

/** A grey raster in which ink is black: what is `spread` darker than `paper` wholly, what is nearly as light not at all. */
export function inked(
  { width, height }: Tones,
  values: Uint8Array,
  { paper, spread }: { readonly paper: number; readonly spread: number },
): Raster {
  const shown = Uint8Array.from({ length: 256 }, (_, value) => {
    const below = Math.min(1, Math.max(0, (paper - value) / spread));
    return 255 - 235 * below;
  });
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, j = 0; i < values.length; i++, j += 3) {
    const value = shown[values[i] as number] as number;
    data[j] = value;
    data[j + 1] = value;
    data[j + 2] = value;
  }
  return { width, height, data };
}

/** The lightest (or darkest) value of a square of five around each pixel, by rows and then by columns. */
export function around(
  which: 'lightest' | 'darkest',
  values: Uint8Array,
  { width, height }: Pick<Tones, 'width' | 'height'>,
): Uint8Array {
  // The darkest is the lightest of the negative.
  const flip = which === 'darkest' ? 255 : 0;
  const rows = new Uint8Array(values.length);
  const padded = new Uint8Array(width + 2 * THIN);
  for (let y = 0; y < height; y++) {
    const from = y * width;
    for (let x = 0; x < width; x++) padded[x + THIN] = (values[from + x] as number) ^ flip;
    for (let x = 0; x < width; x++) {
      rows[from + x] = mostOf(
        padded[x] as number,
        padded[x + 1] as number,
        padded[x + 2] as number,
        padded[x + 3] as number,
        padded[x + 4] as number,
      );
    }
  }
  const out = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) {
    // Beyond the edge the row at the edge counts again, which changes nothing.
    const at = (row: number) => Math.min(height - 1, Math.max(0, row)) * width;
    const [a, b, c, d, e] = [at(y - 2), at(y - 1), at(y), at(y + 1), at(y + 2)];
    for (let x = 0; x < width; x++) {
      const most = mostOf(
        rows[a + x] as number,
        rows[b + x] as number,
        rows[c + x] as number,
        rows[d + x] as number,
        rows[e + x] as number,
      );
      out[c + x] = most ^ flip;
    }
  }
  return out;
}

function mostOf(a: number, b: number, c: number, d: number, e: number): number {
  let most = a > b ? a : b;
  if (c > most) most = c;
  if (d > most) most = d;
  return e > most ? e : most;
}

export function countsOf(values: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < values.length; i++)
    counts[values[i] as number] = (counts[values[i] as number] as number) + 1;
  return counts;
}
