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
/** Grey levels below the paper at which ink begins, from there until it is black, and at which it is half of that. */
const INK = { from: 5, spread: 25, half: 18 };

/** The darkest channel, so that pale red and pale blue count as ink. */
export async function tonesOf(raster: Raster): Promise<Tones> {
  const factor = Math.min(1, SIDE / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const small = factor === 1 ? raster.data : await resized(raster, { width, height });
  const values = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < values.length; i++, j += 3) {
    values[i] = Math.min(small[j] as number, small[j + 1] as number, small[j + 2] as number);
  }
  return { width, height, values, scale: raster.width / width };
}

function resized(
  raster: Raster,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const raw = { width: raster.width, height: raster.height, channels: 3 as const };
  return sharp(raster.data, { raw })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
}

/** What is darker than this is ink, more or less, on paper of this grey level. */
export function inkBelow(paper: number): number {
  return paper - INK.half;
}

/** A grey raster in which ink is black and paper white. */
export function inked({ width, height }: Tones, values: Uint8Array, paper: number): Raster {
  const shown = Uint8Array.from({ length: 256 }, (_, value) => {
    const below = Math.min(1, Math.max(0, (paper - INK.from - value) / INK.spread));
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
  // The darkest is the lightest of the negative. Beyond the edge the pixel at the edge counts again, which changes nothing.
  const flip = which === 'darkest' ? 255 : 0;
  const rows = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) lightestOfRow(values, rows, y * width, width, flip);
  const pairs = new Uint8Array(values.length);
  const last = values.length - width;
  for (let i = 0; i < last; i++) {
    const here = rows[i] as number;
    const below = rows[i + width] as number;
    pairs[i] = Math.max(here, below);
  }
  pairs.set(rows.subarray(last), last);
  const out = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) {
    const at = (row: number) => Math.min(height - 1, Math.max(0, row)) * width;
    const [above, here, below] = [at(y - THIN), y * width, at(y + THIN)];
    for (let x = 0; x < width; x++) {
      const most = Math.max(pairs[above + x] as number, pairs[here + x] as number, rows[below + x] as number);
      out[here + x] = most ^ flip;
    }
  }
  return out;
}

/** Of each pixel and the two on either side; they slide along, so that each is loaded once. */
function lightestOfRow(values: Uint8Array, out: Uint8Array, from: number, width: number, flip: number): void {
  const last = from + width - 1;
  let a = (values[from] as number) ^ flip;
  let b = a;
  let c = a;
  let d = (values[from < last ? from + 1 : last] as number) ^ flip;
  for (let i = from; i <= last; i++) {
    const e = (values[Math.min(i + THIN, last)] as number) ^ flip;
    out[i] = Math.max(a, b, c, d, e);
    a = b;
    b = c;
    c = d;
    d = e;
  }
}
