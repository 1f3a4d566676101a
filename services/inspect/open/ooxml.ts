import type { Zone } from '../../../shared/messages/parts.ts';
import { childPart, partName } from './budget.ts';
import { spentLimit, unpackOne, within } from './container.ts';
import { decodeMarkup } from './markup.ts';
import { officeLabels } from './office-labels.ts';
import { type Dialect, type OfficeLine, officeSegment, readOfficeXml } from './office-xml.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { slideLines } from './slide-lines.ts';
import { zipEntries } from './zip-entries.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml';

/** Word, Excel and PowerPoint since 2007: a ZIP of XML parts, pictures and embedded files. */
export const ooxml: Opener = {
  id: 'ooxml',
  mediaTypes: [
    `${WORD}.document`,
    `${WORD}.template`,
    'application/vnd.ms-word.document.macroenabled.12',
    'application/vnd.ms-word.template.macroenabled.12',
    `${SHEET}.sheet`,
    `${SHEET}.template`,
    'application/vnd.ms-excel.sheet.macroenabled.12',
    'application/vnd.ms-excel.template.macroenabled.12',
    `${SLIDES}.presentation`,
    `${SLIDES}.slideshow`,
    `${SLIDES}.template`,
    'application/vnd.ms-powerpoint.presentation.macroenabled.12',
    'application/vnd.ms-powerpoint.slideshow.macroenabled.12',
    'application/vnd.ms-powerpoint.template.macroenabled.12',
  ],
  open: openOoxml,
};

/** Which reader takes a part, by its path; the first that fits. Paths are fixed by every program that writes them. */
const PARTS: ReadonlyArray<readonly [RegExp, PartReader | 'file' | 'structure']> = [
  [/^(docProps\/(core|app|custom)|docMetadata\/LabelInfo|customXml\/item\d+)\.xml$/i, officeLabels],
  [/^word\/header\d*\.xml$/i, lines('header')],
  [/^word\/footer\d*\.xml$/i, lines('footer')],
  [/^word\/document\.xml$/i, pagedLines],
  [/^word\/(footnotes|endnotes|comments\w*)\.xml$/i, lines('body')],
  [/^xl\/(worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]+\.xml$/i, sheetLines],
  [/^xl\/(sharedStrings\.xml|comments\/?[^/]*\.xml|threadedComments\/.+\.xml)$/i, lines('cell')],
  [/^ppt\/slides\/slide\d+\.xml$/i, slideLines],
  [/^ppt\/(slideMasters|slideLayouts|handoutMasters|notesMasters)\/[^/]+\.xml$/i, slideLines],
  [/^ppt\/(notesSlides|comments)\/[^/]+\.xml$/i, lines('body')],
  [/^(word|xl|ppt)\/(drawings|charts|diagrams|glossary)\/.+\.xml$/i, lines('body')],
  [/\.(rels|vml)$|^\[Content_Types\]\.xml$|\.xml$|printerSettings\d*\.bin$|\.odttf$/i, 'structure'],
];

export type PartReader = (xml: string, at: { part: string; path: string }) => Opened[];

async function* openOoxml(input: OpenInput): AsyncIterable<Opened> {
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    const taker = PARTS.find(([path]) => path.test(entry.name))?.[1] ?? 'file';
    if (taker === 'structure') continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      return;
    }
    const out = await unpackOne(entry, ordinal, input);
    if (/vbaProject\.bin$/i.test(entry.name)) {
      const part = partName(childPart(input.part, ordinal));
      yield { kind: 'uninspected', note: { part, reason: 'macro-only', limit: null } };
    } else if (out.kind !== 'file' || taker === 'file') {
      yield out;
    } else {
      yield* within(input, taker(decodeMarkup(out.bytes), { part: input.part, path: entry.name }));
    }
  }
}

const dialect: Dialect = {
  paragraphs: new Set(['w:p', 'a:p', 'si', 'is', 'text', 'cm:text']),
  texts: new Set(['w:t', 'w:delText', 'a:t', 't', 'c:v']),
  spaces: new Set(['w:tab', 'w:noBreakHyphen', 'a:tab']),
  breaks: new Set(['w:br', 'w:cr', 'a:br']),
  // The fallback says for old readers what the choice before it says; phonetic guides repeat a word's sound.
  skipped: new Set(['mc:Fallback', 'rPh']),
  zones: { 'w:tc': 'cell', 'a:tc': 'cell' },
  isPageBreak: (name, attributes) =>
    name === 'w:lastRenderedPageBreak' || (name === 'w:br' && attributes['w:type'] === 'page'),
  run: 'w:r',
  strikes: new Set(['w:strike', 'w:dstrike']),
  colour: 'w:color',
};

function lines(zone: Zone): PartReader {
  return (xml, { part }) => readOfficeXml(xml, dialect).map((line) => text(line, part, null, zone));
}

/** Longest line that a banner typed at the very top or bottom of the body may be. */
const LONGEST_BANNER = 120;

function pagedLines(xml: string, { part }: { part: string }): Opened[] {
  const all = readOfficeXml(xml, dialect);
  return all.map((line, index) => {
    const edge = line.text.length <= LONGEST_BANNER && all.length > 1;
    const zone = edge && index === 0 ? 'header' : edge && index === all.length - 1 ? 'footer' : 'body';
    return text(line, part, line.pagesBefore + 1, zone);
  });
}

/** Cells that hold their text themselves, and the header and footer of the printed sheet ("&L&14SECRET&C…"). */
function sheetLines(xml: string, { part }: { part: string }): Opened[] {
  const cells = readOfficeXml(xml, dialect).map((line) => text(line, part, null, 'cell'));
  const printed = [...xml.matchAll(/<(odd|even|first)(Header|Footer)>([^<]{1,2000})</g)];
  const edges = printed.flatMap(([, , edge, content = '']) =>
    content
      .replaceAll('&amp;', '&')
      .split(/&[LCR]/)
      .map((section) => section.replace(/&("[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])/gi, '').trim())
      .filter((section) => section !== '')
      .map((section) => {
        const line = { text: section, zone: null, pagesBefore: 0, struck: false, red: false };
        return text(line, part, null, edge === 'Header' ? 'header' : 'footer');
      }),
  );
  return [...cells, ...edges];
}

function text(line: OfficeLine, part: string, page: number | null, zone: Zone): Opened {
  return { kind: 'text', segment: officeSegment(line, { part, page, zone }) };
}
