import { fileURLToPath } from 'node:url';
import { stretchContrast } from '../../look/contrast.ts';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { type Strip, straighten } from '../../look/straighten.ts';
import { loadModelFile } from '../models/manifest.ts';
import { keptInput } from '../neural/kept-input.ts';
import { InferenceSession, sessionOptions, Tensor } from '../neural/runtime.ts';
import { type ScriptScores, softmax } from '../scripts/classify.ts';
import { SCRIPTS } from '../scripts/scripts.ts';
import type { Spotted } from './spotted.ts';

/** Made by `test/spotter/train.py` from lines that `test/spotter/draw-lines.ts` drew; 1.8 MB. */
const MODEL = {
  file: 'spotter.onnx',
  sha256: '9d1a951b2d01d737e781a8b8e3446645fe1eeba218173eb0c5a39734abfc101c',
};
/** What it was trained on: strips of this height, a column of its answer for so many of theirs, pixels. */
const HEIGHT = 32;
const COLUMN = 8;
const WIDEST = 1600;
/** Widths are rounded up to this, so that the runtime sees few shapes. */
const WIDTH_STEP = 32;
/** A word is at least this many columns: one alone may be a speck. */
const COLUMNS_OF_A_WORD = 3;

/** Tells without reading which lines are worth it, and what they are in. */
export interface Spotter {
  /** With the beginning of its digest: part of every verdict. */
  readonly name: string;
  spot(raster: Raster, line: Line): Promise<Spotted>;
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
      const words = result.columns?.data;
      const kinds = result.kinds?.data;
      if (!(words instanceof Float32Array) || !(kinds instanceof Float32Array))
        throw new Error('Expected the spotter to give float32');
      return { word: likeliestWord(words.subarray(0, columns)), ...kindOf(kinds, words.length, columns) };
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
  return probability(mean(best));
}

/** `kinds`: a row of `padded` columns for each script, then one for lines on their heads, of which the first `columns` are of the line. */
function kindOf(
  kinds: Float32Array,
  padded: number,
  columns: number,
): { turned: number; scripts: ScriptScores } {
  const row = (at: number) => mean(kinds.subarray(at * padded, at * padded + columns));
  return { scripts: softmax(SCRIPTS.map((_, at) => row(at))), turned: probability(row(SCRIPTS.length)) };
}

function mean(values: Float32Array): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
