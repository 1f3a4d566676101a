import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorker, OEM } from 'tesseract.js';
import type { Catalogue } from '../../../services/inspect/match/markings/catalogue.ts';
import { createReader } from '../../../services/inspect/read/create-reader.ts';
import type { Preset } from '../../../services/inspect/read/presets.ts';
import { readImage } from '../../../services/inspect/read/read-image.ts';
import { systemClock } from '../../../shared/clock.ts';

/** What one way of reading a picture said of it. */
export interface Said {
  readonly lines: readonly string[];
  /** The marking catalogue's answer to those lines. */
  readonly found: boolean;
  readonly uninspected: boolean;
}

export interface Method {
  readonly name: string;
  read(bytes: Buffer): Promise<Said>;
  close(): Promise<void>;
}

export async function ours(
  engine: 'neural' | 'tesseract',
  preset: Preset,
  catalogue: Catalogue,
): Promise<Method> {
  const reader = await createReader({ engine });
  return {
    name: `ours ${engine} ${preset}`,
    async read(bytes) {
      const result = await readImage(
        { bytes },
        {
          reader,
          budget: { deadlineMs: systemClock.nowMs() + 120_000, maxPixels: 100_000_000, preset },
          where: { part: '', page: null },
          isCertain: (segments) => catalogue.isCertain(segments),
          clock: systemClock,
        },
      );
      return {
        lines: result.segments.map((segment) => segment.text),
        found: catalogue.match(result.segments).findings.some((finding) => (finding.rank ?? 1) >= 1),
        uninspected: !result.complete,
      };
    },
    close: () => reader.close(),
  };
}

/** The obvious way: tesseract.js over the whole picture, both languages in one worker, as its README shows. */
export async function naive(): Promise<Method> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-naive-'));
  const languages = ['eng', 'chi_sim'];
  for (const language of languages) {
    const entry = fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}`));
    const name = `${language}.traineddata.gz`;
    await copyFile(join(dirname(entry), '4.0.0', name), join(folder, name));
  }
  const worker = await createWorker(languages, OEM.LSTM_ONLY, {
    langPath: folder,
    cacheMethod: 'none',
    errorHandler: () => {},
  });
  return {
    name: 'tesseract.js whole page',
    async read(bytes) {
      const { data: page } = await worker.recognize(bytes);
      // It puts spaces between Chinese characters.
      const lines = page.text
        .split('\n')
        .map((line) => line.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ''));
      return { lines, found: false, uninspected: false };
    },
    close: async () => {
      await worker.terminate();
      await rm(folder, { recursive: true });
    },
  };
}
