import type { ScriptReader } from '../scripts/script-reader.ts';
import type { Script } from '../scripts/scripts.ts';
import type { LanguageData } from './language-data.ts';
import { createLanguageReader, readInOrder } from './language-reader.ts';
import { stripImage } from './strip-image.ts';

/** One script through tesseract: its languages in order, until one is sure. */
export function tesseractScriptReader(script: Script, languages: readonly LanguageData[]): ScriptReader {
  const readers = languages.map(createLanguageReader);
  return {
    script,
    data: languages.map(({ language, sha256 }) => `${language}:${sha256.slice(0, 6)}`).join(' '),
    readLine: async (raster, line) => readInOrder(readers, await stripImage(raster, line)),
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}
