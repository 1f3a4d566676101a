import sharp, { type Metadata } from 'sharp';
import { countHeic } from './heic.ts';

/** What a file of several pictures holds. */
export interface Frames {
  readonly total: number;
  /** Which are worth reading, from 0: every page of a document, the frames of an animation that differ. */
  readonly indices: readonly number[];
  /** Frames from here on (from 0) were not compared; null when all were. */
  readonly notComparedFrom: number | null;
}

export interface FrameLimits {
  /** Frames of an animation that are read. */
  readonly frames: number;
  /** Width × height of one frame; larger ones are left to the reader, who refuses them. */
  readonly pixels: number;
  late(): boolean;
}

const ONE: Frames = { total: 1, indices: [0], notComparedFrom: null };

/** Pixels of an animation that are in memory at a time. */
const CHUNK_PIXELS = 16_000_000;
/** Side of the squares two frames are compared by, pixels: half the height of the smallest type that can be read. */
const SQUARE = 6;
/** Grey levels by which the mean of a square changes when writing comes or goes. */
const CHANGE = 28;

/**
 * Pages of a TIFF are all read. An animation says the same thing for many frames: one that looks like the last one kept is not
 * read again. Never throws for the document's sake: what does not decode is said when it is read.
 */
export async function framesOf(bytes: Uint8Array, limits: FrameLimits): Promise<Frames> {
  const metadata = await metadataOf(bytes);
  if (metadata === null) return ONE;
  if (hasHiddenFrames(bytes)) return { total: 2, indices: [0], notComparedFrom: 1 };
  if (metadata.compression === 'hevc') return all(countHeic(bytes));
  const total = metadata.pages ?? 1;
  if (total <= 1) return ONE;
  return metadata.format === 'gif' || metadata.format === 'webp'
    ? distinct(bytes, metadata, total, limits)
    : all(total);
}

const all = (total: number): Frames => ({
  total,
  indices: Array.from({ length: total }, (_, i) => i),
  notComparedFrom: null,
});

async function metadataOf(bytes: Uint8Array): Promise<Metadata | null> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return null;
  }
}

async function distinct(
  bytes: Uint8Array,
  metadata: Metadata,
  total: number,
  limits: FrameLimits,
): Promise<Frames> {
  const width = metadata.width;
  const height = metadata.pageHeight ?? metadata.height;
  if (width * height > limits.pixels) return { total, indices: [0], notComparedFrom: 1 };
  const chunk = Math.max(1, Math.floor(CHUNK_PIXELS / (width * height)));
  const indices: number[] = [];
  let kept: Uint8Array | null = null;
  for (let start = 0; start < total; start += chunk) {
    if (start > 0 && limits.late()) return { total, indices, notComparedFrom: start };
    const pages = Math.min(chunk, total - start);
    const grey = await greyOf(bytes, start, pages);
    // Damaged from here on: reading the first of them will say so.
    if (grey === null) return { total, indices: [...indices, start], notComparedFrom: start + 1 };
    for (let i = 0; i < pages; i++) {
      const squares = squaresOf(grey.subarray(i * width * height, (i + 1) * width * height), width, height);
      if (kept !== null && !differs(squares, kept)) continue;
      if (indices.length === limits.frames) return { total, indices, notComparedFrom: start + i };
      kept = squares;
      indices.push(start + i);
    }
  }
  return { total, indices, notComparedFrom: null };
}

async function greyOf(bytes: Uint8Array, page: number, pages: number): Promise<Uint8Array | null> {
  try {
    return await sharp(bytes, { limitInputPixels: false, page, pages, failOn: 'error' })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch {
    return null;
  }
}

function squaresOf(grey: Uint8Array, width: number, height: number): Uint8Array {
  const columns = Math.ceil(width / SQUARE);
  const rows = Math.ceil(height / SQUARE);
  const sums = new Uint32Array(columns * rows);
  const counts = new Uint16Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / SQUARE) * columns;
    for (let x = 0; x < width; x++) {
      const square = row + Math.floor(x / SQUARE);
      sums[square] = (sums[square] ?? 0) + (grey[y * width + x] ?? 0);
      counts[square] = (counts[square] ?? 0) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, i) => sum / (counts[i] ?? 1));
}

/** A word is several squares; a single one is a speck of the encoder. */
function differs(a: Uint8Array, b: Uint8Array): boolean {
  let changed = 0;
  for (let i = 0; i < a.length; i++) {
    if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > CHANGE && ++changed >= 4) return true;
  }
  return false;
}

/** Animated PNG and AVIF, of which libvips shows the first frame and counts no other. */
function hasHiddenFrames(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  const png = head.length > 8 && head.readUInt32BE(0) === 0x89504e47;
  const control = png ? head.indexOf('acTL', 0, 'latin1') : -1;
  if (control >= 0 && control + 8 <= head.length) return head.readUInt32BE(control + 4) > 1;
  return head.toString('latin1', 4, 12) === 'ftypavis';
}
