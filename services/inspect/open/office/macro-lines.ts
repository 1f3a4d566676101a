import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';

/** Source of macros, comments and strings included, line by line. It is read, never run. */
export function macroLines(source: string, part: string): Opened[] {
  return source
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => textSegment({ text, part, page: null, zone: 'unknown' }));
}
