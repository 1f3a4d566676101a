import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Random } from '../random.ts';
import { backdrop } from './backdrop.ts';
import { addNoise, sharpOf } from './pixels.ts';
import { type Point, projectOnto, type Quad, scaledCopy } from './warp.ts';

interface Shot {
  /** Of the longer side of the picture. */
  readonly pixels: readonly [number, number];
  /** Degrees between the camera's axis and the paper's; how far the phone is rolled. */
  readonly tilt: readonly [number, number];
  readonly roll: number;
  readonly blur: readonly [number, number];
  readonly noise: readonly [number, number];
  /** 1 is a well-lit sheet. */
  readonly light: readonly [number, number];
  /** How much darker the far corner is. */
  readonly shade: number;
  readonly quality: readonly [number, number];
}

const GOOD: Shot = {
  pixels: [2000, 2800],
  tilt: [3, 12],
  roll: 4,
  blur: [0.4, 0.8],
  noise: [3, 6],
  light: [0.85, 1.05],
  shade: 0.3,
  quality: [70, 85],
};

const BAD: Shot = {
  pixels: [1500, 2000],
  tilt: [20, 30],
  roll: 9,
  blur: [0.8, 1.5],
  noise: [7, 14],
  light: [0.45, 0.8],
  shade: 0.5,
  quality: [35, 55],
};

/** A phone held over a sheet on a desk: perspective, uneven light, a little blur, noise, JPEG. */
export async function photo(page: Canvas, random: Random, quality: 'good' | 'bad'): Promise<Buffer> {
  const shot = quality === 'bad' ? BAD : GOOD;
  const long = random.int(...shot.pixels);
  const short = Math.round(long * 0.75);
  const [width, height] = page.width > page.height ? [long, short] : [short, long];
  const scene = backdrop(width, height, random);
  const screen = quality === 'bad' && random.chance(0.4);
  projectOnto(scene, screen ? onScreen(page, random) : page, held(page, { width, height }, random, shot));
  shade(scene, random, shot.shade);
  const { data, info } = await sharpOf(scene)
    .blur(random.between(...shot.blur))
    .modulate({ brightness: random.between(...shot.light) })
    .raw()
    .toBuffer({ resolveWithObject: true });
  addNoise(data, random, random.between(...shot.noise));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: random.int(...shot.quality) })
    .toBuffer();
}

/** Corners of the sheet as a pinhole camera sees them, filling most of the picture. */
function held(page: Canvas, frame: { width: number; height: number }, random: Random, shot: Shot): Quad {
  const tilt = (random.between(...shot.tilt) * Math.PI) / 180;
  const towards = random.between(0, 2 * Math.PI);
  const roll = (random.between(-1, 1) * shot.roll * Math.PI) / 180;
  const away = random.between(1.7, 2.6);
  const aspect = page.width / page.height;
  const size = Math.max(aspect, 1);
  // Turned by `tilt` about an axis in the paper's plane that points `towards`, then rolled.
  const [kx, ky] = [Math.cos(towards), Math.sin(towards)];
  const seen = (sx: number, sy: number): Point => {
    const [x, y] = [(sx * aspect) / 2 / size, sy / 2 / size];
    const along = x * kx + y * ky;
    const [px, py] = [
      x * Math.cos(tilt) + kx * along * (1 - Math.cos(tilt)),
      y * Math.cos(tilt) + ky * along * (1 - Math.cos(tilt)),
    ];
    const z = away + (kx * y - ky * x) * Math.sin(tilt);
    const [qx, qy] = [px / z, py / z];
    return [qx * Math.cos(roll) - qy * Math.sin(roll), qx * Math.sin(roll) + qy * Math.cos(roll)];
  };
  const corners = [seen(-1, -1), seen(1, -1), seen(1, 1), seen(-1, 1)] as const;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [across, down] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min(frame.width / across, frame.height / down) * random.between(0.84, 0.96);
  const [dx, dy] = [(frame.width - across * scale) / 2, (frame.height - down * scale) / 2];
  const placed = ([x, y]: Point): Point => [(x - left) * scale + dx, (y - top) * scale + dy];
  const [a, b, c, d] = corners;
  return [placed(a), placed(b), placed(c), placed(d)];
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

/** A page on a monitor: the grid between its pixels, which beats with the camera's (moiré) once it is projected. */
function onScreen(page: Canvas, random: Random): Canvas {
  const copy = scaledCopy(page, page.width);
  const context = copy.getContext('2d');
  const period = random.between(2.6, 4.2);
  context.fillStyle = 'rgba(0,0,50,0.22)';
  for (let y = 0; y < copy.height; y += period) context.fillRect(0, y, copy.width, period * 0.4);
  context.fillStyle = 'rgba(0,0,50,0.12)';
  for (let x = 0; x < copy.width; x += period) context.fillRect(x, 0, period * 0.4, copy.height);
  const glow = createCanvas(copy.width, copy.height).getContext('2d');
  glow.fillStyle = 'rgba(150,180,255,0.10)';
  glow.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(glow.canvas, 0, 0);
  return copy;
}
