import type { Random } from '../random.ts';
import { createSheet, type Sheet } from '../sheet.ts';

/** A blurry outdoors for signs to stand before. */
export function foliageBackground(random: Random, width: number, height: number): Sheet {
  const sheet = createSheet(width, height, '#6f8a66');
  for (let i = 0; i < 500; i++) {
    sheet.context.fillStyle = `hsla(${random.int(70, 150)}, 35%, ${random.int(15, 65)}%, ${random.between(0.2, 0.6)})`;
    sheet.context.beginPath();
    const r = random.between(10, 90);
    sheet.context.ellipse(
      random.between(0, width),
      random.between(0, height),
      r,
      r * 0.6,
      random.between(0, 3),
      0,
      2 * Math.PI,
    );
    sheet.context.fill();
  }
  return sheet;
}
