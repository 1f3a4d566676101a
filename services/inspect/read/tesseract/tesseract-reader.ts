import { createRequire } from 'node:module';
import sharp from 'sharp';
import { findInkLines } from '../../look/find-lines.ts';
import { scaled } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Engine } from '../reader.ts';
import type { LanguageData } from './language-data.ts';
import { createLanguageReader, readInOrder } from './language-reader.ts';
import { stripImage } from './strip-image.ts';

/** Ink needs a larger picture than a trained detector does. */
const INK_SCALE = 1.4;
const LEAST_INK_SIDE = 800;

/** tesseract.js as the whole engine for Latin and Han: lines found by their ink, each read by itself, Latin first. */
export async function createTesseractReader(languages: readonly LanguageData[]): Promise<Engine> {
  const readers = languages.map(createLanguageReader);
  await Promise.all(readers.map((reader) => reader.warm()));
  const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string };
  return {
    engine: `tesseract.js ${version}`,
    ocrData: languages.map(({ language, sha256 }) => `${language}:${sha256.slice(0, 12)}`).join(' '),
    glimpse: null,
    async findLines(raster, asked) {
      const side = Math.max(raster.width, raster.height);
      const factor = Math.min(1, Math.max(LEAST_INK_SIDE, INK_SCALE * asked) / side);
      const small = await shrunk(raster, factor);
      return findInkLines(small).map((line) => scaled(line, raster.width / small.width));
    },
    spot: null,
    readLine: async (raster, line, { smooth } = {}) =>
      readInOrder(readers, await stripImage(raster, line, smooth)),
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
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
