import sharp from 'sharp';
import { messageOf } from '../../../shared/errors.ts';
import { createNeuralReader } from './neural/neural-reader.ts';
import type { Reader } from './reader.ts';
import { createTesseractReader } from './tesseract/tesseract-reader.ts';

export type { Reader } from './reader.ts';

export interface ReaderOptions {
  /** `auto`: neural where it loads, else tesseract, and `reader.engine` says which and why. */
  readonly engine: 'auto' | 'neural' | 'tesseract';
  /** Tesseract language codes, most likely first. Default: eng and chi_sim. */
  readonly languages?: readonly string[];
}

/** Loads an engine, warm. Throws FaultError when what was asked for does not load. */
export async function createReader(options: ReaderOptions): Promise<Reader> {
  // One thread a process: the sandbox runs one process a core. A cache would only keep one document's pixels for the next.
  sharp.concurrency(1);
  sharp.cache(false);
  const languages = options.languages ?? ['eng', 'chi_sim'];
  if (options.engine === 'tesseract') return createTesseractReader(languages);
  if (options.engine === 'neural') return createNeuralReader();
  try {
    return await createNeuralReader();
  } catch (error) {
    const reader = await createTesseractReader(languages);
    return { ...reader, engine: `${reader.engine} (neural: ${messageOf(error)})`.slice(0, 80) };
  }
}
