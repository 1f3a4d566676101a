import type { Opened } from '../opened.ts';
import { holdsWords } from '../text/code-words.ts';
import { labelSegment, textSegment } from '../text-segment.ts';

/** [MS-DOC] 2.5.6: where the information block says where its tables lie, each by an offset and a length. */
const PLACES_AT = 0x9a;
const VARIABLES = 60;
/** Styles, texts that belong to the document, who remarked, who changed something, captions, names of lists. */
const NAMED = [1, 32, 36, 51, 52, 91];
const FIRST_VARIABLE = 6;
const LONGEST_NAME = 255;

/**
 * Variables of a document as labels, and the names of its styles and lists and of whoever remarked or changed something: of those only
 * what looks like a marking.
 */
export function* word97Names(main: Buffer, tables: Buffer, part: string): Iterable<Opened> {
  for (const [key, value] of variables(placeOf(main, tables, VARIABLES)))
    yield labelSegment({ key, value, part });
  const names = new Set(NAMED.flatMap((place) => namesIn(placeOf(main, tables, place))));
  for (const text of names)
    if (holdsWords(text)) yield textSegment({ text, part, page: null, zone: 'unknown' });
}

function placeOf(main: Buffer, tables: Buffer, place: number): Buffer {
  const at = PLACES_AT + place * 8;
  if (at + 8 > main.length) return Buffer.alloc(0);
  const start = main.readUInt32LE(at);
  return tables.subarray(start, start + main.readUInt32LE(at + 4));
}

/** [MS-DOC] 2.9.297: 0xFFFF, how many, how many bytes follow each name; the names, then the values. */
function variables(table: Buffer): Array<readonly [string, string]> {
  if (table.length < FIRST_VARIABLE || table.readUInt16LE(0) !== 0xffff) return [];
  const count = table.readUInt16LE(2);
  const extra = table.readUInt16LE(4);
  const texts: string[] = [];
  for (let at = FIRST_VARIABLE; texts.length < count * 2 && at + 2 <= table.length; ) {
    const end = at + 2 + table.readUInt16LE(at) * 2;
    texts.push(table.toString('utf16le', at + 2, end));
    at = end + (texts.length <= count ? extra : 0);
  }
  return texts.slice(0, count).flatMap((name, index) => {
    const value = texts[count + index] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
}

/** Whatever else a table holds: texts with their lengths in front. */
function namesIn(table: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + 4 <= table.length; ) {
    const length = table.readUInt16LE(at);
    const text =
      length > 0 && length <= LONGEST_NAME ? table.toString('utf16le', at + 2, at + 2 + length * 2) : '';
    const isName = text.length === length && length > 1 && !/[\p{Cc}\p{Cn}\p{Co}\p{Cs}]/u.test(text);
    if (isName) found.push(text);
    at += isName ? 2 + length * 2 : 2;
  }
  return found;
}
