import { type Component, components, lineOf } from './components.ts';
import { cornersOf } from './line.ts';
import type { Box } from './pieces.ts';
import type { Raster } from './raster.ts';

/** Side of a square, pixels of the small copy. */
const SQUARE = 8;
/** Ink is so much redder than what it stands on; blue is hardly less red than grey, or white letters on it would be red ones. */
const REDDER = 28;
const NEUTRAL = 12;
/** What is more green than blue is brown, skin, orange. */
const BROWN = 2;
/** Of what the redder half of the pixels differs by: the noise of a photograph has pixels four times as red. */
const NOISE = 6;
/** Shares of a square that red letters cover; more is a surface, less is noise. */
const COVERS = { least: 0.06, most: 0.75 };
/** Words this near to each other belong together, squares; and so much is looked at around them. */
const NEAR = 2;
const MOST = 3;
/** A place that takes up more than this of the picture is a red picture. */
const LARGEST = 0.5;

/**
 * Where letters in red ink may stand, the most of it first, in pixels of the small copy. Red is what marks are stamped and printed in, and what is lost
 * in grey: on dark blue it is as dark, and under black writing it is hidden by it.
 */
export function redPlaces(small: Raster): Box[] {
  const { width, height } = small;
  const red = rednessOf(small);
  const ground = quantile(red, 0.5) + REDDER;
  const [across, down] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
  const squares = new Uint8Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      let count = 0;
      const [left, top] = [column * SQUARE, row * SQUARE];
      for (let y = top; y < Math.min(height, top + SQUARE); y++)
        for (let x = left; x < Math.min(width, left + SQUARE); x++)
          if ((red[y * width + x] as number) > ground) count++;
      const share = count / (SQUARE * SQUARE);
      if (share >= COVERS.least && share <= COVERS.most) squares[row * across + column] = count;
    }
  }
  return components(spread(squares, across, down), across, down, { threshold: 0, minArea: 1 })
    .sort((a, b) => b.area * b.meanWeight - a.area * a.meanWeight)
    .map((component) => boxOf(component, small))
    .filter((box) => box.width * box.height < LARGEST * width * height)
    .slice(0, MOST);
}

/** Red ink alone, dark on white paper; null where nothing is redder than the rest. */
export function redLayer(raster: Raster): Raster | null {
  const red = rednessOf(raster);
  const ground = quantile(red, 0.5);
  const ink = quantile(red, 0.995);
  if (ink - ground < Math.max(REDDER, NOISE * (quantile(red, 0.75) - ground))) return null;
  const shown = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(255 * (1 - Math.min(1, Math.max(0, (value - ground) / (ink - ground))))),
  );
  const data = new Uint8Array(raster.data.length);
  for (let i = 0, j = 0; i < red.length; i++, j += 3) data.fill(shown[red[i] as number] as number, j, j + 3);
  return { ...raster, data };
}

/** How much redder than anything else, a byte a pixel; `NEUTRAL` for grey, little for blue, green and brown. */
function rednessOf({ data }: Raster): Uint8Array {
  const red = new Uint8Array(data.length / 3);
  for (let i = 0, j = 0; i < red.length; i++, j += 3) {
    const [r, g, b] = [data[j] as number, data[j + 1] as number, data[j + 2] as number];
    red[i] = Math.max(0, NEUTRAL + r - Math.max(g, b) - BROWN * Math.max(0, g - b));
  }
  return red;
}

function quantile(values: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] as number) + 1;
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += counts[value] as number;
    if (sum > share * values.length) return value;
  }
  return 255;
}

/** Each square's neighbours take part, so that letters of a word hang together. */
function spread(squares: Uint8Array, across: number, down: number): Uint8Array {
  const out = new Uint8Array(squares.length);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let most = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(down - 1, y + 1); row++)
        for (let column = Math.max(0, x - NEAR); column <= Math.min(across - 1, x + NEAR); column++)
          most = Math.max(most, squares[row * across + column] as number);
      out[y * across + x] = most;
    }
  }
  return out;
}

function boxOf(component: Component, { width, height }: Raster): Box {
  const corners = cornersOf(lineOf(component));
  const xs = corners.map(([x]) => x * SQUARE);
  const ys = corners.map(([, y]) => y * SQUARE);
  const x = Math.max(0, Math.floor(Math.min(...xs)));
  const y = Math.max(0, Math.floor(Math.min(...ys)));
  return {
    x,
    y,
    width: Math.min(width, Math.ceil(Math.max(...xs)) + SQUARE) - x,
    height: Math.min(height, Math.ceil(Math.max(...ys)) + SQUARE) - y,
  };
}
