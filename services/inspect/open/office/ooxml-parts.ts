import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Opened } from '../opened.ts';
import { readMarkup } from '../text/markup.ts';
import { unescapeXml } from '../text/unescape-xml.ts';
import { labelSegment, textSegment } from '../text-segment.ts';
import { givenNames } from './given-names.ts';
import { officeLabels } from './office-labels.ts';
import { type Dialect, type OfficeLine, officeSegment, readOfficeXml } from './office-xml.ts';
import { sheetLines } from './sheet-lines.ts';
import { slideLines } from './slide-lines.ts';
import { ownStyles, workbookFormats } from './style-names.ts';

export interface PartPlace {
  readonly part: string;
  /** The slide a part belongs to, in the order of the show; null elsewhere. */
  readonly page: number | null;
  /** Of a sheet: the names over its table, where they stand in another part. */
  readonly heads?: readonly string[] | null;
}

export type PartReader = (xml: string, at: PartPlace) => Opened[];

/** `structure` holds no words; `file` is opened as whatever it is. */
export type PartTaker = PartReader | 'file' | 'structure';

/** Which reader takes a part by its path, as most programs write them; the first that fits. */
const BY_PATH: ReadonlyArray<readonly [RegExp, PartTaker]> = [
  [
    /^(docProps\/(core|app|custom)|docMetadata\/LabelInfo|customXml\/item\d+|ppt\/tags\/.+)\.xml$/i,
    officeLabels,
  ],
  [/^\[Content_Types\]\.xml$|\.odttf$|\/printerSettings\d*\.bin$|\.sigs?$/i, 'structure'],
  [
    /(^|\/)(theme\/[^/]+|fontTable|webSettings|tableStyles|viewProps|presProps|attachedToolbars|person)\.xml$/i,
    (xml, { part }) => givenNames(xml, part),
  ],
  [/(^|\/)(calcChain|itemProps\d+)\.xml$/i, 'structure'],
  [/^xl\/(calcChain|worksheets\/binaryIndex\d*)\.bin$/i, 'structure'],
  [
    /^(xl|word|ppt)\/(charts|diagrams)\/(colors|style|quickStyle|layout)\d*\.xml$/i,
    (xml, { part }) => givenNames(xml, part),
  ],
  [/\.rels$/i, externalTargets],
  [/\.xml$/i, byRoot],
];

export function takerOf(path: string): PartTaker {
  return BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? 'file';
}

/** Paths are the writer's choice as well ("word/document2.xml"); what a part is, its first element says. */
const BY_ROOT: Readonly<Record<string, PartReader>> = {
  document: pagedLines,
  wordDocument: pagedLines,
  glossaryDocument: lines('body'),
  hdr: lines('header'),
  ftr: lines('footer'),
  footnotes: lines('body'),
  endnotes: lines('body'),
  comments: lines('body'),
  ThreadedComments: lines('cell'),
  worksheet: sheetLines,
  chartsheet: sheetLines,
  dialogsheet: sheetLines,
  workbook: sheetNames,
  styleSheet: workbookFormats,
  styles: ownStyles,
  settings: documentVariables,
  macrosheet: sheetLines,
  sld: slideLines,
  sldMaster: slideLines,
  sldLayout: slideLines,
  handoutMaster: slideLines,
  notesMaster: slideLines,
  notes: lines('body'),
  chartSpace: lines('body'),
  dataModel: lines('body'),
  drawing: lines('body'),
  wsDr: lines('body'),
  userShapes: lines('body'),
  cmLst: lines('body'),
  cmAuthorLst: lines('body'),
};

function byRoot(xml: string, at: PartPlace): Opened[] {
  const root = rootOf(xml);
  const read = (BY_ROOT[root] ?? anyXml)(xml, at);
  if (STYLES.has(root)) return read;
  const said = new Set(read.flatMap((piece) => (piece.kind === 'text' ? [piece.segment.text] : [])));
  return [...read, ...givenNames(xml, at.part, said)];
}

/** Whose names are those of the program, but for those that are told apart. */
const STYLES = new Set(['styles', 'styleSheet']);

/** The name of the first element, without its prefix. */
export function rootOf(xml: string): string {
  return /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(xml)?.[1] ?? '';
}

/** Sheet names, defined names, cached values, document variables, tags: whatever a part says in text or attributes. */
function anyXml(xml: string, { part }: PartPlace): Opened[] {
  return readMarkup(xml, { xml: true, part });
}

const SHEET = /<(?:\w{1,20}:)?sheet\s[^<>]*?\bname\s{0,9}=\s{0,9}"([^"<>]{1,300})"/g;

/** Sheets are called something, in letters of any size. */
function sheetNames(xml: string, at: PartPlace): Opened[] {
  const names = [...xml.matchAll(SHEET)].map(([, name = '']) => unescapeXml(name));
  const others = anyXml(xml, at).filter(
    (piece) => piece.kind !== 'text' || !names.includes(piece.segment.text),
  );
  return [...names.map((text) => textSegment({ text, part: at.part, page: null, zone: 'title' })), ...others];
}

const VARIABLE = /<(?:\w{1,20}:)?docVar\s([^<>]*)>/g;

/** Variables of a document have a name and a value, as properties have. */
function documentVariables(xml: string, at: PartPlace): Opened[] {
  const variables = [...xml.matchAll(VARIABLE)].flatMap(([, attributes = '']) => {
    const [name, value] = ['name', 'val'].map(
      (key) => new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1],
    );
    return name === undefined || value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return [
    ...anyXml(xml, at),
    ...variables.map(([key, value]) => labelSegment({ key, value, part: at.part })),
  ];
}

/** Where links lead; what stays inside the package is found there. */
function externalTargets(xml: string, { part }: PartPlace): Opened[] {
  return /TargetMode\s*=\s*["']External/i.test(xml) ? readMarkup(xml, { xml: true, part }) : [];
}

const ALTERNATIVES = new Set(['wp:docPr', 'pic:cNvPr', 'wps:cNvPr', 'xdr:cNvPr', 'p:cNvPr', 'cdr:cNvPr']);

/** Titles of tables and of fields to fill in, and what such fields hold before anybody does. */
const NAMED = new Set([
  'w:tblCaption',
  'w:tblDescription',
  'w:alias',
  'w:tag',
  'w:default',
  'w:listEntry',
  'w:helpText',
  'w:statusText',
]);

export const wordDialect: Dialect = {
  paragraphs: new Set([
    'w:p',
    'a:p',
    'si',
    'is',
    'text',
    'cm:text',
    'p:text',
    'c:v',
    'cx:v',
    'cx:pt',
    'dgm:t',
  ]),
  texts: new Set(['w:t', 'w:delText', 'a:t', 't', 'c:v', 'cx:v', 'cx:pt', 'p:text', 'm:t', 'text']),
  spaces: new Set(['w:tab', 'w:ptab', 'a:tab']),
  characters: { 'w:noBreakHyphen': '-' },
  characterOf: (name, attributes) => (name === 'w:sym' ? symbol(attributes) : null),
  asides: new Set(['w:instrText', 'w:delInstrText', 'w:rt']),
  breaks: new Set(['w:br', 'w:cr', 'a:br']),
  // The fallback says for old readers what the choice before it says.
  echoes: new Set(['mc:Fallback']),
  // What a word sounds like, as programs write it beside every name.
  skipped: new Set(['rPh']),
  takenOut: new Set(['w:del', 'w:moveFrom']),
  putIn: new Set(['w:ins', 'w:moveTo']),
  zones: { 'w:tc': 'cell', 'a:tc': 'cell' },
  table: { table: 'w:tbl', row: 'w:tr', cells: new Set(['w:tc']) },
  isPageBreak: (name, attributes) =>
    name === 'w:lastRenderedPageBreak' ||
    (name === 'w:pageBreakBefore' && attributes['w:val'] !== '0' && attributes['w:val'] !== 'false') ||
    (name === 'w:br' && attributes['w:type'] === 'page'),
  wordsIn(name, attributes) {
    if (name === 'v:textpath') return [{ text: attributes.string, zone: 'watermark' }];
    if (ALTERNATIVES.has(name)) {
      return [
        { text: attributes.descr, zone: 'unknown' },
        { text: attributes.title, zone: 'unknown' },
      ];
    }
    if (name === 'v:shape' || name === 'v:rect') return [{ text: attributes.alt, zone: 'unknown' }];
    if (name === 'w:bookmarkStart') return [{ text: bookmark(attributes['w:name']), zone: 'unknown' }];
    if (NAMED.has(name)) return [{ text: attributes['w:val'], zone: 'unknown' }];
    if (name === 'w:listItem') return [{ text: attributes['w:displayText'], zone: 'unknown' }];
    if (name === 'w:fldSimple') return [{ text: attributes['w:instr'], zone: 'unknown' }];
    if (name === 'a:hlinkClick') return [{ text: attributes.tooltip, zone: 'unknown' }];
    if (name === 'p188:cm') return [{ text: attributes.title, zone: 'unknown' }];
    if (name === 'w:hyperlink') return [{ text: attributes['w:tooltip'], zone: 'unknown' }];
    return [];
  },
  run: 'w:r',
  strikes: new Set(['w:strike', 'w:dstrike']),
  colour: 'w:color',
};

/** Fonts whose letters are pictures. */
const PICTURED = /symbol|wingdings|webdings|dings/i;

/** Symbols of a font are numbered from F000; of a font of letters they are letters. */
function symbol(attributes: Readonly<Record<string, string>>): string | null {
  const code = Number.parseInt(attributes['w:char'] ?? '', 16);
  if (PICTURED.test(attributes['w:font'] ?? '') || !(code >= 0x20 && code <= 0xffff)) return null;
  return String.fromCharCode(code >= 0xf000 && code <= 0xf0ff ? code & 0xff : code);
}

/** Word makes bookmarks of its own, which begin with a line. */
function bookmark(name: string | undefined): string | undefined {
  return name?.startsWith('_') ? undefined : name;
}

function lines(zone: Zone): PartReader {
  return (xml, { part, page }) => readOfficeXml(xml, wordDialect).map((line) => text(line, part, page, zone));
}

/** Longest line that a banner typed at the very top or bottom of the body may be. */
const LONGEST_BANNER = 120;

export function pagedLines(xml: string, { part }: PartPlace): Opened[] {
  const all = readOfficeXml(xml, wordDialect);
  const first = all.findIndex((line) => line.zone === null);
  const last = all.findLastIndex((line) => line.zone === null);
  return all.map((line, index) => {
    const edge = line.text.length <= LONGEST_BANNER && first < last;
    const zone = edge && index === first ? 'header' : edge && index === last ? 'footer' : 'body';
    return text(line, part, line.pagesBefore + 1, zone);
  });
}

function text(line: OfficeLine, part: string, page: number | null, zone: Zone): Opened {
  return { kind: 'text', segment: officeSegment(line, { part, page, zone }) };
}
