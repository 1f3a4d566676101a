import { fileURLToPath } from 'node:url';
import type { Raster } from '../../look/raster.ts';
import { loadModelFile } from '../models/manifest.ts';
import { type InputOf, inputSize } from './picture-input.ts';
import { InferenceSession, sessionOptions, Tensor } from './runtime.ts';

/** Made by `test/line-finder`: the first stages of PP-OCRv4's detection model (PaddleOCR, Apache-2.0) with a neck of our own; 1.1 MB. */
const MODEL = {
  file: 'line-finder.onnx',
  sha256: 'd2e3c0c62de299a653ec0b064a791c3094024f92c65922199fbc065c58f1af36',
};

/** Side of a place, pixels of the picture as it is looked at. */
export const PLACE = 16;

/** What one look at a picture tells. */
export interface Sight {
  /** The picture as it was looked at: multiples of 32. */
  readonly width: number;
  readonly height: number;
  /** How sure it is that a pixel is a line's, 0 to 255; `width` × `height`. */
  readonly lines: Uint8Array;
  /** Logits that writing is in a place, low, tall or turned; a sixteenth of `width` × `height`. */
  readonly places: Float32Array;
}

export interface LineFinder {
  /** With the beginning of its digest: part of every verdict. */
  readonly name: string;
  /** The raster with its longer side shrunk to `longSide` at most; its cost goes by the square of that. Calls are not concurrent. */
  see(raster: Raster, longSide: number): Promise<Sight>;
  close(): Promise<void>;
}

/** Throws FaultError MODEL_MISSING or MODEL_ALTERED. */
export async function createLineFinder(
  inputOf: InputOf,
  folder = fileURLToPath(new URL('./', import.meta.url)),
): Promise<LineFinder> {
  const session = await InferenceSession.create(await loadModelFile(folder, MODEL), sessionOptions);
  /** A glimpse, hints and lines of one look come from one run. */
  let last: { readonly of: WeakRef<Raster>; readonly sight: Sight } | null = null;
  return {
    name: `lines:${MODEL.sha256.slice(0, 6)}`,
    async see(raster, longSide) {
      const { width, height } = inputSize(raster, longSide);
      if (last?.of.deref() === raster && last.sight.width === width && last.sight.height === height) {
        return last.sight;
      }
      const { planes } = await inputOf(raster, { width, height });
      const result = await session.run({ x: new Tensor('float32', planes, [1, 3, height, width]) });
      const lines = result.lines?.data;
      const places = result.places?.data;
      if (!(lines instanceof Uint8Array) || !(places instanceof Float32Array))
        throw new Error('Expected the line finder to give bytes and float32');
      last = { of: new WeakRef(raster), sight: { width, height, lines, places } };
      return last.sight;
    },
    close: () => session.release(),
  };
}
