import { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { FaultError, messageOf } from '../../../../shared/errors.ts';
import type { LanguageData } from './language-data.ts';

/** One language, loaded in one worker thread. */
export interface LineWorker {
  /** `image`: an encoded picture of one line. Throws FaultError OCR_ENGINE_DIED, from then on always. */
  read(image: Uint8Array): Promise<{ text: string; confidence: number }>;
  close(): Promise<void>;
}

/** Marks are not prose: dictionaries only bend them towards words. */
const NO_DICTIONARIES = { load_system_dawg: '0', load_freq_dawg: '0' };

/**
 * tesseract.js fails in three ways that no `try` around it catches: an error reported by its thread is thrown in the
 * parent's event loop when there is no `errorHandler`; data that does not initialise leaves `createWorker` waiting and throws a
 * TypeError past everybody (so `language-data.ts` checks digests first);
 * and when the thread itself dies (an abort of the WebAssembly outside a handler), the thread's `error` event has no listener
 * and ends the process, while the read that was under way never settles. The first and the last are made into FaultErrors here.
 * @param threadScript for tests: another script for the thread.
 */
export async function startLineWorker(data: LanguageData, threadScript?: string): Promise<LineWorker> {
  let kill: (reason: FaultError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    kill = reject;
  });
  // Nobody may be waiting at the moment it dies.
  death.catch(() => {});
  const die = (code: string, cause: unknown) =>
    kill(
      new FaultError(
        code,
        `Expected tesseract.js (${data.language}) to go on, it died: ${messageOf(cause)}`,
        {
          cause,
          facts: { language: data.language },
        },
      ),
    );
  let started = false;
  const options = {
    langPath: data.folder,
    cacheMethod: 'none',
    gzip: true,
    // After the start a reported error also rejects the call it belongs to.
    errorHandler: (error: unknown) => {
      if (!started) die('OCR_ENGINE_FAILED', error);
    },
    ...(threadScript === undefined ? {} : { workerPath: threadScript }),
  };
  const worker = await Promise.race([
    createWorker(data.language, OEM.LSTM_ONLY, options, NO_DICTIONARIES),
    death,
  ]);
  started = true;
  threadOf(worker).on('error', (error) => die('OCR_ENGINE_DIED', error));
  threadOf(worker).on('exit', (code) => die('OCR_ENGINE_DIED', `its thread ended with ${code}`));
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return {
    async read(image) {
      const { data: page } = await Promise.race([worker.recognize(Buffer.from(image)), death]);
      return { text: page.text.trim(), confidence: page.confidence / 100 };
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** The thread is there at run time; the typings leave it out. */
function threadOf(worker: Worker): Thread {
  if ('worker' in worker && worker.worker instanceof Thread) return worker.worker;
  throw new FaultError('OCR_ENGINE_FAILED', 'Expected tesseract.js to show its worker thread, it did not');
}
