import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Raster } from '../../services/inspect/look/raster.ts';
import type { Random } from '../corpus/random.ts';

export interface DrawnLine {
  readonly raster: Raster;
}

/** One line of text as a strip a reader would cut it: any size, contrast, blur, compression, a little slope, loose margins. */
export async function drawLine(text: string, font: string, random: Random): Promise<Raster> {
  const size = 48;
  const canvas = createCanvas(2400, 120);
  const context = canvas.getContext('2d');
  context.font = `${random.chance(0.35) ? 'bold ' : ''}${size}px "${font}"`;
  const width = Math.min(2200, Math.ceil(context.measureText(text).width) + 40);
  const inverse = random.chance(0.12);
  const paper = 255 - random.int(0, 60);
  const ink = random.int(0, 90);
  context.fillStyle = grey(inverse ? ink : paper);
  context.fillRect(0, 0, 2400, 120);
  context.fillStyle = grey(inverse ? paper : ink);
  context.rotate((random.between(-100, 100) / 100) * 0.012);
  context.textBaseline = 'alphabetic';
  context.fillText(text, 20, 74);
  const top = random.int(4, 14);
  const height = random.int(74, 92);
  const cut = await sharp(canvas.toBuffer('image/png'))
    .extract({ left: random.int(0, 16), top, width: Math.max(60, width - 16), height })
    .toBuffer();
  const target = random.int(15, 48);
  const small = sharp(cut).resize({ height: target });
  const blurred = random.chance(0.4) ? small.blur(0.3 + random.between(0, 90) / 100) : small;
  const jpeg = await blurred.jpeg({ quality: random.int(35, 92) }).toBuffer();
  const { data, info } = await sharp(jpeg)
    .resize({ height: 48 })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const grey = (value: number) => `rgb(${value},${value},${value})`;
