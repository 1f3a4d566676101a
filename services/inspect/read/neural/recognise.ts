import type { Strip } from '../../look/straighten.ts';
import type { ReadText } from '../reader.ts';
import { BEST } from './graph/best-class.ts';
import { STEPS } from './graph/give-steps.ts';
import { keptInput } from './kept-input.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** The height the model was trained on, pixels. */
export const STRIP_HEIGHT = 48;
/** Longer strips are squeezed into this: 3200 px are about 130 Latin letters at full width. */
export const MAX_STRIP_WIDTH = 3200;

/** Widths are rounded up to this, so that the runtime sees few shapes and keeps its memory small. */
const WIDTH_STEP = 32;

/** Reads one strip: CTC, greedy. */
export type Recognise = (strip: Strip) => Promise<ReadText>;

/**
 * For a model that gives its best classes (`graph/best-class.ts`), and for one that could not be changed. Calls are not concurrent.
 * `onSteps`: told what the model's backbone made of the line, where it gives that (`graph/give-steps.ts`).
 */
export function createRecogniser(
  session: InferenceSession,
  characters: readonly string[],
  onSteps: (steps: Tensor) => void = () => {},
): Recognise {
  const inputOf = keptInput(3 * STRIP_HEIGHT * MAX_STRIP_WIDTH);
  const name = session.inputNames[0] ?? 'x';
  return async (strip) => {
    const width = Math.max(WIDTH_STEP, Math.ceil(strip.width / WIDTH_STEP) * WIDTH_STEP);
    const input = inputOf(3 * STRIP_HEIGHT * width);
    fill(input, strip, width);
    const result = await session.run({ [name]: new Tensor('float32', input, [1, 3, STRIP_HEIGHT, width]) });
    const steps = result[STEPS];
    if (steps !== undefined) onSteps(steps);
    const [classes, scores] = [result[BEST.classes]?.data, result[BEST.scores]?.data];
    if (classes instanceof Int32Array && scores instanceof Float32Array) {
      return decodeCtc({ classes, scores }, characters);
    }
    const all = result[session.outputNames[0] ?? ''];
    if (all === undefined || !(all.data instanceof Float32Array)) {
      throw new Error('Expected the recognition model to give float32');
    }
    return decodeCtc(bestOf(all.data, all.dims[2] ?? 1), characters);
  };
}

/** Blue, green, red, −1 to 1. Zero is the grey that the model was padded with in training. */
function fill(input: Float32Array, { width: own, data }: Strip, width: number): void {
  const plane = width * STRIP_HEIGHT;
  if (own < width) input.fill(0);
  for (let y = 0, from = 0; y < STRIP_HEIGHT; y++) {
    for (let to = y * width; to < y * width + own; to++, from += 3) {
      input[to] = (data[from + 2] as number) / 127.5 - 1;
      input[plane + to] = (data[from + 1] as number) / 127.5 - 1;
      input[2 * plane + to] = (data[from] as number) / 127.5 - 1;
    }
  }
}

/** The likeliest class of each step and its score; class 0 is the blank. */
interface Best {
  readonly classes: Int32Array;
  readonly scores: Float32Array;
}

/** @param all scores, steps × classes. */
export function bestOf(all: Float32Array, count: number): Best {
  const steps = all.length / count;
  const classes = new Int32Array(steps);
  const scores = new Float32Array(steps);
  for (let step = 0; step < steps; step++) {
    const base = step * count;
    let best = 0;
    for (let c = 1; c < count; c++) {
      if ((all[base + c] as number) > (all[base + best] as number)) best = c;
    }
    classes[step] = best;
    scores[step] = all[base + best] as number;
  }
  return { classes, scores };
}

/** A class that goes on is one character; behind a blank it is another. */
export function decodeCtc({ classes, scores }: Best, characters: readonly string[]): ReadText {
  let text = '';
  let sum = 0;
  let count = 0;
  let previous = 0;
  classes.forEach((best, step) => {
    if (best !== 0 && best !== previous) {
      text += characters[best - 1] ?? '';
      sum += scores[step] as number;
      count++;
    }
    previous = best;
  });
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count };
}

/** PaddleOCR's lists: one character a line; the last class of the model is the space. */
export function charactersOf(list: Uint8Array): string[] {
  const lines = new TextDecoder()
    .decode(list)
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  return [...lines, ' '];
}
