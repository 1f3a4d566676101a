import sharp from 'sharp';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { smoothed } from '../../look/smooth.ts';
import { straighten } from '../../look/straighten.ts';

/** Tesseract wants capitals of 30–40 px; the strip has room above and below them. */
const STRIP_HEIGHT = 52;

/** A line as tesseract likes it: grey, stretched to full contrast, with a margin. PNG bytes. */
export async function stripImage(raster: Raster, line: Line, smooth = false): Promise<Uint8Array> {
  const strip = straighten(raster, line, STRIP_HEIGHT, { maxWidth: 2400 });
  const { width, height, data } = smooth ? await smoothed(strip) : strip;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .greyscale()
    .normalise()
    .extend({ top: 8, bottom: 8, left: 10, right: 10, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
