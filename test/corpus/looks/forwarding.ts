import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Random } from '../random.ts';
import { sharpOf } from './pixels.ts';
import { scaledCopy } from './warp.ts';

/** Messengers keep about 1080 px of the short side at quality 50–70. */
export async function chat(page: Canvas, random: Random): Promise<Buffer> {
  const width = Math.min(page.width, random.int(960, 1200));
  return sharpOf(scaledCopy(page, width))
    .jpeg({ quality: random.int(50, 70) })
    .toBuffer();
}

/** As a page comes out of a pocket: on its side or on its head, and nothing says so. */
export async function rotated(page: Canvas, random: Random): Promise<Buffer> {
  return sharp(await chat(page, random))
    .rotate(random.pick([90, 180, 270]))
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** The upper part, as people cut screenshots; the mark stays in. */
export async function cropped(page: Canvas, random: Random): Promise<Buffer> {
  const height = Math.round(page.height * random.between(0.4, 0.6));
  const part = createCanvas(page.width, height);
  part.getContext('2d').drawImage(page, 0, 0);
  return sharpOf(part)
    .resize({ width: Math.min(page.width, 1080) })
    .jpeg({ quality: random.int(55, 75) })
    .toBuffer();
}

/** The pixels lie on their side and EXIF says so, as phones write it. */
export async function exifRotated(page: Canvas, random: Random): Promise<Buffer> {
  const [orientation, turn] = random.pick([
    [6, 270],
    [8, 90],
    [3, 180],
  ] as const);
  const turned = await sharp(await chat(page, random))
    .rotate(turn)
    .toBuffer();
  return sharp(turned).withMetadata({ orientation }).jpeg({ quality: 70 }).toBuffer();
}

/** A page seen whole in one corner of a large screen. */
export async function smallType(page: Canvas, random: Random): Promise<Buffer> {
  const screen = createCanvas(2560, 1440);
  const context = screen.getContext('2d');
  context.fillStyle = random.pick(['#20304a', '#3a3a3a', '#d8dde4']);
  context.fillRect(0, 0, screen.width, screen.height);
  const height = Math.round(Math.min(page.height, random.int(1000, 1300), (1800 * page.height) / page.width));
  const width = Math.round((page.width * height) / page.height);
  context.drawImage(
    scaledCopy(page, width, height),
    random.int(40, Math.max(40, 2520 - width)),
    random.int(40, 1400 - height),
  );
  return sharpOf(screen).png({ compressionLevel: 4 }).toBuffer();
}
