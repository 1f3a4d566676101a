import { expect, it } from 'vitest';
import { lineMask } from './line-mask.ts';
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
const NO_LINES = new Uint8Array(320 * 240);

it.each([
  ['red on dark blue', DARK_BLUE, RED],
  ['red on white', WHITE, RED],
  ['worn red on yellowish paper', [238, 226, 200] as const, [206, 96, 84] as const],
])('finds %s', (_name, ground, ink) => {
  const [place, ...others] = redPlaces(strokes(ground, { ...word, ink }), NO_LINES);
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
  expect(redPlaces(strokes(ground, { ...word, ink }), NO_LINES)).toEqual([]);
});

it('takes a red surface for no letters', () => {
  const raster = strokes(WHITE);
  for (let y = 64; y < 128; y++)
    for (let x = 64; x < 192; x++) raster.data.set(RED, (y * raster.width + x) * 3);
  expect(redPlaces(raster, NO_LINES)).toEqual([]);
});

it.each([
  ['red letters of a line that was found', 12, 0],
  ['a red stamp that is higher than the line under it', 6, 1],
])('sees in %s what is beside lines', (_what, high, places) => {
  const line = { cx: 150, cy: 104, ux: 1, uy: 0, length: 200, height: high, score: 0.9 };
  const small = strokes(WHITE, { ...word, ink: RED });
  expect(redPlaces(small, lineMask([line], small, 1))).toHaveLength(places);
});

it('names the place with most red first', () => {
  const places = redPlaces(
    strokes(
      WHITE,
      { ink: RED, x: 24, y: 16, wide: 24, high: 8 },
      { ink: RED, x: 100, y: 160, wide: 160, high: 24 },
    ),
    NO_LINES,
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
