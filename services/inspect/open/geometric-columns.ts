import type { Column } from '../report.ts';
import { headsOf } from './table-columns.ts';

/** Words with their place on a page, in any unit, from the left and from the top. */
export interface PlacedWords {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The columns of tables that are nothing but words in their places: names stand in a row, and below each what it names. By the index of
 * the words. Two columns of prose look alike, and do no harm: nothing is called *Classification* over them.
 */
export function geometricColumns(words: readonly PlacedWords[]): ReadonlyMap<number, Column> {
  const found = new Map<number, Column>();
  let names: readonly PlacedWords[] = [];
  let heads: readonly string[] = [];
  let bottom = 0;
  for (const row of rowsOf(words)) {
    const cells = row.map((index) => words[index]).filter((cell) => cell !== undefined);
    const above = cells.map((cell) => names.filter((name) => standsBelow(cell, name)));
    if (endsTable(cells, above, bottom)) names = [];
    bottom = Math.max(...cells.map((cell) => cell.bottom));
    if (names.length > 0) {
      for (const [at, index] of row.entries()) {
        const [name, another] = above[at] ?? [];
        if (name !== undefined && another === undefined) found.set(index, { heads, at: names.indexOf(name) });
      }
      continue;
    }
    const own = headsOf(cells.map(({ text }) => text));
    if (own === null) continue;
    names = cells;
    heads = own;
  }
  return found;
}

/** Rows of a table follow one another more closely than what comes after it. */
const GAP_IN_HEIGHTS = 5;

/** What runs below several names is a line of prose; what stands below none begins something else. */
function endsTable(
  cells: readonly PlacedWords[],
  above: readonly (readonly PlacedWords[])[],
  bottom: number,
): boolean {
  const [first] = cells;
  if (first !== undefined && first.top - bottom > (first.bottom - first.top) * GAP_IN_HEIGHTS) return true;
  return (cells.length === 1 && above[0]?.length !== 1) || above.every((names) => names.length === 0);
}

/** Words by rows from the top, each row from the left. */
function rowsOf(words: readonly PlacedWords[]): number[][] {
  const order = [...words.entries()].sort(([, a], [, b]) => a.top - b.top);
  const rows: Array<{ bottom: number; middle: number; indices: number[] }> = [];
  for (const [index, { top, bottom }] of order) {
    const row = rows.at(-1);
    if (row !== undefined && (top + bottom) / 2 < row.bottom && row.middle > top) row.indices.push(index);
    else rows.push({ bottom, middle: (top + bottom) / 2, indices: [index] });
  }
  return rows.map(({ indices }) => indices.sort((a, b) => (words[a]?.left ?? 0) - (words[b]?.left ?? 0)));
}

function standsBelow(cell: PlacedWords, name: PlacedWords): boolean {
  return name.left < cell.right && name.right > cell.left;
}
