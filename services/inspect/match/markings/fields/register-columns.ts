import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import { type Cell, cellsOf, DELIMITERS, LEAST_CELLS, mayBeRow } from './cells.ts';
import { headerOf, LONGEST_HEADER } from './register-header.ts';
import { isOfLevels, longForm } from './short-levels.ts';
import type { FieldValue } from './written-fields.ts';

/** A header stands among a document's first lines; a register longer than this repeats its levels. */
const HEADER_LINES = 5;
const MOST_ROWS = 2000;
const LONGEST_VALUE = 80;
/** The first row stands this many lines below its header at most. */
const ROWS_WITHIN = 3;
const HEAD_CHARS = 2000;
/** Outweighs that several levels stand near one another: rows of a register do. A legend begins with its levels. */
const REGISTER_WEIGHT = 4;

/** Asked of every document before anything else is read: whether its first lines name a column of levels, and rows follow. */
export function mayHoldColumn(folder: Folder, segments: readonly TextSegment[]): boolean {
  const lines = segments
    .slice(0, HEADER_LINES + ROWS_WITHIN)
    .flatMap(({ text }) => text.slice(0, HEAD_CHARS).split(/\r?\n/, HEADER_LINES + ROWS_WITHIN));
  return lines
    .slice(0, HEADER_LINES)
    .some(
      (line, at) =>
        hasRows(line, lines.slice(at + 1, at + 1 + ROWS_WITHIN)) && headerOf(folder, line) !== null,
    );
}

/** Whether a line below has as many columns: prose with commas hardly ever does, and reading names of columns costs time. */
function hasRows(line: string, below: readonly string[]): boolean {
  return (
    line.length <= LONGEST_HEADER &&
    DELIMITERS.some((delimiter) => {
      const cells = mayBeRow(line, delimiter);
      return cells >= LEAST_CELLS && below.some((row) => mayBeRow(row, delimiter) === cells);
    })
  );
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
    return rows.map(({ line, cell }) => levelIn(line, cell, telling, header.legend));
  }
  return [];
}

/** One letter is a level only under a name that says so, or among levels. */
function levelIn(line: Line, cell: Cell, telling: boolean, legend: boolean): FieldValue {
  const value = cell.text.length > 1 || telling ? longForm(cell.text) : cell.text;
  return {
    line,
    place: { start: cell.start, end: cell.end },
    value,
    evidence: { code: 'level-field', weight: legend ? 0 : REGISTER_WEIGHT },
  };
}
