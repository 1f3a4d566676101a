import type { TextSegment } from '../../report.ts';
import type { Line } from './document-lines.ts';
import type { Folder } from './fold.ts';
import { isFieldName } from './grammar/standing.ts';
import type { Evidence } from './mark.ts';

/** A header stands among a document's first lines; a register longer than this repeats its levels. */
const HEADER_LINES = 5;
const MOST_ROWS = 2000;
const LEAST_COLUMNS = 3;
const LONGEST_VALUE = 80;
const DELIMITERS = [',', ';', '\t', '|'];

const ELEMENT = /<([\p{L}][\p{L}\d:._-]{1,40})(?: [^<>]{0,200})?>([^<>]{2,80})<\/\1>/gu;
const ATTRIBUTE = /[\s]([\p{L}][\p{L}\d:._-]{1,40})="([^"<>]{2,80})"/gu;
/** `securityClassification`, `nato:marking`, `tlp`: elements that hold the label of the document they stand in. */
const LABEL_NAME =
  /^(?:[\p{L}\d._-]+:)?(?:(?:security|document|protective|overall|doc)?[._-]?(?:classification|marking|sensitivity)(?:[._-]?(?:level|label))?|security[._-]?(?:label|level)|tlp|distribution|einstufung|schutzvermerk|гриф)$/iu;

/**
 * Fields that hold a level in files written as text: the level column of a register (`id;title;classification`) and the label
 * of an XML file. Each comes back as a line of its own, `Classification: VALUE`, as a form would have it.
 */
export function writtenFields(folder: Folder, lines: readonly Line[]): WrittenField[] {
  const field = (line: Line, value: string, weight: number): WrittenField => {
    const text = `Classification: ${value}`;
    return { line: { ...line, text, folded: folder.fold(text) }, evidence: { code: 'level-field', weight } };
  };
  return [
    ...columnValues(folder, lines).map(({ line, value, weight }) => field(line, value, weight)),
    ...lines.flatMap((line) => labelsIn(line.text).map((value) => field(line, value, LABEL_WEIGHT))),
  ];
}

export interface WrittenField {
  readonly line: Line;
  readonly evidence: Evidence;
}

/** The label of a file's own root or head. */
const LABEL_WEIGHT = 1;
/** Outweighs that several levels stand near one another: rows of a register do. A legend begins with its levels. */
const REGISTER_WEIGHT = 4;
/** How registers shorten levels; one letter only under a name that says it is one. */
const SHORT: Readonly<Record<string, string>> = {
  CTS: 'COSMIC TOP SECRET',
  NS: 'NATO SECRET',
  NC: 'NATO CONFIDENTIAL',
  NR: 'NATO RESTRICTED',
  TS: 'TOP SECRET',
  S: 'SECRET',
  C: 'CONFIDENTIAL',
  ОВ: 'Особой важности',
  СС: 'Совершенно секретно',
  С: 'Секретно',
  ЦТ: 'Цілком таємно',
};

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

/** The first row stands this many lines below its header at most. */
const ROWS_WITHIN = 3;
const HEAD_CHARS = 2000;

/** Whether a line below has as many columns: prose with commas hardly ever does, and reading names of columns costs time. */
function hasRows(line: string, below: readonly string[]): boolean {
  return (
    line.length <= LONGEST_HEADER &&
    DELIMITERS.some((delimiter) => {
      const columns = columnsOf(line, delimiter);
      return columns >= LEAST_COLUMNS && below.some((row) => columnsOf(row, delimiter) === columns);
    })
  );
}

function columnsOf(line: string, delimiter: string): number {
  let columns = 1;
  for (let at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, at + 1)) columns++;
  return columns;
}

const LONGEST_HEADER = 400;
/** Sentences have longer parts between their commas. */
const LONGEST_NAME = 40;

interface Header {
  readonly delimiter: string;
  readonly column: number;
  readonly columns: number;
  /** Its name is that of a field for levels wherever it stands. */
  readonly named: boolean;
  /** A column beside it explains the levels: `classification,meaning`. */
  readonly legend: boolean;
}

function headerOf(folder: Folder, text: string): Header | null {
  if (text.length > LONGEST_HEADER) return null;
  for (const delimiter of DELIMITERS) {
    const cells = text.split(delimiter).map(bare);
    if (cells.length < LEAST_COLUMNS || cells.some((cell) => cell.length > LONGEST_NAME)) continue;
    const isNamed = (cell: string): boolean => isFieldName(folder.fold(cell));
    const column = cells.findIndex((cell) => isNamed(cell) || COLUMN.test(cell));
    if (column >= 0)
      return {
        delimiter,
        column,
        columns: cells.length,
        named: isNamed(cells[column] ?? ''),
        legend: column === 0 || cells.some((cell) => EXPLAINS.test(cell)),
      };
  }
  return null;
}

/** Names that say so only at the head of a column. */
const COLUMN = /^(?:level|classif|classified|степень|ступінь|级别)\.?$/iu;

const EXPLAINS =
  /^(?:meaning|definition|description of level|examples?|handling|when to use|abbreviation|bedeutung|beispiele?|umgang|signification|exemples?|значение|примеры?|含义|说明|示例|意味|例)$/iu;

function columnValues(
  folder: Folder,
  lines: readonly Line[],
): { line: Line; value: string; weight: number }[] {
  for (const head of lines.slice(0, HEADER_LINES)) {
    const header = headerOf(folder, head.text);
    if (header === null) continue;
    const { part } = head.segment.where;
    return lines
      .slice(head.index + 1, head.index + 1 + MOST_ROWS)
      .filter((line) => line.segment.where.part === part)
      .flatMap((line) => {
        const cells = line.text.split(header.delimiter).map(bare);
        const value = cells[header.column] ?? '';
        if (cells.length !== header.columns || value === '' || value.length > LONGEST_VALUE) return [];
        const long = value.length > 1 || header.named ? SHORT[value] : undefined;
        return [{ line, value: long ?? value, weight: header.legend ? 0 : REGISTER_WEIGHT }];
      });
  }
  return [];
}

function bare(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

function labelsIn(text: string): string[] {
  if (!text.includes('<')) return [];
  const found = [...text.matchAll(ELEMENT), ...(/^\s*</.test(text) ? text.matchAll(ATTRIBUTE) : [])];
  return found.flatMap(([, name = '', value = '']) => (LABEL_NAME.test(name) ? [value.trim()] : []));
}
