import { type Model, readManifest, scriptsOf } from './models/manifest.ts';
import type { NeuralEngine } from './neural/neural-reader.ts';
import { inOrder } from './scripts/in-order.ts';
import { countingGrades } from './scripts/korean-grade.ts';
import type { ScriptReader } from './scripts/script-reader.ts';
import { SCRIPTS, type Script } from './scripts/scripts.ts';
import { installedLanguage, type LanguageData } from './tesseract/language-data.ts';
import { SCRIPT_LANGUAGES } from './tesseract/script-languages.ts';
import { tesseractScriptReader } from './tesseract/script-reader.ts';

/** A folder of an operator's own models. */
export interface OwnModels {
  readonly folder: string;
  readonly models: readonly Model[];
}

/** What the engine's own model reads; other scripts have readers of their own. */
export const OWN_SCRIPTS: readonly Script[] = ['latin', 'han'];

export async function openOwnModels(folder: string | null): Promise<OwnModels | null> {
  return folder === null ? null : { folder, models: await readManifest(folder) };
}

/**
 * The reader of each script: an operator's model where there is one, else what the engine was taught of it and what of tesseract's languages
 * is installed, else null.
 * `alphabets`: what the engine reads besides its own scripts. `all`: also the engine itself, as `spillway models` shows it.
 */
export async function scriptReaders(
  own: OwnModels | null,
  options: {
    readonly neural: boolean;
    readonly all?: boolean;
    readonly alphabets?: readonly ScriptReader[];
  },
): Promise<ReadonlyArray<{ readonly script: Script; readonly reader: ScriptReader | null }>> {
  const shown = options.all === true && options.neural ? await neuralReader() : null;
  const alphabets = options.alphabets ?? shown?.alphabets ?? [];
  const readerOf = async (script: Script): Promise<ScriptReader | null> => {
    const model = await ownReader(script, own, options.neural);
    if (model !== null) return model;
    if (!OWN_SCRIPTS.includes(script)) return besides(alphabets, script, own);
    if (options.all !== true) return null;
    return shown === null ? tesseract(script, null) : engineReader(script, shown);
  };
  return Promise.all(SCRIPTS.map(async (script) => ({ script, reader: await readerOf(script) })));
}

async function ownReader(
  script: Script,
  own: OwnModels | null,
  neural: boolean,
): Promise<ScriptReader | null> {
  const model = own?.models.find(
    (one) => one.kind === 'ppocr-recognition' && scriptsOf(one).includes(script),
  );
  if (!neural || own === null || model?.kind !== 'ppocr-recognition') return null;
  const { neuralScriptReader } = await import('./neural/script-reader.ts');
  return neuralScriptReader(script, own.folder, model);
}

async function neuralReader(): Promise<NeuralEngine> {
  return (await import('./neural/neural-reader.ts')).createNeuralReader();
}

/** The engine itself, seen as the reader of one of its own scripts; only for showing and trying it. It ends with the process: others share it. */
function engineReader(script: Script, { ocrData, readLine }: NeuralEngine): ScriptReader {
  return { script, data: ocrData, readLine, close: async () => {} };
}

/** The engine's reader of an alphabet, and tesseract for what it is not sure of. */
async function besides(
  alphabets: readonly ScriptReader[],
  script: Script,
  own: OwnModels | null,
): Promise<ScriptReader | null> {
  const alphabet = alphabets.find((one) => one.script === script);
  const other = await tesseract(script, own);
  const reader = alphabet === undefined ? other : inOrder(alphabet, other);
  return reader !== null && script === 'hangul' ? countingGrades(reader) : reader;
}

async function tesseract(script: Script, own: OwnModels | null): Promise<ScriptReader | null> {
  const languages: LanguageData[] = [];
  for (const language of SCRIPT_LANGUAGES[script]) {
    const data = await installedLanguage(language, own);
    if (data !== null) languages.push(data);
  }
  return languages.length === 0 ? null : tesseractScriptReader(script, languages);
}
