import { expect, it } from 'vitest';
import type { Line } from './line.ts';
import { paperTones } from './paper-tones.ts';
import { cut } from './pieces.ts';
import type { Raster } from './raster.ts';
import { thickInk } from './thick-ink.ts';

const [WIDTH, HEIGHT] = [800, 1000];
const lines: Line[] = Array.from({ length: 16 }, (_, i) => ({
  ...{ cx: 400, cy: 200 + i * 40, ux: 1, uy: 0, length: 600, height: 20, score: 0.9 },
}));
const stamp = { x: 300, y: 460, width: 200, height: 44 };
const isIn = (x: number, y: number, box = stamp) =>
  x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;

interface Look {
  /** Share of the light at each place. */
  readonly light?: (x: number, y: number) => number;
  readonly isStamped?: (x: number, y: number) => boolean;
  /** Width of the strokes of the writing, of every twelve pixels. */
  readonly stroke?: number;
}

/** Strokes of writing along every line, and over them what is stamped. */
function page({ light = () => 1, isStamped = () => false, stroke = 2 }: Look): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i += 3) {
      const isWritten =
        x >= 100 && x < 700 && lines.some(({ cy }) => Math.abs(y - cy) < 8) && x % 12 < stroke;
      data.fill(light(x, y) * (isStamped(x, y) ? 45 : isWritten ? 60 : 235), i, i + 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const strokes = (x: number, y: number) => isIn(x, y) && x % 20 < 9;

async function inkOf(look: Look) {
  const raster = page(look);
  return { raster, ink: thickInk((await paperTones(raster, lines)).tones, lines) };
}

it.each([
  ['whole', strokes, () => 1],
  ['in dots', (x: number, y: number) => strokes(x, y) && (x * 7 + y * 13) % 5 > 0, () => 1],
  ['in bad light', strokes, (x: number, y: number) => 0.9 - (0.5 * x) / WIDTH - (0.2 * y) / HEIGHT],
])('finds a stamp over writing, struck %s', async (_how, isStamped, light) => {
  const [place, ...others] = (await inkOf({ isStamped, light })).ink;
  expect(others).toEqual([]);
  expect(place?.at.x).toBeLessThanOrEqual(stamp.x);
  expect(place?.at.y).toBeLessThanOrEqual(stamp.y);
  expect((place?.at.x ?? 0) + (place?.at.width ?? 0)).toBeGreaterThanOrEqual(stamp.x + stamp.width - 12);
  expect((place?.at.y ?? 0) + (place?.at.height ?? 0)).toBeGreaterThanOrEqual(stamp.y + stamp.height);
  expect(place?.at.height).toBeLessThan(160);
});

it('shows it alone, on paper', async () => {
  const { raster, ink } = await inkOf({ isStamped: strokes });
  const [place] = ink;
  if (place === undefined) throw new Error('Expected a place');
  const layer = place.layer(cut(raster, place.at));
  const at = (x: number, y: number) => layer.data[((y - place.at.y) * layer.width + x - place.at.x) * 3];
  expect(at(304, 480)).toBeLessThan(60);
  // Writing beside it.
  expect([at(276, 480), raster.data[(480 * WIDTH + 276) * 3]]).toEqual([235, 60]);
});

it.each([
  ['writing alone', {}],
  ['writing in thick strokes', { stroke: 6 }],
  ['what lies far from the writing', { isStamped: (x: number, y: number) => y < 60 && x < 90 && x % 20 < 9 }],
])('finds nothing in %s', async (_what, look) => {
  expect((await inkOf(look)).ink).toEqual([]);
});

it('finds nothing where too few lines tell how dark writing gets', async () => {
  const { tones } = await paperTones(page({ isStamped: strokes }), lines);
  expect(thickInk(tones, lines.slice(0, 3))).toEqual([]);
});
