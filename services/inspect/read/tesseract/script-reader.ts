import { straighten } from '../../look/straighten.ts';
import type { ScriptReader } from '../scripts/script-reader.ts';
import type { Script } from '../scripts/scripts.ts';
import { withGradeNumeral } from './korean-grade.ts';
import type { LanguageData } from './language-data.ts';
import { createLanguageReader, readInOrder } from './language-reader.ts';
import { stripImage } from './strip-image.ts';

/** Pixels of a line in which the stems of a numeral are counted. */
const GRADE_HEIGHT = 64;

/** One script through tesseract: its languages in order, until one is sure. */
export function tesseractScriptReader(script: Script, languages: readonly LanguageData[]): ScriptReader {
  const readers = languages.map(createLanguageReader);
  return {
    script,
    data: languages.map(({ language, sha256 }) => `${language}:${sha256.slice(0, 6)}`).join(' '),
    async readLine(raster, line) {
      const read = await readInOrder(readers, await stripImage(raster, line));
      return script === 'hangul'
        ? withGradeNumeral(read, () => straighten(raster, line, GRADE_HEIGHT))
        : read;
    },
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}
