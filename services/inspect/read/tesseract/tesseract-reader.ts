import { createRequire } from 'node:module';
import sharp from 'sharp';
import { FaultError } from '../../../../shared/errors.ts';
import { findInkLines } from '../../look/find-lines.ts';
import { scaled } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { type Strip, straighten } from '../../look/straighten.ts';
import type { Reader, ReadText } from '../reader.ts';
import { bestOf, withoutInnerSpaces } from './choose-read.ts';
import { languageData } from './language-data.ts';
import { type LineWorker, startLineWorker } from './tesseract-worker.ts';

/** Tesseract wants capitals of 30–40 px; the strip has room above and below them. */
const STRIP_HEIGHT = 52;
/** Ink needs a larger picture than a trained detector does. */
const INK_SCALE = 1.4;
const LEAST_INK_SIDE = 800;
const SURE = 0.85;

/** tesseract.js: lines found by their ink, each read by itself in each language, most likely language first. */
export async function createTesseractReader(languages: readonly string[]): Promise<Reader> {
  const data = await Promise.all(languages.map((language) => languageData(language)));
  const workers = await Promise.all(data.map((language) => startLineWorker(language)));
  const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string };
  /** A dead thread is this document's fault and not the next one's: the error goes on, a fresh thread takes the place. */
  async function readOrReplace(worker: LineWorker, slot: number, image: Uint8Array): Promise<ReadText> {
    try {
      return await worker.read(image);
    } catch (error) {
      const language = data[slot];
      if (error instanceof FaultError && error.code === 'OCR_ENGINE_DIED' && language !== undefined) {
        workers[slot] = await startLineWorker(language);
      }
      throw error;
    }
  }
  return {
    engine: `tesseract.js ${version}`,
    ocrData: data
      .map(({ language, sha256 }) => `${language}:${sha256.slice(0, 12)}`)
      .join(' ')
      .slice(0, 160),
    async findLines(raster, asked) {
      const side = Math.max(raster.width, raster.height);
      const factor = Math.min(1, Math.max(LEAST_INK_SIDE, INK_SCALE * asked) / side);
      const small = await shrunk(raster, factor);
      return findInkLines(small).map((line) => scaled(line, raster.width / small.width));
    },
    async readLine(raster, line) {
      const image = await pngOf(straighten(raster, line, STRIP_HEIGHT, { maxWidth: 2400 }));
      const reads: ReadText[] = [];
      for (const [slot, worker] of workers.entries()) {
        const read = await readOrReplace(worker, slot, image);
        reads.push({ ...read, text: withoutInnerSpaces(read.text) });
        if (read.confidence >= SURE) break;
      }
      return bestOf(reads);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

async function shrunk(raster: Raster, factor: number): Promise<Raster> {
  if (factor === 1) return raster;
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const raw = { width: raster.width, height: raster.height, channels: 3 as const };
  const data = await sharp(raster.data, { raw }).resize({ width, height, fit: 'fill' }).raw().toBuffer();
  return { width, height, data };
}

function pngOf(strip: Strip): Promise<Uint8Array> {
  const raw = { width: strip.width, height: strip.height, channels: 3 as const };
  return sharp(strip.data, { raw })
    .greyscale()
    .normalise()
    .extend({ top: 8, bottom: 8, left: 10, right: 10, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
