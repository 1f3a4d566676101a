import type { Zone } from '../../../../shared/messages/parts.ts';
import { bannersOf } from '../office/sheet-banners.ts';
import { type SharedColumn, sharedColumns } from '../office/sheet-columns.ts';
import { type ExcelRecord, RECORD } from './excel-97-records.ts';

/** [MS-XLS] 2.3: cells that hold something, each with its row and column in the first four bytes. Of strings, the number of the shared one. */
const FILLED: ReadonlySet<number> = new Set([
  RECORD.sharedLabel,
  RECORD.formula,
  RECORD.richLabel,
  RECORD.label,
  0x00bd, // several numbers
  0x0203, // number
  0x0205, // truth or error
  0x027e, // number, packed
]);

/** What sheets say of shared strings, by their numbers: where those stand that are banners, and the columns that have names. */
export interface SharedPlaces {
  readonly zones: ReadonlyMap<number, Zone>;
  readonly columns: readonly SharedColumn[];
  /** By sheet, in their order, each one's rows of names. */
  readonly sheets: readonly SheetRows[];
}

type SheetRows = readonly ReadonlyMap<number, number | null>[];
/** A table's names stand in the first of its rows that holds more than one cell. */
const HEAD_ROWS = 50;

export function sharedPlaces(records: Iterable<ExcelRecord>): SharedPlaces {
  const zones = new Map<number, Zone>();
  const columns: SharedColumn[] = [];
  const sheets: SheetRows[] = [];
  let rows = new Map<number, Map<number, number | null>>();
  const close = () => {
    const filled = [...rows.values()].map((row) => [...row.values()]);
    for (const [shared, zone] of bannersOf(filled, filled.at(-1) ?? null))
      if (shared !== null) zones.set(shared, zone);
    columns.push(...sharedColumns(rows.values()));
    sheets.push([...rows.values()].slice(0, HEAD_ROWS));
    rows = new Map();
  };
  for (const { type, pieces } of records) {
    const [body = Buffer.alloc(0)] = pieces;
    if (type === RECORD.beginning) close();
    if (!FILLED.has(type) || body.length < 6) continue;
    const row = body.readUInt16LE(0);
    const cells = rows.get(row) ?? new Map<number, number | null>();
    cells.set(
      body.readUInt16LE(2),
      type === RECORD.sharedLabel && body.length >= 10 ? body.readUInt32LE(6) : null,
    );
    rows.set(row, cells);
  }
  close();
  return { zones, columns, sheets };
}
