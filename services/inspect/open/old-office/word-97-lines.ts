import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { wordTables } from './word-97-tables.ts';

interface Line {
  readonly words: string;
  readonly page: number;
  readonly zone: Zone | null;
  readonly column: Column | null;
}

/** [MS-DOC] 2.8.26: characters that are no letters but marks in the text. */
const MARK = {
  cell: 7,
  tab: 9,
  line: 0x0b,
  page: 0x0c,
  paragraph: 0x0d,
  fieldCode: 0x13,
  fieldResult: 0x14,
  fieldEnd: 0x15,
  noBreakHyphen: 0x1e,
};
const ENDS = new Set([MARK.line, MARK.page, MARK.paragraph]);
const LONGEST_BANNER = 120;

/** The lines of one story. Fields are read by their result; what their code says stands apart. */
export function* word97Lines(
  story: string,
  at: { readonly zone: Zone; readonly part: string; readonly isBody: boolean },
): Iterable<Opened> {
  const { zone, part, isBody } = at;
  const lines = splitLines(story);
  for (const [index, line] of lines.entries()) {
    const edge = isBody && lines.length > 1 && line.words.length <= LONGEST_BANNER;
    const atEdge = edge && index === 0 ? 'header' : edge && index === lines.length - 1 ? 'footer' : zone;
    yield textSegment({
      text: line.words,
      part,
      page: isBody ? line.page : null,
      zone: line.zone ?? atEdge,
      columns: line.column === null ? undefined : [line.column],
    });
  }
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  const fields: Array<'code' | 'result'> = [];
  let words = '';
  let code = '';
  let page = 1;
  let cell = 0;
  const tables = wordTables(text);
  const end = (said: string, zone: Zone | null) => {
    const column = zone === 'cell' ? (tables.get(cell) ?? null) : null;
    if (said.trim() !== '') lines.push({ words: said.trim(), page, zone, column });
  };
  for (const character of text) {
    const sign = character.charCodeAt(0);
    if (sign === MARK.fieldCode) {
      fields.push('code');
    } else if (sign === MARK.fieldResult || sign === MARK.fieldEnd) {
      end(code, 'unknown');
      code = '';
      if (sign === MARK.fieldEnd) fields.pop();
      else if (fields.length > 0) fields[fields.length - 1] = 'result';
    } else if (fields.includes('code')) {
      code += sign >= 0x20 ? character : '';
    } else if (sign === MARK.cell || ENDS.has(sign)) {
      end(words, sign === MARK.cell ? 'cell' : null);
      words = '';
      if (sign === MARK.cell) cell += 1;
    } else if (sign === MARK.noBreakHyphen) {
      words += '-';
    } else if (sign >= 0x20 || sign === MARK.tab) {
      words += sign === MARK.tab ? ' ' : character;
    }
    if (sign === MARK.page) page += 1;
  }
  end(words, null);
  return lines;
}
