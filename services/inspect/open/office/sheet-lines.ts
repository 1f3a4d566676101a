import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { literalsIn, wordsInFormat } from './cell-formats.ts';
import { type Dialect, type OfficeLine, officeSegment, readOfficeXml } from './office-xml.ts';
import { printedSections } from './print-codes.ts';
import { placeOf, sheetBanners, zonesOf } from './sheet-rows.ts';

const EDGES = ['Header', 'Footer'].flatMap((edge) => ['odd', 'even', 'first'].map((which) => which + edge));
const HELD = ['is', 'v', 'f', 'formula', 'formula1', 'formula2', 'oldFormula', 'xm:f', ...EDGES];
/** Elements whose words stand in attributes: rules of cells, messages, remarks, filters. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  dataValidation: ['promptTitle', 'prompt', 'errorTitle', 'error'],
  'x14:dataValidation': ['promptTitle', 'prompt', 'errorTitle', 'error'],
  hyperlink: ['display', 'tooltip'],
  cfRule: ['text'],
  'x14:cfRule': ['text'],
  scenario: ['name', 'comment'],
  filter: ['val'],
  customFilter: ['val'],
  protectedRange: ['name'],
};

const dialect: Dialect = {
  paragraphs: new Set(HELD),
  texts: new Set(['t', ...HELD.slice(1)]),
  spaces: new Set(),
  breaks: new Set(),
  skipped: new Set(['mc:Fallback', 'rPh']),
  zones: {},
  table: { table: 'sheetData', row: 'row', cells: new Set(['c']), columnOf: ({ r = '' }) => placeOf(r) },
  isPageBreak: () => false,
  wordsIn: (name, attributes) =>
    (NAMED[name] ?? []).map((key) => ({ text: attributes[key], zone: 'unknown' as const })),
  run: '',
  strikes: new Set(),
  colour: '',
};

/** What a sheet holds itself: inline strings, results and literals of formulas, input messages, printed header and footer. */
export function sheetLines(
  xml: string,
  { part, heads = null }: { part: string; heads?: readonly string[] | null },
): Opened[] {
  const own = sheetBanners(xml).flatMap(([cell, zone]) => ('xml' in cell ? [[cell.xml, zone] as const] : []));
  const zones = zonesOf(own, dialect);
  return readOfficeXml(xml, dialect, heads).flatMap((line) =>
    placed(line, part, zones.get(line.text) ?? 'cell'),
  );
}

function placed(line: OfficeLine, part: string, cell: Zone): Opened[] {
  const say = (text: string, zone: Zone): Opened => ({
    kind: 'text',
    segment: officeSegment({ ...line, text }, { part, page: null, zone }),
  });
  if (EDGES.includes(line.element)) {
    const zone = line.element.endsWith('Header') ? 'header' : 'footer';
    return printedSections(line.text).map((section) => say(section, zone));
  }
  // A value is the number of a shared string, a number, or the result of a formula.
  if (line.element === 'v') return /^[-+.\deE]+$/.test(line.text) ? [] : [say(line.text, cell)];
  if (/^(f|xm:f|.*formula\d?)$/i.test(line.element))
    return literalsIn(line.text).map((text) => say(text, 'cell'));
  return [say(line.text, line.zone ?? cell)];
}

/** Words that a format puts into the cells that have it. */
export function formatWords(xml: string, { part }: { part: string }): Opened[] {
  const codes = [...xml.matchAll(/\bformatCode\s*=\s*"([^"]*)"/g)].map(([, code = '']) =>
    code.replaceAll('&quot;', '"'),
  );
  return codes.flatMap(wordsInFormat).map((text) => textSegment({ text, part, page: null, zone: 'cell' }));
}
