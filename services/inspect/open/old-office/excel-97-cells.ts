import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import { columnsOfStrings, headsOfRows } from '../office/sheet-columns.ts';
import { literals } from './excel-97-formulas.ts';
import { type ExcelRecord, RECORD } from './excel-97-records.ts';
import type { SharedPlaces } from './excel-97-rows.ts';
import { sharedStrings } from './excel-97-shared-strings.ts';
import { type Lettering, stringAt } from './excel-97-strings.ts';

/** A text of a workbook, its lines not yet parted. */
export interface Said {
  readonly text: string;
  readonly zone: Zone;
  readonly columns?: readonly Column[] | undefined;
}

const FORMULA_AT = 22;

/** What cells say, told of a workbook's records in their order: each with the names of the columns it stands in. */
export function cellsOf(
  places: SharedPlaces,
  cut: () => void,
): (record: ExcelRecord, lettering: Lettering) => Iterable<Said> {
  let strings: readonly string[] = [];
  const textOf = (shared: number) => strings[shared] ?? '';
  let sheet = 0;
  let heads: readonly string[] | null = null;
  /** Of the formula whose result comes next. */
  let resultAt = 0;
  const over = (at: number) => (heads?.[at] ? [{ heads, at }] : undefined);
  return function* ({ type, pieces }, lettering) {
    const [body = Buffer.alloc(0)] = pieces;
    const column = body.length >= 4 ? body.readUInt16LE(2) : null;
    switch (type) {
      case RECORD.beginning:
        sheet += 1;
        heads = headsOfRows(places.sheets[sheet] ?? [], textOf);
        break;
      case RECORD.sharedStrings: {
        strings = [...sharedStrings(pieces, cut)];
        const columns = columnsOfStrings(places.columns, textOf);
        for (const [shared, text] of strings.entries())
          yield { text, zone: places.zones.get(shared) ?? 'cell', columns: columns.get(shared) };
        break;
      }
      case RECORD.label:
      case RECORD.richLabel: {
        const columns = column === null ? undefined : over(column);
        yield { text: stringAt(body, 6, 2, lettering), zone: 'cell', columns };
        break;
      }
      case RECORD.formula:
        resultAt = column ?? 0;
        if (!lettering.isOld) for (const text of literals(body, FORMULA_AT)) yield { text, zone: 'cell' };
        break;
      case RECORD.string:
        yield { text: stringAt(body, 0, 2, lettering), zone: 'cell', columns: over(resultAt) };
        break;
    }
  };
}
