import { countsOf, valueAt } from './counts.ts';
import { greyOf, type Raster } from './raster.ts';

/** A picture that fills less than this of the grey scale is dim: a line finder takes its writing for paper. */
const ENOUGH = 150;
/** A picture with lighter places than this is not dim: a pale page with a watermark must stay pale. */
const BRIGHT = 170;
/** A picture of one tone has noise to stretch, and nothing else. */
const LEAST = 24;
const MOST_GAIN = 4;
/** Shares of the pixels that may be darker or lighter than the scale after stretching. */
const OUTSIDE = 0.01;

/** value × gain + offset, for every channel alike, so that colours keep their hue. */
export interface Exposure {
  readonly gain: number;
  readonly offset: number;
}

/** How to stretch a dim picture to the full scale; null where that is not needed. */
export function exposureOf(raster: Raster): Exposure | null {
  const { data } = greyOf(raster);
  const counts = countsOf(data);
  const low = valueAt(counts, data.length * OUTSIDE);
  const high = valueAt(counts, data.length * (1 - OUTSIDE));
  if (high > BRIGHT || high - low >= ENOUGH || high - low < LEAST) return null;
  const gain = Math.min(MOST_GAIN, 235 / (high - low));
  return { gain, offset: 10 - low * gain };
}

/** A copy of the picture under another exposure. */
export function exposed(raster: Raster, { gain, offset }: Exposure): Raster {
  const shown = Uint8ClampedArray.from({ length: 256 }, (_, value) => value * gain + offset);
  const data = new Uint8Array(raster.data.length);
  for (let i = 0; i < data.length; i++) data[i] = shown[raster.data[i] as number] as number;
  return { ...raster, data };
}
