import { fileURLToPath } from 'node:url';
import type { Line } from '../../../look/line.ts';
import type { Raster } from '../../../look/raster.ts';
import { loadModelFile } from '../../models/manifest.ts';
import type { ReadText } from '../../reader.ts';
import type { ScriptReader } from '../../scripts/script-reader.ts';
import type { Script } from '../../scripts/scripts.ts';
import { bestOf, charactersOf, decodeCtc } from '../recognise.ts';
import { InferenceSession, sessionOptions, type Tensor } from '../runtime.ts';

/** Made by `test/alphabets/train.py` from lines that `test/alphabets/draw-steps.ts` drew. */
const ALPHABETS = [
  {
    script: 'cyrillic',
    model: {
      file: 'cyrillic.onnx',
      sha256: 'd65b3b735f25a59ba93c280c8cd19fc791e6bfd58c43bf7447f812c3963bc58d',
    },
    letters: {
      file: 'cyrillic.txt',
      sha256: '793d614974e9079f51da087097e9a7d01af39210573f8903675dd598688d9481',
    },
  },
  {
    script: 'hangul',
    model: {
      file: 'hangul.onnx',
      sha256: '923065ca3459c79dba7ec85ee77209942c7954587f5066e92251006c11c163b2',
    },
    letters: {
      file: 'hangul.txt',
      sha256: '58bd81a95234dc96a7ad29cb220643cd4732ef8c18d180199313827993236935',
    },
  },
  {
    script: 'kana',
    model: {
      file: 'kana.onnx',
      sha256: 'eb70487a94ccd8cbdcff86b6a424066b998ca29bf0accd542511cd1af00d440b',
    },
    letters: {
      file: 'kana.txt',
      sha256: '1e26496b74c953e14d9b8defff0232819fc1d666edecab531ec243ede0d23583',
    },
  },
  {
    script: 'greek',
    model: {
      file: 'greek.onnx',
      sha256: 'a61b151dfbb0d6153f9e22f566e0e0d1992e12c98a81601c22b59c363417ec5f',
    },
    letters: {
      file: 'greek.txt',
      sha256: '80f2bb7e9d4078d9d086f506ad0e851bc2851d764e49f028921648dbd37885ec',
    },
  },
] as const satisfies readonly Alphabet[];

interface Alphabet {
  readonly script: Script;
  readonly model: { readonly file: string; readonly sha256: string };
  readonly letters: { readonly file: string; readonly sha256: string };
}

/** What the backbone of the recognition model makes of a line: 1 × 480 × 1 × steps. */
export type StepsOf = (raster: Raster, line: Line) => Promise<Tensor>;

/**
 * Readers of alphabets that the recognition model was not taught, from what its backbone makes of a line: a line that it read already
 * costs them next to nothing. Throws FaultError MODEL_MISSING or MODEL_ALTERED.
 */
export function createAlphabets(
  stepsOf: StepsOf,
  folder = fileURLToPath(new URL('./', import.meta.url)),
): Promise<ScriptReader[]> {
  return Promise.all(ALPHABETS.map((alphabet) => createAlphabet(alphabet, stepsOf, folder)));
}

async function createAlphabet(
  { script, model, letters }: Alphabet,
  stepsOf: StepsOf,
  folder: string,
): Promise<ScriptReader> {
  const characters = charactersOf(await loadModelFile(folder, letters));
  const session = await InferenceSession.create(await loadModelFile(folder, model), sessionOptions);
  const readLine = async (raster: Raster, line: Line): Promise<ReadText> => {
    const { classes } = await session.run({ steps: await stepsOf(raster, line) });
    if (!(classes?.data instanceof Float32Array)) throw new Error('Expected an alphabet to give float32');
    return decodeCtc(bestOf(classes.data, characters.length + 1), characters);
  };
  return {
    script,
    data: `${script}:${model.sha256.slice(0, 6)}`,
    readLine,
    quick: readLine,
    close: () => session.release(),
  };
}
