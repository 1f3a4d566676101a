import type { Raster } from '../../look/raster.ts';

/** Rows that a strip is brought to before it is measured; the strip's own height is one or a multiple of it. */
const ROWS = 32;
const ZONES = 4;
const DIRECTIONS = 8;
/** Radii of the local patterns, pixels: edges of strokes, and the room between strokes. */
const RADII = [1, 3] as const;

/** Patterns of eight neighbours with at most two changes around the circle have a bin each, all others share one (Ojala 2002). */
const UNIFORM_BIN = uniformBins();
const PATTERN_BINS = 59;

export const FEATURE_COUNT = ROWS / 2 + ROWS / 2 + ZONES * DIRECTIONS + RADII.length * PATTERN_BINS;

/**
 * What the eye tells scripts apart by, without reading: where the ink stands over the height of a line, how often strokes cross
 * each row, their directions in four zones, and local patterns at two radii. Each group sums to about one, whatever the length.
 */
export function featuresOf(strip: Raster): Float32Array {
  const { width, ink } = inkOf(strip);
  const out = new Float32Array(FEATURE_COUNT);
  let at = 0;
  for (const group of [rows(ink, width), crossings(ink, width), directions(ink, width)]) {
    out.set(normalised(group), at);
    at += group.length;
  }
  for (const radius of RADII) {
    out.set(normalised(patterns(ink, width, radius)), at);
    at += PATTERN_BINS;
  }
  return out;
}

/** 0 paper – 255 ink, `ROWS` high: whichever of dark and light covers less is the ink. */
function inkOf(strip: Raster): { width: number; ink: Uint8Array } {
  const factor = ROWS / strip.height;
  const width = Math.max(ROWS, Math.round(strip.width * factor));
  const sums = sumsOf(strip, width);
  const [low, median, high] = quantiles(sums, [0.02, 0.5, 0.98]);
  const range = Math.max(16 * GREY, high - low);
  const dark = median > (low + high) / 2;
  const shown = Uint8Array.from({ length: 255 * GREY + 1 }, (_, sum) => {
    const share = (sum - low) / range;
    return Math.min(255, Math.max(0, 255 * (dark ? 1 - share : share)));
  });
  const ink = new Uint8Array(sums.length);
  for (let i = 0; i < sums.length; i++) ink[i] = shown[sums[i] as number] as number;
  return { width, ink };
}

/** A level of grey in the sums below: of three channels, in sixteenths, because higher strips are averaged. */
const GREY = 3 * 16;

/** Greys, `width` × `ROWS`: a strip of that height as it is, a higher one averaged. */
function sumsOf(strip: Raster, width: number): Uint16Array {
  const sums = new Uint16Array(width * ROWS);
  const { data } = strip;
  const across = strip.height / ROWS;
  const along = strip.width / width;
  for (let y = 0, o = 0; y < ROWS; y++) {
    for (let x = 0; x < width; x++, o++) {
      if (across > 1) sums[o] = meanOf(strip, x * along, y * across, along, across);
      else {
        const i = (y * strip.width + Math.floor(x * along)) * 3;
        sums[o] = 16 * ((data[i] as number) + (data[i + 1] as number) + (data[i + 2] as number));
      }
    }
  }
  return sums;
}

function meanOf(strip: Raster, x: number, y: number, along: number, across: number): number {
  const x1 = Math.min(strip.width, Math.max(Math.floor(x) + 1, Math.floor(x + along)));
  const y1 = Math.min(strip.height, Math.max(Math.floor(y) + 1, Math.floor(y + across)));
  let sum = 0;
  let count = 0;
  for (let py = Math.floor(y); py < y1; py++) {
    for (let px = Math.floor(x); px < x1; px++) {
      const i = (py * strip.width + px) * 3;
      sum += (strip.data[i] ?? 0) + (strip.data[i + 1] ?? 0) + (strip.data[i + 2] ?? 0);
      count++;
    }
  }
  return count === 0 ? 255 * GREY : Math.round((16 * sum) / count);
}

/** Sums that a share of all is not above: counted, since sorting costs more than all that follows. */
function quantiles(sums: Uint16Array, shares: readonly [number, number, number]): [number, number, number] {
  const counts = new Uint32Array(255 * GREY + 1);
  for (let i = 0; i < sums.length; i++) counts[sums[i] as number] = (counts[sums[i] as number] as number) + 1;
  const valueAt = (share: number): number => {
    const rank = Math.floor(sums.length * share);
    let value = 0;
    for (let passed = counts[0] as number; passed <= rank; passed += counts[value] as number) value++;
    return value;
  };
  const [low, middle, high] = shares;
  return [valueAt(low), valueAt(middle), valueAt(high)];
}

function rows(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ROWS / 2);
  for (let y = 0, i = 0; y < ROWS; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++, i++) sum += ink[i] as number;
    out[y >> 1] = (out[y >> 1] as number) + sum;
  }
  return out;
}

function crossings(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ROWS / 2);
  for (let y = 0; y < ROWS; y++) {
    let count = 0;
    let before = (ink[y * width] as number) > 127;
    for (let x = 1; x < width; x++) {
      const on = (ink[y * width + x] as number) > 127;
      if (on !== before) count++;
      before = on;
    }
    out[y >> 1] = (out[y >> 1] as number) + count;
  }
  return out;
}

/** Differences of ink between neighbours below this are no stroke's edge. */
const EDGE_SQUARED = 40 ** 2;

function directions(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ZONES * DIRECTIONS);
  for (let y = 1; y < ROWS - 1; y++) {
    const zone = Math.floor((y * ZONES) / ROWS) * DIRECTIONS;
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const dx = (ink[i + 1] as number) - (ink[i - 1] as number);
      const dy = (ink[i + width] as number) - (ink[i - width] as number);
      const squared = dx * dx + dy * dy;
      if (squared < EDGE_SQUARED) continue;
      const turn = (Math.atan2(dy, dx) + Math.PI) / Math.PI;
      const bin = zone + (Math.floor((turn % 1) * DIRECTIONS) % DIRECTIONS);
      out[bin] = (out[bin] as number) + Math.sqrt(squared);
    }
  }
  return out;
}

/** Each pixel's eight neighbours at that radius, clockwise from the upper left: which of them have clearly more ink. */
function patterns(ink: Uint8Array, width: number, radius: number): Float32Array {
  const out = new Float32Array(PATTERN_BINS);
  const down = radius * width;
  for (let y = radius; y < ROWS - radius; y++) {
    for (let i = y * width + radius; i < (y + 1) * width - radius; i++) {
      const least = (ink[i] as number) + 24;
      let code = 0;
      if ((ink[i - down - radius] as number) > least) code |= 1;
      if ((ink[i - down] as number) > least) code |= 2;
      if ((ink[i - down + radius] as number) > least) code |= 4;
      if ((ink[i + radius] as number) > least) code |= 8;
      if ((ink[i + down + radius] as number) > least) code |= 16;
      if ((ink[i + down] as number) > least) code |= 32;
      if ((ink[i + down - radius] as number) > least) code |= 64;
      if ((ink[i - radius] as number) > least) code |= 128;
      // Flat ground says how much paper there is, nothing about letters.
      if (code === 0) continue;
      const bin = UNIFORM_BIN[code] as number;
      out[bin] = (out[bin] as number) + 1;
    }
  }
  return out;
}

function uniformBins(): Uint8Array {
  const bins = new Uint8Array(256);
  let next = 1;
  for (let code = 0; code < 256; code++) {
    const turned = ((code << 1) | (code >> 7)) & 255;
    let changes = 0;
    for (let bits = code ^ turned; bits > 0; bits >>= 1) changes += bits & 1;
    bins[code] = changes <= 2 ? next++ : 0;
  }
  return bins;
}

/** Scaled so that a group of n bins has a mean of one: the size that the classifier was trained with. */
function normalised(group: Float32Array): Float32Array {
  let sum = 0;
  for (const value of group) sum += value;
  return sum === 0 ? group : group.map((value) => Math.sqrt((value * group.length) / sum));
}
