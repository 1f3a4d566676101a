import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Random } from '../random.ts';
import { sharpOf } from './pixels.ts';

/** Third-generation copy: grey, speckled, a little askew, thresholded hard, with the copier's streaks and dark edge. */
export async function photocopy(page: Canvas, random: Random): Promise<Buffer> {
  const askew = random.between(-2.5, 2.5);
  const { data, info } = await sharpOf(page)
    .greyscale()
    .rotate(askew, { background: '#ffffff' })
    .blur(random.between(0.6, 1.1))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const cut = random.int(120, 190);
  const specks = random.between(0.001, 0.006);
  const streaks = Array.from({ length: random.int(0, 3) }, () => random.int(0, width - 1));
  const edge = random.chance(0.4) ? random.int(4, 26) : 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const speck = random.chance(specks);
      const value = speck ? random.int(0, 255) : (data[i] ?? 0) + random.int(-30, 30);
      let out = value > cut ? 235 : value < cut - 60 ? 25 : 110;
      if (x < edge) out = Math.min(out, 60);
      if (streaks.includes(x)) out = Math.min(out, 150);
      for (let c = 0; c < channels; c++) data[i++] = out;
    }
  }
  return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 60 }).toBuffer();
}
