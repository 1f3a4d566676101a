import { stretchContrast } from '../../look/contrast.ts';
import { smoothed } from '../../look/smooth.ts';
import { straighten } from '../../look/straighten.ts';
import type { Engine } from '../reader.ts';
import { createSpotter } from '../spot/spotter.ts';
import { createDetector } from './detect.ts';
import { createFirstLook } from './first-look.ts';
import { giveBestClass } from './graph/best-class.ts';
import { streamline } from './graph/streamline.ts';
import { loadModelFiles } from './model-files.ts';
import { createInputOf } from './picture-input.ts';
import { createRecogniser, MAX_STRIP_WIDTH, STRIP_HEIGHT } from './recognise.ts';
import { InferenceSession, sessionOptions } from './runtime.ts';

/** PP-OCRv4 through ONNX Runtime, one thread. Throws FaultError when a model is missing or altered, or the runtime does not load. */
export async function createNeuralReader(): Promise<Engine> {
  const files = await loadModelFiles();
  const [detection, recognition] = await Promise.all([
    InferenceSession.create(streamline(files.detection), sessionOptions),
    InferenceSession.create(streamline(files.recognition, giveBestClass), sessionOptions),
  ]);
  const spotter = await createSpotter();
  const inputOf = createInputOf();
  const firstLook = await createFirstLook(files.detection, inputOf);
  const detect = createDetector(detection, inputOf);
  const recognise = createRecogniser(recognition, files.characters);
  return {
    engine: 'neural onnxruntime PP-OCRv4',
    ocrData: `${files.name} ${firstLook.name} ${spotter.name}`,
    glimpse: firstLook.glimpse,
    findLines: (raster, side, options) => detect(raster, side, options?.hints === true),
    readLine: async (raster, line, { squeeze = 1, smooth = false } = {}) => {
      const cut = straighten(raster, line, STRIP_HEIGHT, { squeeze, maxWidth: MAX_STRIP_WIDTH });
      const strip = smooth ? { ...cut, ...(await smoothed(cut)) } : cut;
      stretchContrast(strip.data);
      return recognise(strip);
    },
    spot: spotter.spot,
    close: async () => {
      await firstLook.close();
      await spotter.close();
      await detection.release();
      await recognition.release();
    },
  };
}
