import type { Zone } from '../../../../shared/messages/parts.ts';

/** Where banners of sheets are typed: a cell that fills one of the first rows by itself, or the last. */
export type Banner<Cell> = readonly [cell: Cell, zone: Zone];

const FIRST_ROWS = 3;
/** Rows in which a sheet shows that it is a table: a list of words has no banner. */
const TABLE_WITHIN = 20;

/**
 * @param rows those that hold anything, each by its cells that do; taken only as far as they are needed.
 * @param last the last of them.
 */
export function bannersOf<Cell>(
  rows: Iterable<readonly Cell[]>,
  last: readonly Cell[] | null,
): Banner<Cell>[] {
  const heads: Banner<Cell>[] = [];
  let isTable = false;
  let count = 0;
  for (const row of rows) {
    count += 1;
    isTable ||= row.length > 1;
    if (count <= FIRST_ROWS) heads.push(...alone(row, 'header'));
    if (count >= TABLE_WITHIN || (count >= FIRST_ROWS && isTable)) break;
  }
  return isTable ? [...heads, ...alone(last ?? [], 'footer')] : [];
}

function alone<Cell>(row: readonly Cell[], zone: Zone): Banner<Cell>[] {
  const [cell] = row;
  return cell !== undefined && row.length === 1 ? [[cell, zone]] : [];
}
