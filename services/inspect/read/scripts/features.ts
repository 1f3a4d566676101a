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
  const grey = new Float32Array(width * ROWS);
  const across = strip.height / ROWS;
  const along = strip.width / width;
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < width; x++) grey[y * width + x] = meanOf(strip, x * along, y * across, along, across);
  }
  const sorted = Float32Array.from(grey).sort();
  const low = sorted[Math.floor(sorted.length * 0.02)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.98)] ?? 255;
  const median = sorted[sorted.length >> 1] ?? 128;
  const range = Math.max(16, high - low);
  const dark = median > (low + high) / 2;
  const ink = new Uint8Array(width * ROWS);
  for (let i = 0; i < ink.length; i++) {
    const share = ((grey[i] ?? 0) - low) / range;
    ink[i] = Math.min(255, Math.max(0, 255 * (dark ? 1 - share : share)));
  }
  return { width, ink };
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
      count += 3;
    }
  }
  return count === 0 ? 255 : sum / count;
}

function rows(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ROWS / 2);
  for (let i = 0; i < ink.length; i++)
    out[Math.floor(i / width) >> 1] = (out[Math.floor(i / width) >> 1] ?? 0) + (ink[i] ?? 0);
  return out;
}

function crossings(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ROWS / 2);
  for (let y = 0; y < ROWS; y++) {
    for (let x = 1; x < width; x++) {
      const on = (ink[y * width + x] ?? 0) > 127;
      if (on !== (ink[y * width + x - 1] ?? 0) > 127) out[y >> 1] = (out[y >> 1] ?? 0) + 1;
    }
  }
  return out;
}

function directions(ink: Uint8Array, width: number): Float32Array {
  const out = new Float32Array(ZONES * DIRECTIONS);
  for (let y = 1; y < ROWS - 1; y++) {
    const zone = Math.floor((y * ZONES) / ROWS) * DIRECTIONS;
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const dx = (ink[i + 1] ?? 0) - (ink[i - 1] ?? 0);
      const dy = (ink[i + width] ?? 0) - (ink[i - width] ?? 0);
      const size = Math.hypot(dx, dy);
      if (size < 40) continue;
      const turn = (Math.atan2(dy, dx) + Math.PI) / Math.PI;
      const bin = Math.floor((turn % 1) * DIRECTIONS) % DIRECTIONS;
      out[zone + bin] = (out[zone + bin] ?? 0) + size;
    }
  }
  return out;
}

const CIRCLE = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
] as const;

function patterns(ink: Uint8Array, width: number, radius: number): Float32Array {
  const out = new Float32Array(PATTERN_BINS);
  for (let y = radius; y < ROWS - radius; y++) {
    for (let x = radius; x < width - radius; x++) {
      const centre = ink[y * width + x] ?? 0;
      let code = 0;
      for (let k = 0; k < 8; k++) {
        const [dx, dy] = CIRCLE[k] ?? [0, 0];
        if ((ink[(y + dy * radius) * width + x + dx * radius] ?? 0) > centre + 24) code |= 1 << k;
      }
      // Flat ground says how much paper there is, nothing about letters.
      if (code === 0) continue;
      const bin = UNIFORM_BIN[code] ?? 0;
      out[bin] = (out[bin] ?? 0) + 1;
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
