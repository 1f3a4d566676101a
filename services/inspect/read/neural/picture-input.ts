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
  return async (raster, { width, height }) => {
    const planes = bufferOf(3 * width * height);
    fill(planes, await shrunk(raster, width, height));
    return { width, height, planes };
  };
}

async function shrunk(raster: Raster, width: number, height: number): Promise<Uint8Array> {
  if (width === raster.width && height === raster.height) return raster.data;
  return sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
}

function fill(planes: Float32Array, rgb: Uint8Array): void {
  const plane = planes.length / 3;
  for (let i = 0, j = 0; i < plane; i++, j += 3) {
    planes[i] = ((rgb[j + 2] as number) - MEAN[0]) * SCALE[0];
    planes[plane + i] = ((rgb[j + 1] as number) - MEAN[1]) * SCALE[1];
    planes[2 * plane + i] = ((rgb[j] as number) - MEAN[2]) * SCALE[2];
  }
}

function multipleOf32(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}
