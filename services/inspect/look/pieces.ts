import type { Raster } from './raster.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, overlapping its neighbours; a line belongs to the piece in whose `own` range its middle lies. */
export interface Piece extends Box {
  readonly own: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/**
 * Tall pictures are scrolled screenshots: their lines are short beside their length. Wide ones may hold one line from end to end,
 * so they are cut later and overlap more. Lengths and overlaps in widths of the narrow side.
 */
const TALL = { from: 2.6, piece: 1.6, overlap: 0.15 };
const WIDE = { from: 6, piece: 4, overlap: 1 };
/** Strips of a few pixels would make thousands. */
const MOST = 24;

export function isLong({ width, height }: { width: number; height: number }): boolean {
  return height > TALL.from * width || width > WIDE.from * height;
}

export function piecesOf({ width, height }: { width: number; height: number }): Piece[] {
  const tall = height >= width;
  const [long, short] = tall ? [height, width] : [width, height];
  const shape = tall ? TALL : WIDE;
  const count = Math.min(MOST, Math.max(1, Math.ceil(long / (shape.piece * short))));
  const step = long / count;
  const overlap = Math.round(shape.overlap * short);
  return Array.from({ length: count }, (_, i) => {
    const first = i === 0 ? -Infinity : i * step;
    const last = i === count - 1 ? Infinity : (i + 1) * step;
    const from = Math.max(0, Math.floor(i * step) - overlap);
    const until = Math.min(long, Math.ceil((i + 1) * step) + overlap);
    return tall
      ? {
          ...{ x: 0, y: from, width, height: until - from },
          own: { left: -Infinity, right: Infinity, top: first, bottom: last },
        }
      : {
          ...{ x: from, y: 0, width: until - from, height },
          own: { left: first, right: last, top: -Infinity, bottom: Infinity },
        };
  });
}

export function cut(raster: Raster, { x, y, width, height }: Box): Raster {
  if (x === 0 && y === 0 && width === raster.width && height === raster.height) return raster;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * raster.width + x) * 3;
    data.set(raster.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data };
}
