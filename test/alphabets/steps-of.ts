import { stretchContrast } from '../../services/inspect/look/contrast.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { straighten } from '../../services/inspect/look/straighten.ts';
import { giveSteps, STEPS } from '../../services/inspect/read/neural/graph/give-steps.ts';
import { streamline } from '../../services/inspect/read/neural/graph/streamline.ts';
import { loadModelFiles } from '../../services/inspect/read/neural/model-files.ts';
import { createRecogniser, STRIP_HEIGHT } from '../../services/inspect/read/neural/recognise.ts';
import { InferenceSession, sessionOptions } from '../../services/inspect/read/neural/runtime.ts';

const WIDEST = 1600;

/** What the recognition model's backbone makes of a picture of one line: 480 × steps, upper halves of 32-bit floats (bfloat16). */
export async function createStepsOf() {
  const files = await loadModelFiles();
  const session = await InferenceSession.create(streamline(files.recognition, giveSteps), sessionOptions);
  let made: { data: unknown; dims: readonly number[] } | null = null;
  const recognise = createRecogniser(session, files.characters, (steps) => {
    made = steps;
  });
  return async ({ width, height, data }: Raster, squeeze: number) => {
    const line = { cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 };
    const strip = straighten({ width, height, data }, line, STRIP_HEIGHT, { squeeze, maxWidth: WIDEST });
    stretchContrast(strip.data);
    await recognise(strip);
    const { data: floats, dims } = made ?? {};
    if (!(floats instanceof Float32Array)) throw new Error(`Expected the model to give ${STEPS}`);
    const words = new Uint16Array(floats.buffer, floats.byteOffset, 2 * floats.length);
    return { count: dims?.at(-1) ?? 0, halves: Uint16Array.from(floats, (_, at) => words[2 * at + 1] ?? 0) };
  };
}
