import sharp from 'sharp';
import type { Raster } from './raster.ts';
import type { QuarterTurns } from './upright.ts';

/** How much of the page's width and height is shown around the box. */
const AROUND = { x: 0.04, y: 0.025 };
const MAX_WIDTH = 900;

/** Cuts a box (fractions of the upright page) out of the picture, a little wider, upright, as PNG at most 900 px wide. */
export async function cropPng(
  raster: Raster,
  turns: QuarterTurns,
  box: readonly [x: number, y: number, width: number, height: number] | null,
): Promise<Uint8Array> {
  const raw = { raw: { width: raster.width, height: raster.height, channels: 3 as const } };
  const upright =
    turns === 0
      ? { data: raster.data, info: raster }
      : await sharp(raster.data, raw)
          .rotate(turns * 90)
          .raw()
          .toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const [x, y, w, h] = box ?? [0, 0, 1, 1];
  const left = clamp(Math.floor((x - AROUND.x) * width), 0, width - 1);
  const top = clamp(Math.floor((y - AROUND.y) * height), 0, height - 1);
  const right = clamp(Math.ceil((x + w + AROUND.x) * width), left + 1, width);
  const bottom = clamp(Math.ceil((y + h + AROUND.y) * height), top + 1, height);
  return sharp(upright.data, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ width: MAX_WIDTH, withoutEnlargement: true })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
