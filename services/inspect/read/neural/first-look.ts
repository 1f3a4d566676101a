import { fileURLToPath } from 'node:url';
import { loadModelFile } from '../models/manifest.ts';
import type { Reader } from '../reader.ts';
import { FIRST_LOOK, keepFirstStages } from './graph/first-stages.ts';
import { streamline } from './graph/streamline.ts';
import type { InputOf } from './picture-input.ts';
import { InferenceSession, sessionOptions, Tensor } from './runtime.ts';

/** Made by `test/first-look`: weights of the head (`graph/first-stages.ts`), 32-bit floats, little-endian. */
const HEAD = {
  file: 'first-look.f32',
  sha256: 'c88eea54da186632ae1fb6f886a43f00b161d94ba72439ba94ba770de24122de',
  hidden: 32,
  channels: 384,
};
/** Side of a place, pixels of the picture as it is looked at. */
const PLACE = 16;
/** Below this no place is worth naming: most of a picture without writing. */
const LEAST = 0;

/** Says whether a picture may have writing, and where, by the detection model's first stages alone. */
export interface FirstLook {
  /** With the beginning of its digest: part of every verdict. */
  readonly name: string;
  readonly glimpse: Reader['glimpse'];
  close(): Promise<void>;
}

/** @param detection the model's file. Throws FaultError MODEL_MISSING or MODEL_ALTERED for the head's. */
export async function createFirstLook(
  detection: Uint8Array,
  inputOf: InputOf,
  folder = fileURLToPath(new URL('./', import.meta.url)),
): Promise<FirstLook> {
  const head = await loadModelFile(folder, HEAD);
  const weights = new Float32Array(new Uint8Array(head).buffer);
  const model = streamline(detection, (whole) => keepFirstStages(whole, { ...HEAD, weights }));
  const session = await InferenceSession.create(model, sessionOptions);
  return {
    name: `look:${HEAD.sha256.slice(0, 6)}`,
    async glimpse(raster, side) {
      const { width, height, planes } = await inputOf(raster, side);
      const name = session.inputNames[0] ?? 'x';
      const result = await session.run({ [name]: new Tensor('float32', planes, [1, 3, height, width]) });
      const weighed = result[FIRST_LOOK]?.data;
      if (!(weighed instanceof Float32Array)) throw new Error('Expected the first look to give float32');
      const across = width / PLACE;
      const [backX, backY] = [raster.width / width, raster.height / height];
      return [...weighed.entries()]
        .filter(([, weight]) => weight >= LEAST)
        .sort(([, a], [, b]) => b - a)
        .map(([at, weight]) => ({
          x: ((at % across) + 0.5) * PLACE * backX,
          y: (Math.floor(at / across) + 0.5) * PLACE * backY,
          weight,
        }));
    },
    close: () => session.release(),
  };
}
