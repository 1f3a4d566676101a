import type { Column } from '../../report.ts';
import { headsOf } from '../table-columns.ts';

const CELL = '\u0007';
const PARAGRAPH = /[\r\f]/;
const MARKS = /\p{Cc}+/gu;
const FEWEST_COLUMNS = 2;
const MOST_COLUMNS = 32;

/**
 * The columns in which the cells of a story stand, by the number of the cell mark that ends them. A mark ends each cell and one more the
 * row; nothing says which is which but that behind the last cell of every row nothing stands.
 */
export function wordTables(story: string): ReadonlyMap<number, Column> {
  const found = new Map<number, Column>();
  const cells = story.split(CELL);
  // What follows the last mark is no cell.
  cells.pop();
  for (let from = 0; from < cells.length; ) {
    const table = tableFrom(cells, from);
    if (table === null) {
      from += 1;
      continue;
    }
    const { columns, to } = table;
    const heads = headsOf(cells.slice(from, from + columns).map(wordsOf));
    if (heads !== null)
      for (let at = from + columns + 1; at < to; at += 1) {
        const column = (at - from) % (columns + 1);
        if (column < columns) found.set(at, { heads, at: column });
      }
    from = to;
  }
  return found;
}

/** The fewest columns with which every row ends in nothing, and where the table ends. */
function tableFrom(cells: readonly string[], from: number): { columns: number; to: number } | null {
  for (let columns = FEWEST_COLUMNS; columns <= MOST_COLUMNS; columns += 1) {
    const to = endOfRows(cells, from, columns);
    if (to - from > columns + 1) return { columns, to };
  }
  return null;
}

/** Behind the last of the rows that end in nothing; a row before which a paragraph ended begins something else. */
function endOfRows(cells: readonly string[], from: number, columns: number): number {
  let at = from;
  while (cells[at + columns] === '' && (at === from || !PARAGRAPH.test(cells[at] ?? ''))) at += columns + 1;
  return at;
}

/** The words of a cell without what stands before its table. */
function wordsOf(cell: string): string {
  return (cell.split(PARAGRAPH).at(-1) ?? '').replace(MARKS, ' ').trim();
}
