import type { Zone } from '../../../shared/messages/parts.ts';

/** Where banners of sheets are typed: a cell that fills one of the first rows by itself, or the last. */
export type Banner<Cell> = readonly [cell: Cell, zone: Zone];

const FIRST_ROWS = 3;
/** Rows in which a sheet shows that it is a table: a list of words has no banner. */
const TABLE_WITHIN = 20;

/** @param first the first rows that hold anything, as far as they are known; each by its cells that do. @param last the last one. */
export function bannersOf<Cell>(
  first: readonly (readonly Cell[])[],
  last: readonly Cell[] | null,
): Banner<Cell>[] {
  if (!first.slice(0, TABLE_WITHIN).some((row) => row.length > 1)) return [];
  const heads = first.slice(0, FIRST_ROWS).flatMap((row): Banner<Cell>[] => alone(row, 'header'));
  return [...heads, ...alone(last ?? [], 'footer')];
}

function alone<Cell>(row: readonly Cell[], zone: Zone): Banner<Cell>[] {
  const [cell] = row;
  return cell !== undefined && row.length === 1 ? [[cell, zone]] : [];
}
