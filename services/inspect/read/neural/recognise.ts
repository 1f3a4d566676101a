import type { Strip } from '../../look/straighten.ts';
import type { ReadText } from '../reader.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** The height the model was trained on, pixels. */
export const STRIP_HEIGHT = 48;

/** Widths are rounded up to this, so that the runtime sees few shapes and keeps its memory small. */
const WIDTH_STEP = 32;

/** Reads one strip: CTC, greedy. Class 0 is the blank. */
export async function recognise(
  session: InferenceSession,
  strip: Strip,
  characters: readonly string[],
): Promise<ReadText> {
  const width = Math.max(WIDTH_STEP, Math.ceil(strip.width / WIDTH_STEP) * WIDTH_STEP);
  const plane = width * STRIP_HEIGHT;
  // Zero after normalising is the grey that the model was padded with in training.
  const input = new Float32Array(plane * 3);
  for (let y = 0; y < STRIP_HEIGHT; y++) {
    for (let x = 0; x < strip.width; x++) {
      const from = (y * strip.width + x) * 3;
      const to = y * width + x;
      input[to] = (strip.data[from + 2] ?? 0) / 127.5 - 1;
      input[plane + to] = (strip.data[from + 1] ?? 0) / 127.5 - 1;
      input[2 * plane + to] = (strip.data[from] ?? 0) / 127.5 - 1;
    }
  }
  const name = session.inputNames[0] ?? 'x';
  const result = await session.run({ [name]: new Tensor('float32', input, [1, 3, STRIP_HEIGHT, width]) });
  const output = result[session.outputNames[0] ?? ''];
  if (output === undefined || !(output.data instanceof Float32Array)) {
    throw new Error('Expected the recognition model to give float32');
  }
  return decodeCtc(output.data, output.dims[1] ?? 0, output.dims[2] ?? 1, characters);
}

export function decodeCtc(
  scores: Float32Array,
  steps: number,
  classes: number,
  characters: readonly string[],
): ReadText {
  let text = '';
  let sum = 0;
  let count = 0;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const base = step * classes;
    let best = 0;
    let bestScore = scores[base] ?? 0;
    for (let c = 1; c < classes; c++) {
      const score = scores[base + c] ?? 0;
      if (score > bestScore) {
        best = c;
        bestScore = score;
      }
    }
    if (best !== 0 && best !== previous) {
      text += characters[best - 1] ?? '';
      sum += bestScore;
      count++;
    }
    previous = best;
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count };
}
