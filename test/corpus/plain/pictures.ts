import type { Canvas } from '@napi-rs/canvas';
import { createCanvas } from '@napi-rs/canvas';
import type { PlainKind } from '../kinds.ts';
import type { Random } from '../random.ts';

/** Pictures without a word in them. */
export const pictureKinds: readonly PlainKind[] = [
  { name: 'landscape', sort: 'photo', draw: landscape },
  { name: 'flowers', sort: 'photo', draw: flowers },
  { name: 'bricks', sort: 'photo', draw: bricks },
  { name: 'night', sort: 'photo', draw: night },
];

export function landscape(random: Random): Canvas {
  const [width, height] = [1600, 1200];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, random.pick(['#3a7bd5', '#f2994a', '#7f9bb3']));
  sky.addColorStop(1, '#f6e7d2');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  for (let layer = 0; layer < 5; layer++) {
    const base = height * (0.4 + layer * 0.12);
    const phase = random.between(0, 7);
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) {
      const y =
        base +
        60 * Math.sin(x / (140 + 40 * layer) + phase) +
        22 * Math.sin(x / 37 + phase * 2) +
        random.between(-3, 3);
      context.lineTo(x, y);
    }
    context.lineTo(width, height);
    context.fillStyle = `hsl(${random.int(90, 210)}, ${25 + layer * 6}%, ${58 - layer * 10}%)`;
    context.fill();
  }
  grain(canvas, random, 14);
  return canvas;
}

export function flowers(random: Random): Canvas {
  const canvas = createCanvas(1200, 1200);
  const context = canvas.getContext('2d');
  context.fillStyle = '#2f5d34';
  context.fillRect(0, 0, 1200, 1200);
  for (let i = 0; i < 260; i++) {
    const [x, y, r] = [random.between(0, 1200), random.between(0, 1200), random.between(8, 60)];
    context.fillStyle = `hsl(${random.pick([340, 20, 50, 280])}, 80%, ${random.int(45, 75)}%)`;
    for (let petal = 0; petal < 6; petal++) {
      const angle = (petal / 6) * 2 * Math.PI;
      context.beginPath();
      context.ellipse(
        x + Math.cos(angle) * r * 0.6,
        y + Math.sin(angle) * r * 0.6,
        r * 0.6,
        r * 0.3,
        angle,
        0,
        2 * Math.PI,
      );
      context.fill();
    }
    context.fillStyle = '#f7d84a';
    context.beginPath();
    context.arc(x, y, r * 0.25, 0, 2 * Math.PI);
    context.fill();
  }
  grain(canvas, random, 12);
  return canvas;
}

/** Regular horizontal structure: looks like lines of text to a line finder. */
function bricks(random: Random): Canvas {
  const canvas = createCanvas(1400, 1000);
  const context = canvas.getContext('2d');
  context.fillStyle = '#b8ada0';
  context.fillRect(0, 0, 1400, 1000);
  for (let row = 0; row < 34; row++) {
    for (let column = -1; column < 18; column++) {
      context.fillStyle = `hsl(${random.int(5, 22)}, 45%, ${random.int(30, 48)}%)`;
      context.fillRect(column * 84 + (row % 2) * 42, row * 30, 79, 25);
    }
  }
  grain(canvas, random, 18);
  return canvas;
}

function night(random: Random): Canvas {
  const canvas = createCanvas(1280, 960);
  const context = canvas.getContext('2d');
  context.fillStyle = '#070b16';
  context.fillRect(0, 0, 1280, 960);
  for (let i = 0; i < 22; i++) {
    const [x, w, h] = [random.int(0, 1250), random.int(40, 130), random.int(200, 640)];
    context.fillStyle = '#11182a';
    context.fillRect(x, 960 - h, w, h);
    for (let wy = 970 - h; wy < 940; wy += 22) {
      for (let wx = x + 8; wx < x + w - 10; wx += 18) {
        if (random.chance(0.4)) {
          context.fillStyle = random.pick(['#ffd98a', '#ffe9b8', '#9ec3ff']);
          context.fillRect(wx, wy, 9, 12);
        }
      }
    }
  }
  grain(canvas, random, 10);
  return canvas;
}

function grain(canvas: Canvas, random: Random, strength: number): void {
  const context = canvas.getContext('2d');
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < image.data.length; i += 4) {
    const noise = (random.next() - 0.5) * 2 * strength;
    for (let c = 0; c < 3; c++)
      image.data[i + c] = Math.min(255, Math.max(0, (image.data[i + c] ?? 0) + noise));
  }
  context.putImageData(image, 0, 0);
}
