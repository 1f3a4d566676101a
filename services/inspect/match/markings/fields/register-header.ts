import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import { isFieldName } from '../grammar/standing.ts';
import { type Cell, cellsOf, DELIMITERS, type Delimiter, isSpacedHeader, LEAST_CELLS } from './cells.ts';
import { longForm } from './short-levels.ts';
import type { FieldValue } from './written-fields.ts';

export const LONGEST_HEADER = 400;
/** Sentences have longer parts between their commas. */
const LONGEST_NAME = 40;

/** The names of a register's columns, one of which is for levels. */
export interface Header {
  readonly delimiter: Delimiter;
  /** Its name is that of a field for levels wherever it stands. */
  readonly named: boolean;
  /** A column beside it explains the levels: `classification,meaning`. */
  readonly legend: boolean;
  /** Its name is a sharing protocol's, whose colours stand below: `tlp` over `amber`. */
  readonly protocol: string | null;
  /** The row's cell in the column of levels; null where the line is no row. */
  valueIn(row: readonly Cell[]): Cell | null;
}

export function headerOf(folder: Folder, text: string): Header | null {
  if (text.length > LONGEST_HEADER) return null;
  for (const delimiter of DELIMITERS) {
    if (delimiter === 'space' && !isSpacedHeader(text)) continue;
    const cells = cellsOf(text, delimiter);
    if (cells.length < LEAST_CELLS || cells.some((cell) => cell.text.length > LONGEST_NAME)) continue;
    const column = cells.findIndex(({ text: name }) => isLevelName(folder, name) !== null);
    const head = cells[column];
    if (!head) continue;
    return {
      delimiter,
      named: isLevelName(folder, head.text) === 'anywhere',
      protocol: /^(?:tlp|pap)$/i.test(head.text) ? head.text.toUpperCase() : null,
      legend: isLegend(
        cells.map(({ text: name }) => name),
        column,
      ),
      valueIn: (row) => {
        if (delimiter === 'gap') return under(head, row);
        return row.length === cells.length ? (row[column] ?? null) : null;
      },
    };
  }
  return null;
}

/** Typed tables are held together by what stands below what: empty cells leave nothing to count. */
function under(head: Cell, row: readonly Cell[]): Cell | null {
  if (row.length < 2) return null;
  const below = row.filter(({ start, end }) => start < head.end && end > head.start);
  return below.length === 1 ? (below[0] ?? null) : null;
}

/** Whether a name is that of a field for levels wherever it stands, or only over a column; null for other names. */
export function isLevelName(folder: Folder, name: string): 'anywhere' | 'over a column' | null {
  if (isFieldName(folder.fold(name))) return 'anywhere';
  return COLUMN.test(name) ? 'over a column' : null;
}

/** A table that explains levels begins with them, or has a column that does. */
export function isLegend(names: readonly string[], column: number): boolean {
  return column === 0 || names.some((name) => EXPLAINS.test(name));
}

/** Outweighs that several levels stand near one another: rows of a register do. */
const REGISTER_WEIGHT = 4;

/** A cell of a column of levels. One letter is a level only under a name that says so, or among levels (`telling`). */
export function levelIn(line: Line, cell: Cell, telling: boolean, legend: boolean): FieldValue {
  return {
    line,
    place: { start: cell.start, end: cell.end },
    value: cell.text.length > 1 || telling ? longForm(cell.text) : cell.text,
    evidence: { code: 'level-field', weight: legend ? 0 : REGISTER_WEIGHT },
  };
}

/** Names that say so only at the head of a column. */
const COLUMN = /^(?:tlp|pap|level|class|classif|classified|степень|ступінь|级别)\.?$/iu;

const EXPLAINS =
  /^(?:meaning|definition|description of level|examples?|handling|when to use|abbreviation|bedeutung|beispiele?|umgang|signification|exemples?|значение|примеры?|含义|说明|示例|意味|例)$/iu;
