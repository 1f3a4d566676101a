import { countsOf, valueAt } from './counts.ts';
import { placesOf, squaresOf } from './ink-places.ts';
import type { Box } from './pieces.ts';
import type { Raster } from './raster.ts';

/** Ink is so much redder than what it stands on; blue is hardly less red than grey, or white letters on it would be red ones. */
const REDDER = 28;
const NEUTRAL = 12;
/** What is more green than blue is brown, skin, orange. */
const BROWN = 2;
/** Of what the redder half of the pixels differs by: the noise of a photograph has pixels four times as red. */
const NOISE = 6;
/** Shares of a square of the small copy that red letters cover; more is a surface, less is noise. */
const COVERS = { least: 0.06, most: 0.75 };
/** A place that takes up more than this of the picture is a red picture. */
const LARGEST = 0.5;

/**
 * Where letters in red ink may stand, the most of it first, in pixels of the small copy. Red is what marks are stamped and printed in, and what is lost
 * in grey: on dark blue it is as dark, and under black writing it is hidden by it.
 */
export function redPlaces(small: Raster, onLine: Uint8Array): Box[] {
  const { width, height } = small;
  const red = rednessOf(small);
  const ground = quantile(red, 0.5) + REDDER;
  return placesOf(
    squaresOf({ width, height }, COVERS, (at) => (red[at] as number) > ground, onLine),
    LARGEST * width * height,
  );
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
  return valueAt(countsOf(values), share * values.length);
}
