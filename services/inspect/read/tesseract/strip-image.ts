import sharp from 'sharp';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { straighten } from '../../look/straighten.ts';

/** Tesseract wants capitals of 30–40 px; the strip has room above and below them. */
const STRIP_HEIGHT = 52;

/** A line as tesseract likes it: grey, stretched to full contrast, with a margin. PNG bytes. */
export function stripImage(raster: Raster, line: Line): Promise<Uint8Array> {
  const strip = straighten(raster, line, STRIP_HEIGHT, { maxWidth: 2400 });
  const raw = { width: strip.width, height: strip.height, channels: 3 as const };
  return sharp(strip.data, { raw })
    .greyscale()
    .normalise()
    .extend({ top: 8, bottom: 8, left: 10, right: 10, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
