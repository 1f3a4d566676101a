import { FaultError } from '../../../../shared/errors.ts';
import type { ReadText } from '../reader.ts';
import { weightOf } from '../weigh-read.ts';
import { withoutInnerSpaces } from './inner-spaces.ts';
import type { LanguageData } from './language-data.ts';
import { type LineWorker, startLineWorker } from './tesseract-worker.ts';

/** One language's thread: started with its first line, replaced when it died. */
export interface LanguageReader {
  readonly language: string;
  read(image: Uint8Array): Promise<ReadText>;
  /** Starts the thread now instead of with the first line. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export function createLanguageReader(data: LanguageData): LanguageReader {
  let worker: Promise<LineWorker> | null = null;
  const running = () => {
    worker ??= startLineWorker(data);
    return worker;
  };
  return {
    language: data.language,
    /** A dead thread is this document's fault and not the next one's: the error goes on, a fresh thread takes the place. */
    async read(image) {
      try {
        const read = await (await running()).read(image);
        return { ...read, text: withoutInnerSpaces(read.text) };
      } catch (error) {
        if (error instanceof FaultError) worker = null;
        throw error;
      }
    },
    async warm() {
      await running();
    },
    async close() {
      await (await worker?.catch(() => null))?.close();
      worker = null;
    },
  };
}

/** A read this sure needs no other language. */
const SURE = 0.85;

/** Asks one language after the other until one is sure; the read with most behind it. */
export async function readInOrder(readers: readonly LanguageReader[], image: Uint8Array): Promise<ReadText> {
  let best: ReadText = { text: '', confidence: 0 };
  for (const reader of readers) {
    const read = await reader.read(image);
    if (weightOf(read) > weightOf(best)) best = read;
    if (read.confidence >= SURE) break;
  }
  return best;
}
