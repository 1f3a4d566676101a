import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { Line } from '../../services/inspect/look/line.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { type Family, stackOf } from '../corpus/fonts.ts';
import type { Random } from '../corpus/random.ts';

/** One to three lines of writing on a picture, in any colour, size and slant, faint as well. */
export function writtenOn(raster: Raster, random: Random): { raster: Raster; lines: Line[] } {
  const { width, height } = raster;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0, j = 0; i < raster.data.length; i += 3, j += 4) {
    rgba[j] = raster.data[i] ?? 0;
    rgba[j + 1] = raster.data[i + 1] ?? 0;
    rgba[j + 2] = raster.data[i + 2] ?? 0;
  }
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  const lines: Line[] = [];
  for (let i = random.int(1, 3); i > 0; i--) {
    const [family, text] = textOf(random);
    const size = Math.round(7 * 2 ** (random.next() * 3));
    context.font = `${random.pick([400, 700])} ${size}px ${stackOf(family)}`;
    const length = context.measureText(text).width;
    const slant = random.chance(0.6) ? 0 : random.chance(0.3) ? Math.PI / 2 : (random.next() - 0.5) * 0.7;
    const [cx, cy] = [random.int(0, width), random.int(0, height)];
    const shade = random.pick([0, 0, 255, 255, random.int(0, 255)]);
    const colour = random.chance(0.7)
      ? [shade, shade, shade]
      : [random.int(0, 255), random.int(0, 255), random.int(0, 255)];
    const alpha = random.pick([1, 1, 0.8, 0.5]);
    const inside = visible(cx, cy, slant, length, size, width, height);
    const contrast =
      Math.abs(colour.reduce((a, b) => a + b, 0) / 3 - meanAround(raster, cx, cy, size)) * alpha;
    context.save();
    context.translate(cx, cy);
    context.rotate(slant);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    if (random.chance(0.25)) {
      const ground = random.int(0, 255);
      context.fillStyle = `rgb(${ground},${ground},${ground})`;
      context.fillRect(-length / 2 - size / 2, -size * 0.8, length + size, size * 1.6);
    }
    context.fillStyle = `rgba(${colour.join(',')},${alpha})`;
    context.fillText(text, 0, 0);
    context.restore();
    // What hardly shows is neither writing nor none: height 0 says so.
    if (inside) {
      lines.push({
        cx,
        cy,
        ux: Math.cos(slant),
        uy: Math.sin(slant),
        length,
        height: contrast > 40 ? size : 0.4,
        score: 1,
      });
    }
  }
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, j = 0; i < rgb.length; i += 3, j += 4) {
    rgb[i] = data[j] ?? 0;
    rgb[i + 1] = data[j + 1] ?? 0;
    rgb[i + 2] = data[j + 2] ?? 0;
  }
  return { raster: { width, height, data: rgb }, lines };
}

function visible(
  cx: number,
  cy: number,
  slant: number,
  length: number,
  size: number,
  width: number,
  height: number,
): boolean {
  const [dx, dy] = [Math.abs(Math.cos(slant)) * length + size, Math.abs(Math.sin(slant)) * length + size];
  const shown = Math.min(width, cx + dx / 2) - Math.max(0, cx - dx / 2);
  const tall = Math.min(height, cy + dy / 2) - Math.max(0, cy - dy / 2);
  return shown > 1.5 * size || tall > 1.5 * size;
}

function meanAround({ width, height, data }: Raster, cx: number, cy: number, reach: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, cy - reach); y < Math.min(height, cy + reach); y += 2) {
    for (let x = Math.max(0, cx - reach); x < Math.min(width, cx + reach); x += 2) {
      sum += data[(y * width + x) * 3 + 1] ?? 0;
      count++;
    }
  }
  return count === 0 ? 128 : sum / count;
}

function textOf(random: Random): [Family, string] {
  const family = random.pick<Family>([
    'Sans',
    'Sans',
    'Serif',
    'Typewriter',
    'Humanist',
    'Paratype',
    'WornTypewriter',
    'Stencil',
    'Hand',
    'Hand',
    'Han',
    'Song',
    'Kana',
    'Hangul',
  ]);
  const letters =
    family === 'Han' || family === 'Song'
      ? '秘密机绝国家文件内部资料的一是在不了有和人这中大为上个'
      : family === 'Kana'
        ? 'あいうえおかきくけこアイウエオカキクケコ取扱注意'
        : family === 'Hangul'
          ? '대외비기밀문서가나다라마바사아자차카타파하'
          : (family === 'Humanist' || family === 'Paratype') && random.chance(0.5)
            ? 'СЕКРЕТНОабвгдежзиклмнопрстуфхцч'
            : random.chance(0.5)
              ? 'ABCDEFGHIJKLMNOPRSTUVWXYZ'
              : 'abcdefghijklmnoprstuvwyz';
  const word = () => Array.from({ length: random.int(2, 9) }, () => random.pick([...letters])).join('');
  const isSpaced = !'HanSongKana'.includes(family);
  return [family, Array.from({ length: random.int(1, 4) }, word).join(isSpaced ? ' ' : '')];
}
