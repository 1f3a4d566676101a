import { type Model, readManifest, scriptsOf } from './models/manifest.ts';
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
 * The reader of each script: an operator's model where there is one, else what of tesseract's languages is installed, else null.
 * `all`: also of the scripts that the engine reads by itself, as `spillway models` shows them.
 */
export function scriptReaders(
  own: OwnModels | null,
  options: { readonly neural: boolean; readonly all?: boolean },
): Promise<ReadonlyArray<{ readonly script: Script; readonly reader: ScriptReader | null }>> {
  return Promise.all(
    SCRIPTS.map(async (script) => ({
      script,
      reader:
        (await ownReader(script, own, options.neural)) ??
        (OWN_SCRIPTS.includes(script) ? await engineReader(script, options) : await tesseract(script, own)),
    })),
  );
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

/** The engine itself, seen as the reader of one of its own scripts; only for showing and trying it. */
async function engineReader(
  script: Script,
  { neural, all }: { readonly neural: boolean; readonly all?: boolean },
): Promise<ScriptReader | null> {
  if (all !== true) return null;
  if (!neural) return tesseract(script, null);
  const { createNeuralReader } = await import('./neural/neural-reader.ts');
  const { ocrData, readLine, close } = await createNeuralReader();
  return { script, data: ocrData, readLine, close };
}

async function tesseract(script: Script, own: OwnModels | null): Promise<ScriptReader | null> {
  const languages: LanguageData[] = [];
  for (const language of SCRIPT_LANGUAGES[script]) {
    const data = await installedLanguage(language, own);
    if (data !== null) languages.push(data);
  }
  return languages.length === 0 ? null : tesseractScriptReader(script, languages);
}
