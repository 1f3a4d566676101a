import { fileURLToPath } from 'node:url';
import { createWorker, type Worker } from 'tesseract.js';
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

/** The obvious way: tesseract.js over the whole picture, both languages, exactly as its README shows. */
export async function naive(): Promise<Method> {
  const workers: Worker[] = [];
  const folder = (language: string) =>
    fileURLToPath(new URL('4.0.0/', import.meta.resolve(`@tesseract.js-data/${language}`)));
  const languages = ['eng', 'chi_sim'];
  // Each language's data lies in its own package; the worker loads the first and is given the second's bytes.
  const worker = await createWorker(['eng'], 1, {
    langPath: folder('eng'),
    cacheMethod: 'none',
    errorHandler: () => {},
  });
  const { readFile } = await import('node:fs/promises');
  const { gunzipSync } = await import('node:zlib');
  const data = gunzipSync(await readFile(`${folder('chi_sim')}chi_sim.traineddata.gz`));
  await worker.FS('writeFile', ['./chi_sim.traineddata', data]);
  await worker.FS('writeFile', [
    './eng.traineddata',
    gunzipSync(await readFile(`${folder('eng')}eng.traineddata.gz`)),
  ]);
  await worker.reinitialize(languages.slice(0, 1).join('+'));
  workers.push(worker);
  return {
    name: 'tesseract.js whole page',
    async read(bytes) {
      const { data: page } = await worker.recognize(bytes);
      return { lines: page.text.split('\n'), found: false, uninspected: false };
    },
    close: async () => {
      for (const each of workers) await each.terminate();
    },
  };
}
