import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Raster } from '../../services/inspect/look/raster.ts';
import type { Random } from '../corpus/random.ts';

const WIDEST = 1500;
const canvas = createCanvas(WIDEST, 100);
const context = canvas.getContext('2d');

/** One line of text as it is cut from a picture: any size, paper and ink, loose margins, blur, noise, compression. null: too wide. */
export async function drawStrip(text: string, font: string, random: Random): Promise<Raster | null> {
  const size = Math.round(Math.exp(random.between(Math.log(13) * 1000, Math.log(42) * 1000) / 1000));
  context.resetTransform();
  context.font = `${random.chance(0.06) ? 'italic ' : ''}${random.chance(0.4) ? 'bold ' : ''}${size}px "${font}"`;
  context.letterSpacing = random.chance(0.12)
    ? `${random.int(1, Math.max(1, Math.round(size / 4)))}px`
    : '0px';
  const measured = context.measureText(text);
  const up = Math.ceil(measured.actualBoundingBoxAscent);
  const down = Math.ceil(measured.actualBoundingBoxDescent);
  const margin = (most: number) => Math.round((size * random.between(0, 100 * most)) / 100);
  const [left, right, top, bottom] = [margin(0.5), margin(0.5), margin(0.35), margin(0.35)];
  const width = Math.ceil(measured.width) + left + right;
  const height = up + down + top + bottom;
  if (width > WIDEST || height > 96 || up + down < 6) return null;
  const [paper, ink] = coloured(random);
  context.fillStyle = rgb(paper);
  context.fillRect(0, 0, width, height);
  context.fillStyle = rgb(ink);
  const slope = random.chance(0.4) ? random.between(-100, 100) / 7000 : 0;
  context.setTransform(1, slope, random.chance(0.1) ? random.between(-15, 15) / 100 : 0, 1, 0, 0);
  context.fillText(text, left, top + up - (slope * width) / 2);
  const { data } = context.getImageData(0, 0, width, height);
  const noise = random.chance(0.4) ? random.int(1, 14) : 0;
  const pixels = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const grain = noise === 0 ? 0 : (random.next() + random.next() - 1) * noise * 2;
    for (let c = 0; c < 3; c++)
      pixels[3 * i + c] = Math.max(0, Math.min(255, (data[4 * i + c] ?? 0) + grain));
  }
  if (random.chance(0.3)) return { width, height, data: pixels };
  const raw = { raw: { width, height, channels: 3 as const } };
  const plain = sharp(pixels, raw);
  const blurred = random.chance(0.45) ? plain.blur(0.3 + (size / 30) * (random.between(0, 90) / 100)) : plain;
  const jpeg = await blurred.jpeg({ quality: random.int(30, 92) }).toBuffer();
  const { data: out } = await sharp(jpeg)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data: out };
}

function coloured(random: Random): [number[], number[]] {
  const light = Array.from({ length: 3 }, () => 255 - random.int(0, 40));
  const dim = random.chance(0.3) ? random.int(0, 90) : 0;
  const paper = light.map((value) => value - dim);
  const dark = random.chance(0.25)
    ? random.pick([
        [190, 20, 30],
        [30, 40, 150],
        [120, 120, 120],
        [160, 40, 40],
      ])
    : Array.from({ length: 3 }, () => random.int(0, 70));
  return random.chance(0.14) ? [dark, paper] : [paper, dark];
}

const rgb = (value: readonly number[]) => `rgb(${value.join(',')})`;
