import { expect, it } from 'vitest';
import { cut } from './pieces.ts';
import type { Raster } from './raster.ts';
import { redLayer, redPlaces } from './red-ink.ts';

type Colour = readonly [number, number, number];
const DARK_BLUE: Colour = [22, 38, 62];
const WHITE: Colour = [250, 250, 248];
const BLACK: Colour = [30, 30, 30];
const RED: Colour = [200, 32, 36];
const SALMON: Colour = [206, 145, 120];

/** Ground with upright strokes, two pixels of every five, in a box. */
function strokes(
  ground: Colour,
  ...words: { ink: Colour; x: number; y: number; wide: number; high: number }[]
): Raster {
  const [width, height] = [320, 240];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const word = words.find((at) => x >= at.x && x < at.x + at.wide && y >= at.y && y < at.y + at.high);
      data.set(word !== undefined && (x - word.x) % 5 < 2 ? word.ink : ground, (y * width + x) * 3);
    }
  }
  return { width, height, data };
}

const word = { x: 120, y: 100, wide: 60, high: 8 };

it.each([
  ['red on dark blue', DARK_BLUE, RED],
  ['red on white', WHITE, RED],
  ['worn red on yellowish paper', [238, 226, 200] as const, [206, 96, 84] as const],
])('finds %s', (_name, ground, ink) => {
  const [place, ...others] = redPlaces(strokes(ground, { ...word, ink }));
  expect(others).toEqual([]);
  expect(place?.x).toBeLessThanOrEqual(word.x);
  expect(place?.y).toBeLessThanOrEqual(word.y);
  expect((place?.x ?? 0) + (place?.width ?? 0)).toBeGreaterThanOrEqual(word.x + word.wide);
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBeGreaterThanOrEqual(word.y + word.high);
  expect(place?.width).toBeLessThan(130);
});

it.each([
  ['black on white', WHITE, BLACK],
  ['white on dark blue', DARK_BLUE, WHITE],
  ['salmon on black, as in code', BLACK, SALMON],
  ['blue on white', WHITE, [40, 60, 200] as const],
])('finds no red in %s', (_name, ground, ink) => {
  expect(redPlaces(strokes(ground, { ...word, ink }))).toEqual([]);
});

it('takes a red surface for no letters', () => {
  const raster = strokes(WHITE);
  for (let y = 64; y < 128; y++)
    for (let x = 64; x < 192; x++) raster.data.set(RED, (y * raster.width + x) * 3);
  expect(redPlaces(raster)).toEqual([]);
});

it('names the place with most red first', () => {
  const places = redPlaces(
    strokes(
      WHITE,
      { ink: RED, x: 24, y: 16, wide: 24, high: 8 },
      { ink: RED, x: 100, y: 160, wide: 160, high: 24 },
    ),
  );
  expect(places.map(({ y }) => y > 100)).toEqual([true, false]);
});

it('shows red ink alone, dark on white', () => {
  const whole = strokes(WHITE, { ...word, ink: RED }, { ...word, y: 150, ink: BLACK });
  const raster = cut(whole, { x: 100, y: 90, width: 100, height: 80 });
  const layer = redLayer(raster);
  const at = (x: number, y: number) => layer?.data[(y * raster.width + x) * 3];
  expect(at(20, 10)).toBeLessThan(20);
  expect(at(20, 60)).toBeGreaterThan(230);
  expect(at(0, 0)).toBeGreaterThan(230);
});

it('shows nothing of noise', () => {
  const raster = strokes([120, 110, 105]);
  for (let i = 0; i < raster.data.length; i++) raster.data[i] = 60 + ((i * 7919) % 101);
  expect(redLayer(raster)).toBeNull();
});
