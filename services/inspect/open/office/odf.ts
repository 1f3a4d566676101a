import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import { zipEntries } from '../archives/zip-entries.ts';
import { readPart, spentLimit, unpackOne } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { holdsWords } from '../text/code-words.ts';
import { decodeMarkup, readMarkup } from '../text/markup.ts';
import { unescapeXml } from '../text/unescape-xml.ts';
import { literalsIn } from './cell-formats.ts';
import { macroLines } from './macro-lines.ts';
import { officeLabels } from './office-labels.ts';
import {
  type AttributeWords,
  type Dialect,
  type OfficeLine,
  officeSegment,
  readOfficeXml,
} from './office-xml.ts';
import { zonesOf } from './sheet-rows.ts';
import { tableBanners } from './table-rows.ts';

const ODF = 'application/vnd.oasis.opendocument';

/** OpenDocument text, spreadsheets, presentations and drawings. */
export const odf: Opener = {
  id: 'odf',
  mediaTypes: ['text', 'spreadsheet', 'presentation', 'graphics'].flatMap((kind) => [
    `${ODF}.${kind}`,
    `${ODF}.${kind}-template`,
  ]),
  open: openOdf,
};

async function* openOdf(input: OpenInput): AsyncIterable<Opened> {
  const encrypted = await encryptedEntries(input);
  const isLocked = encrypted.has('content.xml') || encrypted.has('encrypted-package');
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    if (isStructure(entry.name) || isPreview(entry.name)) continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      return;
    }
    if (encrypted.has(entry.name) && isLocked) continue;
    const out = await unpackOne(
      { ...entry, encrypted: entry.encrypted || encrypted.has(entry.name) },
      ordinal,
      input,
    );
    if (out.kind !== 'file' || !entry.name.endsWith('.xml')) {
      yield out;
      continue;
    }
    yield* readPart(input, ordinal, () => partLines(entry.name, decodeMarkup(out.bytes), input.part));
  }
  if (isLocked)
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected an OpenDocument file without a password');
}

function partLines(name: string, xml: string, part: string): Opened[] {
  if (name.endsWith('meta.xml')) return officeLabels(xml, { part });
  if (/(^|\/)(content|styles)\.xml$/.test(name) && !/<(?:\w+:)?math[\s>]/.test(xml.slice(0, ROOT_WITHIN)))
    return odfLines(xml, part, name.endsWith('content.xml'));
  if (/<script:module[\s>]/.test(xml)) return macroLines(unescapeXml(xml.replace(/<[^>]*>/g, '')), part);
  return readMarkup(xml, { xml: true, part });
}

/** A formula is an object whose content has a root of its own. */
const ROOT_WITHIN = 400;

/**
 * Parts of an encrypted document are noise, in ZIP entries that are not encrypted; the manifest tells which. Where it cannot be
 * told which, the text is.
 */
async function encryptedEntries(input: OpenInput): Promise<ReadonlySet<string>> {
  for await (const entry of zipEntries(input.bytes)) {
    if (entry.name !== 'META-INF/manifest.xml') continue;
    const out = await entry.read(input.budget);
    if (!('bytes' in out)) return new Set();
    const manifest = decodeMarkup(out.bytes);
    // From one entry to the next: what is said in between is said of the first.
    const paths = manifest
      .split(/(?=<manifest:file-entry[\s>])/)
      .filter((said) => said.includes('encryption-data'))
      .map(
        (said) =>
          /^<manifest:file-entry[^>]*?\smanifest:full-path="([^"]*)"/.exec(said)?.[1] ?? 'content.xml',
      );
    return new Set(paths);
  }
  return new Set();
}

/** Pictures of tables and embedded objects in the maker's own form; what they show stands beside them and is read itself. */
function isPreview(name: string): boolean {
  return /^ObjectReplacements\/|(^|\/)TablePreview\d+\.svm$/.test(name);
}

function isStructure(name: string): boolean {
  return /^(mimetype|settings\.xml|META-INF\/.*|Configurations2\/.*|layout-cache|.*\/settings\.xml)$/.test(
    name,
  );
}

/** Elements whose words stand in an attribute. */
const NAMED: Readonly<Record<string, readonly [keys: readonly string[], zone: Zone]>> = {
  'table:table': [['table:name'], 'title'],
  'draw:page': [['draw:name'], 'unknown'],
  'table:named-range': [['table:name'], 'unknown'],
  'table:named-expression': [['table:name', 'table:expression'], 'unknown'],
  'text:bookmark': [['text:name'], 'unknown'],
  'text:bookmark-start': [['text:name'], 'unknown'],
  'text:user-field-decl': [['office:string-value'], 'unknown'],
  'text:section': [['text:name'], 'unknown'],
  'text:variable-set': [['office:string-value'], 'unknown'],
  'text:label': [['text:value'], 'unknown'],
  'loext:content-control': [['loext:alias'], 'unknown'],
  'text:list-level-style-number': [['style:num-prefix', 'style:num-suffix'], 'unknown'],
  'text:hidden-text': [['text:string-value'], 'unknown'],
  'text:conditional-text': [['text:string-value-if-true', 'text:string-value-if-false'], 'unknown'],
  'text:a': [['xlink:href', 'office:title'], 'unknown'],
  'text:alphabetical-index-mark': [['text:string-value'], 'unknown'],
  'text:bibliography-mark': [['text:title', 'text:note', 'text:annote'], 'unknown'],
  'text:placeholder': [['text:description'], 'unknown'],
  'text:text-input': [['text:description'], 'unknown'],
  'text:list-level-style-bullet': [['style:num-prefix', 'style:num-suffix'], 'unknown'],
  'table:data-pilot-table': [['table:name'], 'unknown'],
  'text:notes-configuration': [['style:num-prefix', 'style:num-suffix'], 'unknown'],
  'table:scenario': [['table:comment'], 'unknown'],
  'table:database-range': [['table:name'], 'unknown'],
  'draw:layer': [['draw:name'], 'unknown'],
  'presentation:show': [['presentation:name'], 'unknown'],
  'style:style': [['style:display-name'], 'unknown'],
  'style:master-page': [['style:display-name'], 'unknown'],
  'table:help-message': [['table:title'], 'unknown'],
  'table:error-message': [['table:title'], 'unknown'],
};

/** Elements that have a name of their program's making, if nobody gave them one: only what looks like a marking. */
const SHAPES =
  /^draw:(?:frame|custom-shape|rect|ellipse|line|connector|g|control|caption|path|polygon)$|^text:list-style$/;
const FILE = /\.\w{2,5}$/;

/** Attributes that are formulas or conditions: what they compare with, or make. */
const FORMULAS: Readonly<Record<string, string>> = {
  'table:content-validation': 'table:condition',
  'calcext:condition': 'calcext:value',
  'style:map': 'style:condition',
  'text:expression': 'text:formula',
  'text:variable-set': 'text:formula',
  'text:user-field-decl': 'text:formula',
};

const dialect: Dialect = {
  paragraphs: new Set([
    'text:p',
    'text:h',
    'svg:title',
    'svg:desc',
    'presentation:header-decl',
    'presentation:footer-decl',
    'number:text',
    'table:title',
    'table:desc',
    'text:note-continuation-notice-forward',
    'text:note-continuation-notice-backward',
  ]),
  texts: null,
  spaces: new Set(['text:tab', 'text:s']),
  breaks: new Set(['text:line-break']),
  asides: new Set(['text:ruby-text']),
  skipped: new Set(['text:note-citation']),
  table: {
    table: 'table:table',
    row: 'table:table-row',
    cells: new Set(['table:table-cell', 'table:covered-table-cell']),
    repeats: 'table:number-columns-repeated',
  },
  zones: {
    'style:header': 'header',
    'style:header-left': 'header',
    'style:header-first': 'header',
    'style:footer': 'footer',
    'style:footer-left': 'footer',
    'style:footer-first': 'footer',
    'table:table-cell': 'cell',
    'presentation:header-decl': 'header',
    'presentation:footer-decl': 'footer',
    'text:tracked-changes': 'body',
    'text:note-body': 'body',
    'office:annotation': 'body',
    'svg:title': 'unknown',
    'svg:desc': 'unknown',
  },
  wordsIn(name, attributes) {
    if (name === 'table:table-cell') return cellWords(attributes);
    const computed = literalsIn(attributes[FORMULAS[name] ?? ''] ?? '').map((text) => ({
      text,
      zone: 'unknown' as const,
    }));
    const [keys = [], zone] = NAMED[name] ?? [];
    if (zone !== undefined) return [...keys.map((one) => ({ text: attributes[one], zone })), ...computed];
    if (computed.length > 0) return computed;
    if (SHAPES.test(name)) {
      const given = attributes['draw:name'] ?? attributes['style:display-name'] ?? '';
      return holdsWords(given) && !FILE.test(given) ? [{ text: given, zone: 'unknown' }] : [];
    }
    return name.startsWith('form:')
      ? ['form:label', 'form:title', 'form:value', 'form:current-value'].map((one) => ({
          text: attributes[one],
          zone: 'unknown',
        }))
      : [];
  },
  isPageBreak: (name) => name === 'text:soft-page-break' || name === 'draw:page',
  run: 'text:span',
  strikes: new Set(),
  colour: '',
};

/** Words in a cell's formula, and its value, which the paragraph in it may leave out. */
function cellWords(attributes: Readonly<Record<string, string>>): AttributeWords[] {
  return [...literalsIn(attributes['table:formula'] ?? ''), attributes['office:string-value']].map(
    (text) => ({
      text,
      zone: 'cell' as const,
    }),
  );
}

/** Slides are drawn: what a shape says stands where the shape stands. */
const slideDialect: Dialect = {
  ...dialect,
  placeOf(name, attributes) {
    if (!/^draw:(frame|custom-shape|rect|ellipse|text-box)$/.test(name)) return null;
    if (/^(title|subtitle)$/.test(attributes['presentation:class'] ?? '')) return 'title';
    const top = centimetres(attributes['svg:y']);
    const height = centimetres(attributes['svg:height']) ?? 0;
    if (top === null) return null;
    const middle = (top + height / 2) / USUAL_HEIGHT_CM;
    return middle < 0.1 ? 'header' : middle > 0.9 ? 'footer' : null;
  },
};
/** The two usual forms of slides are 21 cm and 19.05 cm high, or 15.75 cm when wide. */
const USUAL_HEIGHT_CM = 19;

function centimetres(length: string | undefined): number | null {
  const [, number, unit = 'cm'] = /^(-?[\d.]+)(cm|mm|in|pt)$/.exec(length ?? '') ?? [];
  return number === undefined ? null : Number(number) * (CENTIMETRES[unit] ?? 1);
}
const CENTIMETRES: Readonly<Record<string, number>> = { cm: 1, mm: 0.1, in: 2.54, pt: 2.54 / 72 };

const LONGEST_BANNER = 120;

/** A cell that fills its row over or under the table of a sheet is no cell of it. */
function inTable(xml: string): (line: OfficeLine) => OfficeLine {
  if (!/<office:spreadsheet[\s>]/.test(xml)) return (line) => line;
  const zones = zonesOf(tableBanners(xml), dialect);
  return (line) => (line.zone === 'cell' ? { ...line, zone: zones.get(line.text) ?? line.zone } : line);
}

export function odfLines(xml: string, part: string, isBody: boolean): Opened[] {
  const slides = /<draw:page[\s>]|<style:drawing-page-properties/.test(xml);
  const all = readOfficeXml(xml, slides ? slideDialect : dialect).map(inTable(xml));
  const first = all.findIndex((line) => line.zone === null);
  const last = all.findLastIndex((line) => line.zone === null);
  return all.map((line, index) => {
    const edge = isBody && !slides && first < last && line.text.length <= LONGEST_BANNER;
    const zone = edge && index === first ? 'header' : edge && index === last ? 'footer' : 'body';
    const page = isBody ? Math.max(1, line.pagesBefore + (slides ? 0 : 1)) : null;
    return { kind: 'text', segment: officeSegment(line, { part, page, zone }) };
  });
}
