import type { Zone } from '../../../../shared/messages/parts.ts';
import { type Dialect, readOfficeXml } from './office-xml.ts';
import { type Banner, bannersOf } from './sheet-banners.ts';

/** What a cell of an XLSX sheet holds: text of its own, as XML, or the number of a shared string. */
export type SheetCell = { readonly xml: string } | { readonly shared: number };

/** More than a table's first rows take, and its last one. */
const HEAD_CHARS = 200_000;
const HEAD_ROWS = 30;
const FOOT_CHARS = 20_000;

// Split where each begins: looking for where one ends would take the square of the time where none does.
const ROW = /<(?:\w+:)?row(?=[\s>])/;
const CELL = /<(?:\w+:)?c(?=[\s>])/;
const STRING = /<(?:\w+:)?si(?=[\s/>])/;

/** The cells of a sheet that stand as banners do. */
export function sheetBanners(xml: string): Banner<SheetCell>[] {
  const begin = xml.search(/<(?:\w+:)?sheetData[\s>]/);
  const end = xml.lastIndexOf('sheetData>');
  if (begin < 0 || end < begin) return [];
  const head = xml
    .slice(begin, Math.min(end, begin + HEAD_CHARS))
    .split(ROW, HEAD_ROWS)
    .slice(1);
  const foot = xml
    .slice(Math.max(begin, end - FOOT_CHARS), end)
    .split(ROW)
    .slice(1);
  return bannersOf(filled(head), filled(foot.toReversed()).next().value ?? null);
}

function* filled(rows: readonly string[]): Generator<SheetCell[], undefined> {
  for (const row of rows) {
    const cells = row.split(CELL).slice(1).flatMap(cellOf);
    if (cells.length > 0) yield cells;
  }
}

function cellOf(cell: string): SheetCell[] {
  if (!/<(?:\w+:)?(?:v|t)[\s>]/.test(cell)) return [];
  const shared = /^[^>]*\bt\s*=\s*["']s["']/.test(cell)
    ? /<(?:\w+:)?v>\s*(\d{1,9})\s*</.exec(cell)?.[1]
    : undefined;
  return [shared === undefined ? { xml: bare(`<c ${cell}`) } : { shared: Number(shared) }];
}

const CELL_OR_ROW = /<(?:\w{1,20}:)?(row|c)(?=[\s>])([^<>]*)>(?:\s*<(?:\w{1,20}:)?v>\s*(\d{1,9})\s*<)?/g;
/** What the rows that are asked take. */
const ROWS_CHARS = 4_000_000;
const LETTERS = 26;

/** Rows of an XLSX sheet: by column, the number of the shared string in a cell; null for one that holds something else. */
export function* sharedRows(xml: string): Iterable<ReadonlyMap<number, number | null>> {
  let row = new Map<number, number | null>();
  let next = 0;
  const rows = xml.slice(0, ROWS_CHARS);
  for (const { 0: tag, 1: name, 2: attributes = '', 3: value, index } of rows.matchAll(CELL_OR_ROW)) {
    if (name === 'row') {
      if (row.size > 0) yield row;
      row = new Map();
      next = 0;
      continue;
    }
    const at = placeOf(/\br\s*=\s*["']([A-Z]{1,3}\d)/.exec(attributes)?.[1] ?? '') ?? next;
    next = at + 1;
    if (attributes.endsWith('/') || rows.startsWith('</', index + tag.length)) continue;
    const isShared = /\bt\s*=\s*["']s["']/.test(attributes);
    row.set(at, isShared && value !== undefined ? Number(value) : null);
  }
  if (row.size > 0) yield row;
}

/** The column of a cell by its name: that of "A1" is 0, of "AB7" 27; null for other words. */
export function placeOf(name: string): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(name)?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Single shared strings as XML, by their numbers. */
export function stringsOf(sst: string, numbers: ReadonlySet<number>): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  if (numbers.size === 0) return found;
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  const strings = sst.split(STRING, most + 2).slice(1);
  for (const number of numbers) {
    const string = strings[number];
    if (string !== undefined) found.set(number, bare(`<si ${string}`));
  }
  return found;
}

/** The shared strings that are banners of a sheet, as XML. */
export function sharedBanners(sst: string, banners: readonly Banner<SheetCell>[]): Banner<string>[] {
  const wanted = banners.flatMap(([cell, zone]) => ('shared' in cell ? [[cell.shared, zone] as const] : []));
  const strings = stringsOf(sst, new Set(wanted.map(([number]) => number)));
  return wanted.flatMap(([number, zone]) => {
    const string = strings.get(number);
    return string === undefined ? [] : [[string, zone] as const];
  });
}

/** Where the words of these cells stand. */
export function zonesOf(banners: readonly Banner<string>[], dialect: Dialect): ReadonlyMap<string, Zone> {
  return new Map(
    banners.flatMap(([xml, zone]) => readOfficeXml(xml, dialect).map(({ text }) => [text, zone] as const)),
  );
}

/** A piece of a file has no prefixes declared, and a workbook's own names need none. */
function bare(xml: string): string {
  return xml.replace(/(<\/?)\w{1,20}:/g, '$1');
}
