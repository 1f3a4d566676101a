import type { Column } from '../../report.ts';
import { headsOf } from '../table-columns.ts';

/** What is longer repeats its values. */
const MOST_ROWS = 2000;
/** A column of levels has few; of others it does not matter what they are called. */
const MOST_VALUES = 50;
const LEAST_NAMES = 2;

/** Of a sheet's column that is named and repeats itself: shared strings by their numbers. */
export interface SharedColumn {
  readonly heads: readonly (number | null)[];
  readonly at: number;
  readonly values: ReadonlySet<number>;
}

/** @param rows by column, the number of the shared string in a cell; null for one that holds something else. */
export function sharedColumns(rows: Iterable<ReadonlyMap<number, number | null>>): SharedColumn[] {
  let heads: Array<number | null> | null = null;
  const values: Array<Set<number>> = [];
  let count = 0;
  for (const row of rows) {
    count += 1;
    if (count > MOST_ROWS) break;
    if (heads === null) {
      if (row.size < LEAST_NAMES) continue;
      if ([...row.values()].includes(null)) return [];
      heads = [];
      for (const [at, shared] of row) heads[at] = shared;
      continue;
    }
    for (const [at, shared] of row) {
      if (shared === null) continue;
      const known = values[at] ?? new Set<number>();
      values[at] = known;
      if (known.size <= MOST_VALUES) known.add(shared);
    }
  }
  const names = Array.from(heads ?? [], (shared) => shared ?? null);
  return values.flatMap((known, at) =>
    known.size <= MOST_VALUES && names[at] != null ? [{ heads: names, at, values: known }] : [],
  );
}

/** The names over the table of a sheet, as numbers of shared strings; null where its first row holds anything else. */
export function sharedHeads(
  rows: Iterable<ReadonlyMap<number, number | null>>,
): ReadonlyMap<number, number> | null {
  for (const row of rows) {
    if (row.size < LEAST_NAMES) continue;
    const heads = new Map<number, number>();
    for (const [at, shared] of row) {
      if (shared === null) return null;
      heads.set(at, shared);
    }
    return heads;
  }
  return null;
}

/** The same as words; null where the names of some are none. */
export function headsOfRows(
  rows: Iterable<ReadonlyMap<number, number | null>>,
  textOf: (shared: number) => string,
): readonly string[] | null {
  const names: string[] = [];
  for (const [at, shared] of sharedHeads(rows) ?? []) names[at] = textOf(shared).trim();
  return headsOf(Array.from(names, (name = '') => name));
}

/** The columns in which each of these strings stands, by its number. */
export function columnsOfStrings(
  columns: readonly SharedColumn[],
  textOf: (shared: number) => string,
): ReadonlyMap<number, readonly Column[]> {
  const found = new Map<number, Column[]>();
  const named = new Map<SharedColumn['heads'], readonly string[] | null>();
  for (const { heads, at, values } of columns) {
    const names =
      named.get(heads) ?? headsOf(heads.map((shared) => (shared === null ? '' : textOf(shared).trim())));
    named.set(heads, names);
    if (names === null) continue;
    for (const shared of values) found.set(shared, [...(found.get(shared) ?? []), { heads: names, at }]);
  }
  return found;
}
