import type { Column } from '../../report.ts';
import type { Opened } from '../opened.ts';
import { headsOf } from '../table-columns.ts';
import { officeSegment, readOfficeXml } from './office-xml.ts';
import { wordDialect } from './ooxml-parts.ts';
import type { Banner } from './sheet-banners.ts';
import { columnsOfStrings, type SharedColumn, sharedHeads } from './sheet-columns.ts';
import { type SheetCell, sharedBanners, sharedRows, stringsOf, zonesOf } from './sheet-rows.ts';

/** What sheets say of the strings they share: which are banners, and which stand in columns that have a name. */
export interface SheetPlaces {
  readonly banners: readonly Banner<SheetCell>[];
  readonly columns: readonly SharedColumn[];
}

/** The strings that cells of an XLSX workbook share, each once, used or not. */
export function sharedStrings(xml: string, { part }: { part: string }, places: SheetPlaces): Opened[] {
  const zones = zonesOf(sharedBanners(xml, places.banners), wordDialect);
  const columns = columnsOf(xml, places.columns);
  return readOfficeXml(xml, wordDialect).map((line) => {
    const segment = officeSegment(line, { part, page: null, zone: zones.get(line.text) ?? 'cell' });
    const over = columns.get(line.text);
    return { kind: 'text', segment: over === undefined ? segment : { ...segment, columns: over } };
  });
}

/** The names over the table of a sheet, where all of them are shared strings. */
export function headsOfSheet(sheet: string, sst: string): readonly string[] | null {
  const heads = sharedHeads(sharedRows(sheet));
  if (heads === null) return null;
  const strings = stringsOf(sst, new Set(heads.values()));
  const names: string[] = [];
  for (const [at, shared] of heads) {
    const words = readOfficeXml(strings.get(shared) ?? '', wordDialect);
    names[at] = words.map(({ text }) => text).join(' ');
  }
  return headsOf(Array.from(names, (name = '') => name));
}

function columnsOf(xml: string, columns: readonly SharedColumn[]): ReadonlyMap<string, readonly Column[]> {
  const wanted = new Set(columns.flatMap(({ heads, values }) => [...heads, ...values]).filter(isNumber));
  const lines = new Map(
    [...stringsOf(xml, wanted)].map(([shared, string]) => [
      shared,
      readOfficeXml(string, wordDialect)
        .map(({ text }) => text)
        .join(' '),
    ]),
  );
  const found = columnsOfStrings(columns, (shared) => lines.get(shared) ?? '');
  return new Map([...found].map(([shared, over]) => [lines.get(shared) ?? '', over]));
}

const isNumber = (shared: number | null): shared is number => shared !== null;
