import sharp from 'sharp';
import type { Raster } from '../../look/raster.ts';
import { keptInput } from './kept-input.ts';

/** ImageNet means and deviations in the model's channel order (blue, green, red), for 8-bit values. */
const MEAN = [0.485 * 255, 0.456 * 255, 0.406 * 255] as const;
const SCALE = [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)] as const;

/** Values for a picture of 960 × 960: what is larger is seldom looked at, and not worth its memory. */
const MOST_KEPT = 3 * 960 * 960;

/** A picture as the detection model takes it: three planes, sides multiples of 32. Overwritten by the next. */
export interface PictureInput extends Size {
  readonly planes: Float32Array;
}

/** The raster at a size that `inputSize` tells. Calls are not concurrent. */
export type InputOf = (raster: Raster, size: Size) => Promise<PictureInput>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a raster as the model takes it, with its longer side shrunk to `longSide` at most. */
export function inputSize(raster: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(raster.width, raster.height));
  return { width: multipleOf32(raster.width * scale), height: multipleOf32(raster.height * scale) };
}

export function createInputOf(): InputOf {
  const bufferOf = keptInput(MOST_KEPT);
  return async (raster, size) => {
    const planes = bufferOf(3 * size.width * size.height);
    fill(planes, isNearly(raster, size) ? raster : await shrunk(raster, size), size);
    return { ...size, planes };
  };
}

/** The small copy of a picture is as long as the model takes it, and but for rounding as wide: stretching it that little is no work for a resizer. */
function isNearly(raster: Size, { width, height }: Size): boolean {
  if (raster.width !== width && raster.height !== height) return false;
  const by = (raster.width * raster.height) / (width * height);
  return by > 1 / STRETCHED && by < STRETCHED;
}
const STRETCHED = 1.2;

async function shrunk(raster: Raster, { width, height }: Size): Promise<Raster> {
  const data = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** Stretches linearly from the raster's size to the model's, of which one side is the same. */
function fill(planes: Float32Array, raster: Raster, { width, height }: Size): void {
  const plane = width * height;
  const { data } = raster;
  const rows = between(raster.height, height, 3 * raster.width);
  const columns = between(raster.width, width, 3);
  const isAcross = raster.width !== width;
  for (let y = 0, i = 0; y < height; y++) {
    const [first, second] = [rows.first[y] as number, rows.second[y] as number];
    const down = rows.share[y] as number;
    for (let x = 0; x < width; x++, i++) {
      const a = first + (columns.first[x] as number);
      const b = second + (columns.second[x] as number);
      const share = isAcross ? (columns.share[x] as number) : down;
      const red = data[a] as number;
      const green = data[a + 1] as number;
      const blue = data[a + 2] as number;
      planes[i] = (blue + share * ((data[b + 2] as number) - blue) - MEAN[0]) * SCALE[0];
      planes[plane + i] = (green + share * ((data[b + 1] as number) - green) - MEAN[1]) * SCALE[1];
      planes[2 * plane + i] = (red + share * ((data[b] as number) - red) - MEAN[2]) * SCALE[2];
    }
  }
}

/** Of which two of `from` places each of `to` is made, by their offsets, and how much of it is the second. */
function between(from: number, to: number, step: number) {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const before = Math.floor(at);
    first[i] = before * step;
    second[i] = Math.ceil(at) * step;
    share[i] = at - before;
  }
  return { first, second, share };
}

function multipleOf32(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}
