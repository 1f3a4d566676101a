import { expect, it } from 'vitest';
import { isSet } from './bits.ts';
import { paleLayer } from './pale.ts';

const [WIDTH, HEIGHT] = [600, 600];
const PAPER = 250;

/** A sheet with rows of writing, and a pale bar with thin strokes if asked for. */
function sheet({ pale, rows = true }: { pale: number | null; rows?: boolean }) {
  const values = new Uint8Array(WIDTH * HEIGHT).fill(PAPER);
  const bar = (top: number, left: number, [width, height]: readonly [number, number], value: number) => {
    for (let y = top; y < top + height; y++) values.fill(value, y * WIDTH + left, y * WIDTH + left + width);
  };
  // Strokes as thin as those of writing: what wipes off thin strokes would take them along.
  if (pale !== null) for (let left = 100; left < 500; left += 12) bar(250, left, [4, 80], pale);
  if (rows) for (let top = 40; top < 560; top += 30) bar(top, 50, [500, 2], 20);
  return { values, width: WIDTH, height: HEIGHT, scale: 1 };
}
const at = (layer: { data: Uint8Array }, x: number, y: number) => layer.data[(y * WIDTH + x) * 3];

it('shows thin pale strokes in black, without the writing over them', () => {
  const layer = paleLayer(sheet({ pale: 215 }));
  if (layer === null) throw new Error('Expected a layer');
  const shown = layer.raster();
  expect(at(shown, 102, 290)).toBeLessThan(60);
  // Where a row of writing crosses a stroke, and where it crosses paper.
  expect(at(shown, 102, 281)).toBeLessThan(180);
  expect(at(shown, 60, 281)).toBeGreaterThan(200);
  expect([isSet(layer.ink, 102, 290), isSet(layer.ink, 60, 281)]).toEqual([true, false]);
});

it('is nothing where all ink is dark, and where there is none', () => {
  expect(paleLayer(sheet({ pale: null }))).toBeNull();
  expect(paleLayer(sheet({ pale: null, rows: false }))).toBeNull();
});

it('is nothing where the page itself is dark', () => {
  const night = sheet({ pale: 215 });
  expect(paleLayer({ ...night, values: night.values.map((value) => value >> 1) })).toBeNull();
});
