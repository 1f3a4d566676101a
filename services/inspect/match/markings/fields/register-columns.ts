import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import { cellsOf, DELIMITERS, LEAST_CELLS, mayBeRow } from './cells.ts';
import { type Header, headerOf, LONGEST_HEADER, levelIn } from './register-header.ts';
import { isOfLevels } from './short-levels.ts';
import type { FieldValue } from './written-fields.ts';

/** A header stands among a document's first lines; a register longer than this repeats its levels. */
const HEADER_LINES = 5;
const MOST_ROWS = 2000;
const LONGEST_VALUE = 80;
/** The first row stands this many lines below its header at most. */
const ROWS_WITHIN = 3;
const HEAD_CHARS = 2000;
/** Asked of every document before anything else is read: whether its first lines name a column of levels, and rows follow. */
export function mayHoldColumn(folder: Folder, segments: readonly TextSegment[]): boolean {
  const lines = firstLines(segments);
  const heads = Math.min(lines.length - 1, HEADER_LINES);
  for (let at = 0; at < heads; at += 1) {
    const line = lines[at] ?? '';
    if (line.length <= LONGEST_HEADER && hasRows(lines, at) && headerOf(folder, line) !== null) return true;
  }
  return false;
}

function firstLines(segments: readonly TextSegment[]): readonly string[] {
  const lines: string[] = [];
  for (const { text } of segments.slice(0, HEADER_LINES + ROWS_WITHIN)) {
    const head = text.slice(0, HEAD_CHARS);
    if (head.includes('\n')) lines.push(...head.split(/\r?\n/, HEADER_LINES + ROWS_WITHIN));
    else lines.push(head);
  }
  return lines;
}

/** Whether a line below has as many columns: prose with commas hardly ever does, and reading names of columns costs time. */
function hasRows(lines: readonly string[], head: number): boolean {
  for (const delimiter of DELIMITERS) {
    const cells = mayBeRow(lines[head] ?? '', delimiter);
    if (cells < LEAST_CELLS) continue;
    for (let row = head + 1; row <= head + ROWS_WITHIN && row < lines.length; row += 1)
      if (mayBeRow(lines[row] ?? '', delimiter, cells) === cells) return true;
  }
  return false;
}

/** The values of a register's column of levels (`id;title;classification`), as they would be written out. */
export function columnValues(folder: Folder, lines: readonly Line[]): readonly FieldValue[] {
  for (const head of lines.slice(0, HEADER_LINES)) {
    const header = headerOf(folder, head.text);
    if (header === null) continue;
    const { part } = head.segment.where;
    const rows = lines
      .slice(head.index + 1, head.index + 1 + MOST_ROWS)
      .filter((line) => line.segment.where.part === part)
      .flatMap((line) => {
        const cell = header.valueIn(cellsOf(line.text, header.delimiter));
        return cell !== null && cell.text !== '' && cell.text.length <= LONGEST_VALUE ? [{ line, cell }] : [];
      });
    const telling = header.named || isOfLevels(rows.map(({ cell }) => cell.text));
    return rows.map(({ line, cell }) =>
      levelIn(line, { ...cell, text: coloured(header, cell.text) }, telling, header.legend),
    );
  }
  return [];
}

/** `amber` in a column that is called `tlp` is TLP:AMBER. */
function coloured({ protocol }: Header, text: string): string {
  return protocol !== null && COLOUR.test(text) ? `${protocol}:${text}` : text;
}

const COLOUR = /^(?:red|amber(?:\+strict)?|green|clear|white)$/i;
