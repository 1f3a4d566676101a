/** Pixels as everything here passes them on: RGB, 8 bits, interleaved, row by row, no alpha. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One byte a pixel. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Luma by the BT.601 weights in 8-bit fixed point. */
export function greyOf(raster: Raster): Plane {
  const { width, height, data } = raster;
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += 3) {
    grey[i] = (77 * (data[j] ?? 0) + 150 * (data[j + 1] ?? 0) + 29 * (data[j + 2] ?? 0)) >> 8;
  }
  return { width, height, data: grey };
}
