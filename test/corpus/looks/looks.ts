import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Random } from '../random.ts';
import { backdrop } from './backdrop.ts';
import { projectOnto, type Quad, scaledCopy } from './warp.ts';

/** What happens to a page between the screen or desk it was on and the chat it is posted in. */
export const LOOKS = [
  'clean',
  'chat',
  'photo',
  'bad-photo',
  'rotated',
  'cropped',
  'exif-rotated',
  'small-type',
  'photocopy',
] as const;
export type Look = (typeof LOOKS)[number];

/** Encoded bytes, PNG or JPEG. */
export function applyLook(page: Canvas, look: Look, random: Random): Promise<Buffer> {
  switch (look) {
    case 'clean':
      return Promise.resolve(page.toBuffer('image/png'));
    case 'chat':
      return chat(page, random);
    case 'photo':
      return photo(page, random, 'good');
    case 'bad-photo':
      return photo(page, random, 'bad');
    case 'rotated':
      return rotated(page, random);
    case 'cropped':
      return cropped(page, random);
    case 'exif-rotated':
      return exifRotated(page, random);
    case 'small-type':
      return smallType(page, random);
    case 'photocopy':
      return photocopy(page, random);
  }
}

/** Messengers keep about 1080 px of the short side at quality 50–70. */
async function chat(page: Canvas, random: Random): Promise<Buffer> {
  const width = Math.min(page.width, random.int(960, 1200));
  const copy = scaledCopy(page, width, Math.round((page.height * width) / page.width));
  return sharp(copy.toBuffer('image/png'))
    .jpeg({ quality: random.int(50, 70) })
    .toBuffer();
}

/** A phone held over a sheet on a desk: perspective, uneven light, a little blur, noise, JPEG. */
async function photo(page: Canvas, random: Random, quality: 'good' | 'bad'): Promise<Buffer> {
  const bad = quality === 'bad';
  const width = bad ? random.int(1100, 1500) : random.int(1500, 2100);
  const height = Math.round(width * 1.33);
  const scene = backdrop(width, height, random);
  projectOnto(scene, page, sheetInScene(width, height, page.width / page.height, random, bad ? 0.13 : 0.05));
  shade(scene, random, bad ? 0.55 : 0.3);
  if (bad && random.chance(0.4)) moire(scene, random);
  const noise = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: bad ? 14 : 5 },
    },
  })
    .png()
    .toBuffer();
  return sharp(
    await sharp(scene.toBuffer('image/png'))
      .blur(bad ? random.between(0.9, 1.7) : random.between(0.4, 0.8))
      .toBuffer(),
  )
    .composite([{ input: noise, blend: 'soft-light' }])
    .modulate({ brightness: bad ? random.between(0.5, 0.85) : random.between(0.85, 1.05) })
    .jpeg({ quality: bad ? random.int(35, 55) : random.int(70, 85) })
    .toBuffer();
}

/** Corners of the sheet in the picture: filling most of it, turned a few degrees, tapered by `tilt`. */
function sheetInScene(width: number, height: number, aspect: number, random: Random, tilt: number): Quad {
  const room = random.between(0.78, 0.92);
  const sheetHeight = Math.min(height * room, (width * room) / aspect);
  const w = sheetHeight * aspect;
  const angle = random.between(-1, 1) * tilt * 0.9;
  const taperX = random.between(-1, 1) * tilt;
  const taperY = random.between(-1, 1) * tilt;
  const corner = (sx: number, sy: number): readonly [number, number] => {
    const x = ((sx * w) / 2) * (1 + taperX * sy);
    const y = ((sy * sheetHeight) / 2) * (1 + taperY * sx);
    return [
      width / 2 + x * Math.cos(angle) - y * Math.sin(angle),
      height / 2 + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

function shade(scene: Canvas, random: Random, depth: number): void {
  const context = scene.getContext('2d');
  const angle = random.between(0, 2 * Math.PI);
  const reach = Math.hypot(scene.width, scene.height) / 2;
  const [cx, cy] = [scene.width / 2, scene.height / 2];
  const gradient = context.createLinearGradient(
    cx - Math.cos(angle) * reach,
    cy - Math.sin(angle) * reach,
    cx + Math.cos(angle) * reach,
    cy + Math.sin(angle) * reach,
  );
  gradient.addColorStop(0, 'rgba(20,15,5,0)');
  gradient.addColorStop(random.between(0.4, 0.7), `rgba(20,15,5,${depth * 0.3})`);
  gradient.addColorStop(1, `rgba(20,15,5,${depth})`);
  context.fillStyle = gradient;
  context.fillRect(0, 0, scene.width, scene.height);
}

/** A photographed screen: fine stripes that beat with the camera's grid. */
function moire(scene: Canvas, random: Random): void {
  const context = scene.getContext('2d');
  const period = random.between(3.1, 5.3);
  context.fillStyle = 'rgba(0,0,60,0.16)';
  for (let y = 0; y < scene.height; y += period) context.fillRect(0, y, scene.width, period / 2);
}

async function rotated(page: Canvas, random: Random): Promise<Buffer> {
  const jpeg = await chat(page, random);
  return sharp(jpeg)
    .rotate(random.pick([90, 180, 270]))
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** The top or the bottom part, as people cut screenshots; the mark stays in. */
async function cropped(page: Canvas, random: Random): Promise<Buffer> {
  const keep = random.between(0.4, 0.6);
  const height = Math.round(page.height * keep);
  const jpeg = await sharp(page.toBuffer('image/png'))
    .extract({ left: 0, top: 0, width: page.width, height })
    .png()
    .toBuffer();
  return sharp(jpeg)
    .resize({ width: Math.min(page.width, 1080) })
    .jpeg({ quality: random.int(55, 75) })
    .toBuffer();
}

/** The pixels lie on their side and EXIF says so, as phones write it. */
async function exifRotated(page: Canvas, random: Random): Promise<Buffer> {
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
async function smallType(page: Canvas, random: Random): Promise<Buffer> {
  const screen = createCanvas(2560, 1440);
  const context = screen.getContext('2d');
  context.fillStyle = random.pick(['#20304a', '#3a3a3a', '#d8dde4']);
  context.fillRect(0, 0, screen.width, screen.height);
  const height = Math.min(page.height, random.int(1000, 1300));
  const width = Math.round((page.width * height) / page.height);
  context.drawImage(
    scaledCopy(page, width, height),
    random.int(40, Math.max(40, 2520 - width)),
    random.int(40, 1400 - height),
  );
  return screen.toBuffer('image/png');
}

/** Third-generation copy: grey, speckled, a little askew, thresholded hard. */
async function photocopy(page: Canvas, random: Random): Promise<Buffer> {
  const skewed = await sharp(page.toBuffer('image/png'))
    .greyscale()
    .rotate(random.between(-2.5, 2.5), { background: '#ffffff' })
    .blur(random.between(0.6, 1.1))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, info } = skewed;
  const cut = random.int(120, 190);
  for (let i = 0; i < data.length; i++) {
    const speck = random.chance(0.004);
    const value = speck ? random.int(0, 255) : (data[i] ?? 0) + random.int(-30, 30);
    data[i] = value > cut ? 235 : value < cut - 60 ? 25 : 110;
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: 60 })
    .toBuffer();
}
