import sharp from 'sharp';
import { FaultError, messageOf } from '../../../shared/errors.ts';
import type { Reader } from './reader.ts';
import { OWN_SCRIPTS, openOwnModels, scriptReaders } from './script-readers.ts';
import { withScripts } from './scripts/with-scripts.ts';
import { languageData } from './tesseract/language-data.ts';
import { createTesseractReader } from './tesseract/tesseract-reader.ts';

export type { Reader } from './reader.ts';

export interface ReaderOptions {
  /** `auto`: neural where it loads, else tesseract, and `reader.engine` says which and why. */
  readonly engine: 'auto' | 'neural' | 'tesseract';
  /** An operator's own models (`spillway models`); null for none. */
  readonly modelsDir?: string | null;
  /** An organisation's own words are marks too: the spotter was taught those of the packaged catalogue alone, so lines are not left for it. */
  readonly ownWords?: boolean;
}

/** Loads an engine, warm. Throws FaultError when what was asked for does not load, or a model is missing or altered. */
export async function createReader(options: ReaderOptions): Promise<Reader> {
  // One thread a process: the sandbox runs one process a core. A cache would only keep one document's pixels for the next.
  sharp.concurrency(1);
  sharp.cache(false);
  const own = await openOwnModels(options.modelsDir ?? null);
  const { reader, neural, alphabets } = await primaryReader(options.engine);
  const others = await scriptReaders(own, { neural, alphabets });
  return withScripts(
    options.ownWords === true ? { ...reader, spot: null } : reader,
    OWN_SCRIPTS,
    others.flatMap((other) => (other.reader === null ? [] : [other.reader])),
  );
}

async function primaryReader(engine: ReaderOptions['engine']) {
  const tesseract = async () =>
    createTesseractReader(await Promise.all(['eng', 'chi_sim'].map((language) => languageData(language))));
  if (engine === 'tesseract') return { reader: await tesseract(), neural: false, alphabets: [] };
  // Loaded only here: where the native library does not load, its import throws.
  const neural = async () => {
    const { alphabets, ...reader } = await (await import('./neural/neural-reader.ts')).createNeuralReader();
    return { reader, neural: true, alphabets };
  };
  if (engine === 'neural') return neural();
  try {
    return await neural();
  } catch (error) {
    // What is missing or altered is refused; a runtime that does not load on this machine has a substitute.
    if (error instanceof FaultError && error.code.startsWith('MODEL_')) throw error;
    const reader = await tesseract();
    const why = `${reader.engine} (neural: ${messageOf(error)})`;
    return { reader: { ...reader, engine: why.slice(0, 80) }, neural: false, alphabets: [] };
  }
}
