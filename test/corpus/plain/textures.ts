import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PlainKind } from '../kinds.ts';
import type { Random } from '../random.ts';

/** Photos without a word: what most of a chat is. Built of fractal noise, whose edges are as many and as soft as a camera's. */
export const textureKinds: readonly PlainKind[] = [
  { name: 'clouds', sort: 'photo', draw: clouds },
  { name: 'foliage', sort: 'photo', draw: foliage },
  { name: 'plate-of-food', sort: 'photo', draw: food },
  { name: 'fabric', sort: 'photo', draw: fabric },
  { name: 'room', sort: 'photo', draw: room },
  { name: 'group-of-people', sort: 'photo', draw: people },
];

/** Sum of octaves of value noise, 0–1, over a lattice of chance. */
function fractal(random: Random, octaves: number): (x: number, y: number) => number {
  const size = 64;
  const lattice = Float32Array.from({ length: size * size }, () => random.next());
  const at = (x: number, y: number) => lattice[(y & (size - 1)) * size + (x & (size - 1))] ?? 0;
  const smooth = (t: number) => t * t * (3 - 2 * t);
  return (x, y) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave++) {
      const [px, py] = [x * 2 ** octave, y * 2 ** octave];
      const [ix, iy] = [Math.floor(px), Math.floor(py)];
      const [fx, fy] = [smooth(px - ix), smooth(py - iy)];
      const upper = at(ix, iy) * (1 - fx) + at(ix + 1, iy) * fx;
      const lower = at(ix, iy + 1) * (1 - fx) + at(ix + 1, iy + 1) * fx;
      sum += weight * (upper * (1 - fy) + lower * fy);
      weight /= 2;
    }
    return sum;
  };
}

type Colour = readonly [number, number, number];

function painted(width: number, height: number, colourAt: (x: number, y: number) => Colour): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const [r, g, b] = colourAt(x, y);
      image.data[i] = r;
      image.data[i + 1] = g;
      image.data[i + 2] = b;
      image.data[i + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const mixed = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

function clouds(random: Random): Canvas {
  const noise = fractal(random, 5);
  const sky = random.pick([
    [70, 130, 200],
    [230, 150, 90],
    [90, 100, 130],
  ] as const);
  return painted(1440, 1080, (x, y) => {
    const t = Math.max(0, Math.min(1, (noise(x / 220, y / 140) - 0.35) * 3));
    return mixed(mixed(sky, [240, 240, 235], y / 2000), [250, 250, 250], t);
  });
}

function foliage(random: Random): Canvas {
  const noise = fractal(random, 5);
  const light = fractal(random, 3);
  return painted(1080, 1440, (x, y) => {
    const leaf = noise(x / 34, y / 30);
    return mixed(
      [18, 40, 12],
      [150, 190, 80],
      Math.min(1, leaf * leaf * 1.6 * (0.5 + light(x / 300, y / 300))),
    );
  });
}

function food(random: Random): Canvas {
  const wood = fractal(random, 4);
  const crumb = fractal(random, 5);
  const sauce: Colour = random.pick([
    [180, 60, 30],
    [200, 150, 60],
    [90, 120, 50],
  ] as const);
  return painted(1200, 1200, (x, y) => {
    const r = Math.hypot(x - 600, y - 620);
    if (r < 330) return mixed(sauce, [245, 225, 190], Math.min(1, crumb(x / 40, y / 40) * 1.3));
    if (r < 470) return mixed([245, 245, 242], [205, 208, 212], Math.abs(r - 400) / 90);
    return mixed([120, 80, 45], [70, 42, 22], wood(x / 400, y / 14));
  });
}

function fabric(random: Random): Canvas {
  const fold = fractal(random, 3);
  const [a, b]: readonly [Colour, Colour] = random.pick([
    [
      [150, 30, 40],
      [230, 220, 200],
    ],
    [
      [30, 50, 110],
      [190, 200, 215],
    ],
  ] as const);
  const [stripe, cross] = [random.int(18, 60), random.int(18, 60)];
  return painted(1280, 960, (x, y) => {
    const bend = fold(x / 300, y / 260) * 120;
    const woven =
      (Math.sin((x + bend) / stripe) > 0.4 ? 0.5 : 0) + (Math.sin((y + bend) / cross) > 0.4 ? 0.5 : 0);
    return mixed(
      [0, 0, 0],
      mixed(a, b, woven),
      0.55 + 0.45 * fold(x / 160, y / 200) + (((x ^ y) & 3) - 1.5) / 60,
    );
  });
}

/** Furniture: straight edges, rectangles and regular rows that are no lines of text. */
function room(random: Random): Canvas {
  const wall = fractal(random, 3);
  const canvas = painted(1440, 1080, (x, y) =>
    y < 760
      ? mixed([205, 196, 180], [180, 170, 155], wall(x / 300, y / 300))
      : mixed([130, 95, 60], [90, 62, 38], wall(x / 500, y / 16)),
  );
  const context = canvas.getContext('2d');
  const left = random.int(80, 300);
  context.fillStyle = '#6a4a2e';
  context.fillRect(left, 160, 520, 620);
  for (let shelf = 0; shelf < 4; shelf++) {
    context.fillStyle = '#3b2817';
    context.fillRect(left + 16, 180 + shelf * 150, 488, 130);
    for (let x = left + 22; x < left + 470; ) {
      const width = random.int(12, 38);
      const height = random.int(80, 124);
      context.fillStyle = `hsl(${random.int(0, 360)}, 40%, ${random.int(25, 65)}%)`;
      context.fillRect(x, 310 + shelf * 150 - height, width, height);
      x += width + random.int(0, 4);
    }
  }
  context.fillStyle = '#cfe3f2';
  context.fillRect(900, 140, 380, 420);
  context.strokeStyle = '#f7f5f0';
  context.lineWidth = 18;
  context.strokeRect(900, 140, 380, 420);
  context.strokeRect(1090, 140, 2, 420);
  return canvas;
}

function people(random: Random): Canvas {
  const ground = fractal(random, 4);
  const canvas = painted(1440, 1080, (x, y) =>
    mixed([150, 175, 200], [90, 120, 70], Math.min(1, y / 900 + ground(x / 60, y / 60) * 0.25)),
  );
  const context = canvas.getContext('2d');
  for (let i = 0; i < 9; i++) {
    const x = 120 + i * 140 + random.int(-30, 30);
    const y = 420 + random.int(-60, 60);
    context.fillStyle = `hsl(${random.int(0, 360)}, 45%, ${random.int(25, 60)}%)`;
    context.beginPath();
    context.ellipse(x, y + 330, 95, 270, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = `hsl(${random.int(15, 35)}, 40%, ${random.int(30, 75)}%)`;
    context.beginPath();
    context.ellipse(x, y, 52, 66, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = `hsl(${random.int(10, 50)}, 40%, ${random.int(8, 45)}%)`;
    context.beginPath();
    context.ellipse(x, y - 34, 56, 40, 0, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas;
}
