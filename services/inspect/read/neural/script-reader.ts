import { straighten } from '../../look/straighten.ts';
import { loadModelFile, type Model } from '../models/manifest.ts';
import type { ScriptReader } from '../scripts/script-reader.ts';
import type { Script } from '../scripts/scripts.ts';
import { giveBestClass } from './graph/best-class.ts';
import { streamline } from './graph/streamline.ts';
import { charactersOf, createRecogniser, MAX_STRIP_WIDTH, STRIP_HEIGHT } from './recognise.ts';
import { InferenceSession, sessionOptions } from './runtime.ts';

/** An operator's own PP-OCR recognition model, for one script. Loaded at once: a file that is missing or altered is refused at start. */
export async function neuralScriptReader(
  script: Script,
  folder: string,
  model: Extract<Model, { kind: 'ppocr-recognition' }>,
): Promise<ScriptReader> {
  const [bytes, list] = await Promise.all([
    loadModelFile(folder, model.model),
    loadModelFile(folder, model.characters),
  ]);
  const session = await InferenceSession.create(streamline(bytes, giveBestClass), sessionOptions);
  const recognise = createRecogniser(session, charactersOf(list));
  return {
    script,
    data: `${model.name}:${model.model.sha256.slice(0, 6)}`,
    readLine: (raster, line) =>
      recognise(straighten(raster, line, STRIP_HEIGHT, { maxWidth: MAX_STRIP_WIDTH })),
    close: () => session.release(),
  };
}
