import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import type { PartPlace } from './ooxml-parts.ts';
import { formatWords } from './sheet-lines.ts';

const STYLE = /<(?:\w{1,20}:)?style\s([^<>]*)>\s{0,100}<(?:\w{1,20}:)?name\s([^<>]*)>/g;
const IS_OWN = /\bcustomStyle\s{0,9}=\s{0,9}["'](?:1|true|on)["']/;
const CELL_STYLE = /<(?:\w{1,20}:)?cellStyle\s([^<>]*)>/g;

/** Names of the styles that somebody made; those of the program are the same in every document. */
export function ownStyles(xml: string, { part }: PartPlace): Opened[] {
  const own = [...xml.matchAll(STYLE)].flatMap(([, attributes = '', name = '']) =>
    IS_OWN.test(attributes) ? [/\bval\s{0,9}=\s{0,9}"([^"]*)"/.exec(name)?.[1] ?? ''] : [],
  );
  return names(own, part);
}

/** Of a workbook's styles: the words that a format puts into cells, and the names that somebody gave. */
export function workbookFormats(xml: string, at: PartPlace): Opened[] {
  const own = [...xml.matchAll(CELL_STYLE)].flatMap(([, attributes = '']) =>
    attributes.includes('builtinId') ? [] : [/\bname\s{0,9}=\s{0,9}"([^"]*)"/.exec(attributes)?.[1] ?? ''],
  );
  return [...formatWords(xml, at), ...names(own, at.part)];
}

function names(all: readonly string[], part: string): Opened[] {
  return all
    .filter((name) => name.trim() !== '')
    .map((text) => textSegment({ text, part, page: null, zone: 'unknown' }));
}
