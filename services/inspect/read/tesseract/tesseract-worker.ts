import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { FaultError } from '../../../../shared/errors.ts';
import type { LanguageData } from './language-data.ts';

/** One language, loaded in one worker thread. */
export interface LineWorker {
  /** `image`: an encoded picture of one line. */
  read(image: Uint8Array): Promise<{ text: string; confidence: number }>;
  close(): Promise<void>;
}

/**
 * tesseract.js throws past every `try` when its worker reports an error and no `errorHandler` is given, and again when the
 * worker thread itself dies. The first is taken here; the second may still end the process, which is why this runs
 * only where the process may die (`inspect/sandbox`).
 */
export async function startLineWorker(data: LanguageData): Promise<LineWorker> {
  // Marks are not prose: dictionaries only bend them towards words.
  const noDictionaries = { load_system_dawg: '0', load_freq_dawg: '0' };
  let worker: Worker;
  try {
    worker = await createWorker(
      data.language,
      OEM.LSTM_ONLY,
      { langPath: data.folder, cacheMethod: 'none', gzip: true, errorHandler: () => {} },
      noDictionaries,
    );
  } catch (cause) {
    throw new FaultError('OCR_ENGINE_FAILED', `Expected tesseract.js to load ${data.language}, it refused`, {
      cause,
    });
  }
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return {
    async read(image) {
      const { data: page } = await worker.recognize(Buffer.from(image));
      return { text: page.text.trim(), confidence: page.confidence / 100 };
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
