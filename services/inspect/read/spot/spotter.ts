import { fileURLToPath } from 'node:url';
import { stretchContrast } from '../../look/contrast.ts';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { type Strip, straighten } from '../../look/straighten.ts';
import { loadModelFile } from '../models/manifest.ts';
import { keptInput } from '../neural/kept-input.ts';
import { InferenceSession, sessionOptions, Tensor } from '../neural/runtime.ts';

/** Made by `test/spotter/train.py` from lines that `test/spotter/draw-lines.ts` drew; 1.8 MB. */
const MODEL = {
  file: 'spotter.onnx',
  sha256: 'e22e4e8aacde983e81d9b30b126dc566f5f2864221d585aa5a100d91de80cd9f',
};
/** What it was trained on: strips of this height, a column of its answer for so many of theirs, pixels. */
const HEIGHT = 32;
const COLUMN = 8;
const WIDEST = 1600;
/** Widths are rounded up to this, so that the runtime sees few shapes. */
const WIDTH_STEP = 32;
/** A word is at least this many columns: one alone may be a speck. */
const COLUMNS_OF_A_WORD = 3;

/** Tells without reading which lines are worth it. */
export interface Spotter {
  /** With the beginning of its digest: part of every verdict. */
  readonly name: string;
  /** 0–1: how likely a word stands on the line that a marking is made of. */
  spot(raster: Raster, line: Line): Promise<number>;
  close(): Promise<void>;
}

/** Throws FaultError MODEL_MISSING or MODEL_ALTERED. */
export async function createSpotter(
  folder = fileURLToPath(new URL('./', import.meta.url)),
): Promise<Spotter> {
  const session = await InferenceSession.create(await loadModelFile(folder, MODEL), sessionOptions);
  const bufferOf = keptInput(HEIGHT * WIDEST);
  return {
    name: `spot:${MODEL.sha256.slice(0, 6)}`,
    async spot(raster, line) {
      const strip = straighten(raster, line, HEIGHT, { maxWidth: WIDEST });
      stretchContrast(strip.data);
      const { strip: input, columns } = inputOf(strip, bufferOf);
      const result = await session.run({ strip: input });
      const scores = result[session.outputNames[0] ?? '']?.data;
      if (!(scores instanceof Float32Array)) throw new Error('Expected the spotter to give float32');
      return likeliestWord(scores.subarray(0, columns));
    },
    close: () => session.release(),
  };
}

/** Grey, -1 to 1; what is added to the width is 0, as in training. */
function inputOf(
  { width, data }: Strip,
  bufferOf: (length: number) => Float32Array,
): { strip: Tensor; columns: number } {
  const padded = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP;
  const grey = bufferOf(padded * HEIGHT);
  if (width < padded) grey.fill(0);
  for (let y = 0, from = 0; y < HEIGHT; y++) {
    for (let x = 0; x < width; x++, from += 3) {
      const value =
        (77 * (data[from] as number) + 150 * (data[from + 1] as number) + 29 * (data[from + 2] as number)) /
        256;
      grey[y * padded + x] = value / 127.5 - 1;
    }
  }
  return {
    strip: new Tensor('float32', grey, [1, 1, HEIGHT, padded]),
    columns: Math.max(1, Math.floor(width / COLUMN)),
  };
}

function likeliestWord(logits: Float32Array): number {
  const best = Float32Array.from(logits).sort().subarray(-COLUMNS_OF_A_WORD);
  const mean = best.reduce((sum, each) => sum + each, 0) / best.length;
  return 1 / (1 + Math.exp(-mean));
}
