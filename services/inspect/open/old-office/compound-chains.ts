import { ContentError } from '../../../../shared/errors.ts';

const HEADER_FAT_SECTORS = 109;
const ENTRY = 128;
const NONE = 0xffffffff;
/** Sector numbers from here on are marks (end of chain, free, table), not sectors. */
const MARKS = 0x80000000;
/** Streams below this size lie in small sectors, which have a table of their own. */
const SMALL_STREAM = 4096;

/**
 * Refuses a compound file whose chains of sectors run in circles, whose directory refers back to itself, or whose streams claim
 * to be larger than the file: readers that follow them fill memory without end. What is merely missing is left to them.
 * Source: [MS-CFB] 2.2–2.6. @throws ContentError CONTENT_DAMAGED.
 */
export function checkCompoundChains(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512) throw damaged('its header is cut off');
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged(`its sectors are 2^${shift} bytes`);
  if (view.getUint16(32, true) !== 6)
    throw damaged(`its small sectors are 2^${view.getUint16(32, true)} bytes`);
  const size = 1 << shift;
  const sectors = Math.ceil(bytes.length / size);
  for (const [name, at] of [
    ['FAT', 44],
    ['mini FAT', 64],
    ['DIFAT', 72],
  ] as const) {
    if (view.getUint32(at, true) > sectors)
      throw damaged(`it claims more ${name} sectors than it has sectors`);
  }
  const word = (at: number) => (at + 4 <= bytes.length ? view.getUint32(at, true) : NONE);
  const startOf = (sector: number) => (sector + 1) * size;

  // Sectors behind the end of the file are followed as well: readers do, and circles run through them.
  const chainIn = (tables: readonly number[], first: number): number[] => {
    const found = new Set<number>();
    for (let sector = first; sector < MARKS; ) {
      const table = tables[Math.floor(sector / (size / 4))];
      if (found.has(sector)) throw damaged('a chain of its sectors runs in circles');
      found.add(sector);
      sector = table === undefined ? NONE : word(startOf(table) + (sector % (size / 4)) * 4);
    }
    return [...found];
  };
  const tables = tablesOf(word, startOf, size, sectors);
  const chain = (first: number) => chainIn(tables, first);
  const smallTables = chain(word(60));
  const entries = chain(word(48)).flatMap((sector) =>
    Array.from({ length: size / ENTRY }, (_, i) => startOf(sector) + i * ENTRY),
  );
  const pointedAt = new Set<number>();
  for (const at of entries) {
    const type = bytes[at + 66] ?? 0;
    if (type === 0) continue;
    if (type === 2 && word(at + 120) > bytes.length)
      throw damaged('a stream claims to be larger than the file');
    const isSmall = type === 2 && word(at + 120) < SMALL_STREAM;
    if (type !== 1 && word(at + 120) > 0) chainIn(isSmall ? smallTables : tables, word(at + 116));
    for (const link of [68, 72, 76]) {
      const to = word(at + link);
      if (to >= entries.length) continue;
      // Every entry of a tree has one parent: a second one makes a circle or a knot.
      if (pointedAt.has(to) || to === 0) throw damaged('its directory refers back to itself');
      pointedAt.add(to);
    }
  }
}

/** The sectors that hold the table of chains: 109 from the header, further ones through a chain of their own. */
function tablesOf(
  word: (at: number) => number,
  startOf: (sector: number) => number,
  size: number,
  sectors: number,
): number[] {
  const tables: number[] = [];
  for (let i = 0; i < Math.min(HEADER_FAT_SECTORS, word(44)); i++) tables.push(word(76 + i * 4));
  let steps = 0;
  for (let more = word(68); more < MARKS; more = word(startOf(more) + size - 4)) {
    if (steps++ > sectors) throw damaged('a chain of its sectors runs in circles');
    for (let i = 0; i < size / 4 - 1; i++) tables.push(word(startOf(more) + i * 4));
  }
  return tables;
}

function damaged(what: string): ContentError {
  return new ContentError('CONTENT_DAMAGED', `Expected a whole compound file, ${what}`);
}
