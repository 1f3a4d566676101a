import { stretchContrast } from '../../look/contrast.ts';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { smoothed } from '../../look/smooth.ts';
import { straighten } from '../../look/straighten.ts';
import type { Engine } from '../reader.ts';
import type { ScriptReader } from '../scripts/script-reader.ts';
import { createSpotter } from '../spot/spotter.ts';
import { createAlphabets } from './alphabets/alphabet.ts';
import { createDetector } from './detect.ts';
import { firstLook } from './first-look.ts';
import { giveBestClass } from './graph/best-class.ts';
import { favour } from './graph/favour.ts';
import { giveSteps } from './graph/give-steps.ts';
import { streamline } from './graph/streamline.ts';
import { createLineFinder } from './line-finder.ts';
import { loadModelFiles } from './model-files.ts';
import { createInputOf } from './picture-input.ts';
import { createRecogniser, MAX_STRIP_WIDTH, STRIP_HEIGHT } from './recognise.ts';
import { InferenceSession, sessionOptions, type Tensor } from './runtime.ts';

/** The engine, and readers of the alphabets it was taught besides, which read with it. */
export interface NeuralEngine extends Engine {
  readonly alphabets: readonly ScriptReader[];
}

/** PP-OCRv4 through ONNX Runtime, one thread. Throws FaultError when a model is missing or altered, or the runtime does not load. */
export async function createNeuralReader(): Promise<NeuralEngine> {
  const files = await loadModelFiles();
  const recognition = await InferenceSession.create(
    streamline(files.recognition, (model) => {
      favour(model, favoured(files.characters));
      giveBestClass(model);
      giveSteps(model);
    }),
    sessionOptions,
  );
  const spotter = await createSpotter();
  const finder = await createLineFinder(createInputOf());
  const detect = createDetector(finder);
  let made: Tensor | null = null;
  const recognise = createRecogniser(recognition, files.characters, (steps) => {
    made = steps;
  });
  /** Of the line that was read last. */
  let kept = new WeakMap<Line, { readonly raster: Raster; readonly steps: Tensor }>();
  const readLine: Engine['readLine'] = async (raster, line, { squeeze = 1, smooth = false } = {}) => {
    const cut = straighten(raster, line, STRIP_HEIGHT, { squeeze, maxWidth: MAX_STRIP_WIDTH });
    const strip = smooth ? { ...cut, ...(await smoothed(cut)) } : cut;
    stretchContrast(strip.data);
    const read = await recognise(strip);
    kept = new WeakMap(made === null ? [] : [[line, { raster, steps: made }]]);
    return read;
  };
  const stepsOf = async (raster: Raster, line: Line) => {
    if (kept.get(line)?.raster !== raster) await readLine(raster, line);
    const steps = kept.get(line)?.steps;
    if (steps === undefined) throw new Error('Expected the recognition model to give its steps');
    return steps;
  };
  const alphabets = await createAlphabets(stepsOf);
  return {
    engine: 'neural onnxruntime PP-OCRv4',
    ocrData: `${files.name} ${finder.name} ${spotter.name}`,
    glimpse: firstLook(finder),
    findLines: (raster, side, options) => detect(raster, side, options?.hints === true),
    readLine,
    spot: spotter.spot,
    alphabets,
    close: async () => {
      await finder.close();
      await spotter.close();
      await recognition.release();
    },
  };
}

/** Logits. PP-OCR often leaves out the star between a Chinese level and its term (秘密★1年), with a third of its weight on it and half on nothing. */
const FAVOURED = { '★': 2 };

/** By class: the first is the blank. */
function favoured(characters: readonly string[]): Map<number, number> {
  return new Map(
    Object.entries(FAVOURED).map(([character, logit]) => [characters.indexOf(character) + 1, logit]),
  );
}
