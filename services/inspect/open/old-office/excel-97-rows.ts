import type { Zone } from '../../../../shared/messages/parts.ts';
import { bannersOf } from '../office/sheet-banners.ts';

/** [MS-XLS] 2.3: cells that hold something, each with its row in the first two bytes. Of strings, the number of the shared one. */
const SHARED = 0x00fd;
const FILLED: ReadonlySet<number> = new Set([
  SHARED,
  0x0006, // formula
  0x00bd, // several numbers
  0x00d6, // rich label
  0x0203, // number
  0x0204, // label
  0x0205, // truth or error
  0x027e, // number, packed
]);
const BEGINNING = 0x0809;

/** Where those shared strings stand, by their number, that are banners of a sheet. */
export function sharedZones(
  records: Iterable<{ readonly type: number; readonly pieces: readonly Buffer[] }>,
): ReadonlyMap<number, Zone> {
  const zones = new Map<number, Zone>();
  let rows = new Map<number, Array<number | null>>();
  const close = () => {
    const filled = [...rows.values()];
    for (const [shared, zone] of bannersOf(filled, filled.at(-1) ?? null))
      if (shared !== null) zones.set(shared, zone);
    rows = new Map();
  };
  for (const { type, pieces } of records) {
    const [body = Buffer.alloc(0)] = pieces;
    if (type === BEGINNING) close();
    if (!FILLED.has(type) || body.length < 6) continue;
    const row = body.readUInt16LE(0);
    const shared = type === SHARED && body.length >= 10 ? body.readUInt32LE(6) : null;
    const cells = rows.get(row) ?? [];
    if (cells.length < 2) cells.push(shared);
    rows.set(row, cells);
  }
  close();
  return zones;
}
