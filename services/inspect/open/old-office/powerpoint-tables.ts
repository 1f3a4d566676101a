import type { Column } from '../../report.ts';
import { geometricColumns, type PlacedWords } from '../geometric-columns.ts';
import { pptRecords, wordsOfRecord } from './powerpoint-records.ts';

/** [MS-ODRAW] 2.2.14, 2.2.16, 2.2.39: a group, a shape, and where a shape of a group stands: left, top, right, bottom. */
const GROUP = 0xf003;
const SHAPE = 0xf004;
const ANCHOR = 0xf00f;
const ANCHOR_BYTES = 16;

interface Cell extends PlacedWords {
  /** At which byte its shape begins. */
  readonly at: number;
}

/** The columns of tables by the byte at which the shape of a cell begins: a table is a group of shapes, side by side and below each other. */
export function shapeColumns(stream: Buffer): ReadonlyMap<number, Column> {
  const found = new Map<number, Column>();
  for (const cells of groupsOf(stream))
    for (const [index, column] of geometricColumns(cells).columns) {
      const cell = cells[index];
      if (cell !== undefined) found.set(cell.at, column);
    }
  return found;
}

function groupsOf(stream: Buffer): Iterable<Cell[]> {
  const groups = new Map<number, Cell[]>();
  const open: Array<{ at: number; end: number }> = [];
  let shape = 0;
  let anchor: Buffer | null = null;
  for (const { type, at, body } of pptRecords(stream)) {
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= at) open.pop();
    if (type === GROUP) open.push({ at, end: at + 8 + body.length });
    else if (type === SHAPE) {
      shape = at;
      anchor = null;
    } else if (type === ANCHOR && body.length >= ANCHOR_BYTES) anchor = body;
    const text = wordsOfRecord(type, body).trim();
    const group = open.at(-1)?.at;
    if (text === '' || anchor === null || group === undefined) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((side) => anchor?.readInt32LE(side));
    const cells = groups.get(group) ?? [];
    cells.push({ at: shape, text, left, top, right, bottom, isAlone: true });
    groups.set(group, cells);
    anchor = null;
  }
  return groups.values();
}
