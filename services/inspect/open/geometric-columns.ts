import type { Column } from '../report.ts';
import { headsOf } from './table-columns.ts';

/** Words with their place on a page, in any unit, from the left and from the top. */
export interface PlacedWords {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Nothing else stands in their line, or all that does is as far away as cells are. */
  readonly isAlone: boolean;
}

/** Rows of a table follow one another more closely than what comes after it. */
const GAP_IN_HEIGHTS = 5;
/** How far edges of cells may be off that stand below each other. */
const OFF_IN_HEIGHTS = 0.3;
/** Letters that are spread over a line are no names. */
const MOST_LETTERS = 1;
const MOST_ROWS = 300;

type Row = readonly { readonly index: number; readonly cell: PlacedWords }[];

/** Rows of a page over which a table of the page before may go on, and below which its own may: headers and footers stand there. */
const ROWS_AT_EDGE = 5;

/** A table that may go on over a page, without its names. */
export interface OpenTable {
  readonly names: Row;
  readonly heads: readonly string[];
  /** Its last row that has every cell. */
  readonly last: Row;
}

/**
 * The columns of tables that are nothing but words in their places: names stand in a row, and below each what it names. By the index of
 * the words. Two columns of prose look alike, and do no harm: nothing is called *Classification* over them.
 *
 * @param above the table that the page before ended with.
 */
export function geometricColumns(
  words: readonly PlacedWords[],
  above: OpenTable | null = null,
): { readonly columns: ReadonlyMap<number, Column>; readonly open: OpenTable | null } {
  const columns = new Map<number, Column>();
  const rows = rowsOf(words);
  let open: OpenTable | null = null;
  let waiting = above;
  for (let from = 0; from < rows.length; ) {
    const row = rows[from] ?? [];
    const goesOn = waiting !== null && from < ROWS_AT_EDGE && continues(waiting, row);
    const names = goesOn && waiting !== null ? atTopOf(row, waiting.names) : row;
    const heads = goesOn && waiting !== null ? waiting.heads : namesIn(row);
    const first = goesOn ? from : from + 1;
    const body = heads === null ? [] : bodyBelow(names, rows.slice(first, first + MOST_ROWS));
    const cells = columnsIn(names, body);
    if (heads !== null) for (const [index, at] of cells) columns.set(index, { heads, at });
    from = cells.size > 0 ? first + body.length : from + 1;
    if (heads === null || cells.size === 0) continue;
    waiting = null;
    const last = body.findLast(({ length }) => length === names.length) ?? names;
    open = from >= rows.length - ROWS_AT_EDGE ? { names, heads, last } : null;
  }
  return { columns, open };
}

function continues({ names, heads, last }: OpenTable, row: Row): boolean {
  return (
    row.length === names.length &&
    row.some(({ cell }, at) => cell.text !== heads[at]) &&
    row.every(({ cell }, at) =>
      [names[at], last[at]].some((other) => other !== undefined && isInLine(cell, other.cell)),
    )
  );
}

/** The names as if they stood over this row. */
function atTopOf(row: Row, names: Row): Row {
  const bottom = row.reduce((least, { cell }) => Math.min(least, cell.top), Number.POSITIVE_INFINITY);
  return names.map(({ index, cell }) => ({ index, cell: { ...cell, top: bottom - heightOf(cell), bottom } }));
}

function namesIn(row: Row): readonly string[] | null {
  const texts = row.map(({ cell }) => cell.text);
  return texts.filter((text) => text.length === 1).length > MOST_LETTERS ? null : headsOf(texts);
}

/** Words by rows from the top, each row from the left. */
function rowsOf(words: readonly PlacedWords[]): Row[] {
  const order = words.map((cell, index) => ({ index, cell })).sort((a, b) => a.cell.top - b.cell.top);
  const rows: Array<{ bottom: number; middle: number; cells: Array<Row[number]> }> = [];
  for (const one of order) {
    const { top, bottom } = one.cell;
    const middle = (top + bottom) / 2;
    const row = rows.at(-1);
    if (row !== undefined && middle < row.bottom && row.middle > top) row.cells.push(one);
    else rows.push({ bottom, middle, cells: [one] });
  }
  return rows.map(({ cells }) => cells.sort((a, b) => a.cell.left - b.cell.left));
}

/** The rows of a table: what runs below several names alone is a line of prose, what stands below none begins something else. */
function bodyBelow(names: Row, below: readonly Row[]): Row[] {
  const body: Row[] = [];
  const extents = names.map(({ cell }) => ({ left: cell.left, right: cell.right }));
  let bottom = bottomOf(names);
  for (const row of below) {
    const [first] = row;
    if (first === undefined || first.cell.top - bottom > heightOf(first.cell) * GAP_IN_HEIGHTS) break;
    const isFull = row.length === names.length;
    if (!isFull) {
      const above = row.map(({ cell }) => extents.filter((extent) => overlaps(cell, extent)).length);
      if (above.every((count) => count === 0) || (row.length === 1 && above[0] !== 1)) break;
    }
    body.push(row);
    bottom = Math.max(bottom, bottomOf(row));
    if (isFull) widen(extents, row);
  }
  return body;
}

/** By index, the column of each cell that has one. */
function columnsIn(names: Row, body: readonly Row[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const full = [names, ...body.filter((row) => row.length === names.length)];
  const firm = new Set(full.filter((row, at) => at > 0 && standsInColumns(row, full, at)));
  const extents = names.map(({ cell }) => ({ left: cell.left, right: cell.right }));
  for (const row of firm) widen(extents, row);
  for (const row of body) {
    for (const [at, { index, cell }] of row.entries()) {
      const [column, another] = firm.has(row)
        ? [at]
        : [...extents.entries()].filter(([, extent]) => overlaps(cell, extent)).map(([number]) => number);
      // Where no row tells that there are columns, gaps in a line may be those of its words.
      if (column !== undefined && another === undefined && (firm.size > 0 || cell.isAlone))
        found.set(index, column);
    }
  }
  return found;
}

/** Each cell stands below that of the row before or above that of the next, on one edge or by its middle. */
function standsInColumns(row: Row, full: readonly Row[], at: number): boolean {
  return row.every(({ cell }, column) =>
    [full[0], full[at - 1], full[at + 1]].some((other) => {
      const beside = other === row ? undefined : other?.[column]?.cell;
      return beside !== undefined && isInLine(cell, beside);
    }),
  );
}

function isInLine(a: PlacedWords, b: PlacedWords): boolean {
  const off = heightOf(a) * OFF_IN_HEIGHTS;
  return (
    Math.abs(a.left - b.left) < off ||
    Math.abs(a.right - b.right) < off ||
    Math.abs(a.left + a.right - b.left - b.right) < off * 2
  );
}

interface Extent {
  left: number;
  right: number;
}

function widen(extents: readonly Extent[], row: Row): void {
  for (const [at, { cell }] of row.entries()) {
    const extent = extents[at];
    if (extent === undefined) continue;
    extent.left = Math.min(extent.left, cell.left);
    extent.right = Math.max(extent.right, cell.right);
  }
}

const overlaps = (cell: Extent, extent: Extent): boolean =>
  extent.left < cell.right && extent.right > cell.left;
const heightOf = (cell: PlacedWords): number => cell.bottom - cell.top;
const bottomOf = (row: Row): number => row.reduce((most, { cell }) => Math.max(most, cell.bottom), 0);
