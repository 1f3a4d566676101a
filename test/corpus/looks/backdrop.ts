import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Random } from '../random.ts';

/** A desk, roughly: a colour with grain and some darker streaks. */
export function backdrop(width: number, height: number, random: Random): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const base = random.pick([
    [122, 92, 62],
    [70, 72, 78],
    [168, 160, 148],
    [52, 66, 60],
  ] as const);
  context.fillStyle = `rgb(${base.join(',')})`;
  context.fillRect(0, 0, width, height);
  for (let i = 0; i < 60; i++) {
    const y = random.between(0, height);
    context.fillStyle = `rgba(${random.chance(0.5) ? '0,0,0' : '255,240,220'},${random.between(0.02, 0.08)})`;
    context.fillRect(0, y, width, random.between(2, height / 20));
  }
  return canvas;
}
