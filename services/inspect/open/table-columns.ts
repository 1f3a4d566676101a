import type { Column } from '../report.ts';

/** Names of columns are short. */
const LONGEST_NAME = 40;
const LEAST_NAMES = 2;
/** More columns than anybody names; a sheet says of a thousand empty cells that they are alike. */
const MOST_NAMES = 200;

/** The names of a table's columns, by the cells of a row from the left; null where the row names none. */
export function headsOf(cells: readonly string[]): readonly string[] | null {
  const named = cells.filter((cell) => cell !== '');
  const isHead =
    named.length >= LEAST_NAMES && named.every((name) => name.length <= LONGEST_NAME && /\p{L}/u.test(name));
  return isHead ? cells : null;
}

interface Table {
  /** Those of the first row that holds more than one cell; none where they are no names. */
  heads: readonly string[] | null;
  /** Of the row that is open, as long as there are no names. */
  cells: string[];
  at: number;
  next: number;
}

/** Tells the cells of tables the names over them, while the tables are read. Tables stand in cells of others. */
export interface TableColumns {
  /** @param heads what stands over the columns, where that is known beforehand. */
  beginTable(heads?: readonly string[] | null): void;
  endTable(): void;
  beginRow(): void;
  /** @param columns how many columns the cell takes, or cells alike there are. @param at its column, where it says so. */
  beginCell(columns?: number, at?: number | null): void;
  endRow(): void;
  /** Words of the cell that is open; null where no name stands over them. */
  say(words: string): Column | null;
}

export function createTableColumns(): TableColumns {
  const tables: Table[] = [];
  return {
    beginTable: (heads = null) => void tables.push({ heads, cells: [], at: 0, next: 0 }),
    endTable: () => void tables.pop(),
    beginRow() {
      const table = tables.at(-1);
      if (table !== undefined) Object.assign(table, { cells: [], at: 0, next: 0 });
    },
    beginCell(columns = 1, at = null) {
      const table = tables.at(-1);
      if (table === undefined) return;
      table.at = at ?? table.next;
      table.next = table.at + (columns > 0 ? columns : 1);
    },
    endRow() {
      const table = tables.at(-1);
      if (table === undefined || table.heads !== null) return;
      const row = Array.from(table.cells, (cell = '') => cell);
      if (row.filter((cell) => cell !== '').length >= LEAST_NAMES) table.heads = headsOf(row) ?? [];
    },
    say(words) {
      const table = tables.at(-1);
      if (table === undefined || table.at >= MOST_NAMES) return null;
      if (table.heads === null) table.cells[table.at] = `${table.cells[table.at] ?? ''} ${words}`.trim();
      return table.heads?.[table.at] ? { heads: table.heads, at: table.at } : null;
    },
  };
}
