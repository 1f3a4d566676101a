import { ContentError } from '../../../shared/errors.ts';
import { spentLimit, unpackOne, within } from './container.ts';
import { decodeMarkup } from './markup.ts';
import { officeLabels } from './office-labels.ts';
import { type Dialect, officeSegment, readOfficeXml } from './office-xml.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { zipEntries } from './zip-entries.ts';

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
  if (await isEncrypted(input)) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected an OpenDocument file without a password');
  }
  let ordinal = 0;
  for await (const entry of zipEntries(input.bytes)) {
    ordinal += 1;
    if (isStructure(entry.name)) continue;
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      return;
    }
    const out = await unpackOne(entry, ordinal, input);
    if (out.kind !== 'file' || !entry.name.endsWith('.xml')) {
      yield out;
      continue;
    }
    const xml = decodeMarkup(out.bytes);
    if (entry.name.endsWith('meta.xml')) {
      yield* officeLabels(xml, input);
    } else {
      yield* within(input, linesOf(xml, input.part, !entry.name.endsWith('styles.xml')));
    }
  }
}

/** The parts of an encrypted document are noise, in ZIP entries that are not encrypted; its manifest tells. */
async function isEncrypted(input: OpenInput): Promise<boolean> {
  for await (const entry of zipEntries(input.bytes)) {
    if (entry.name !== 'META-INF/manifest.xml') continue;
    const out = await entry.read(input.budget);
    return 'bytes' in out && /encryption-data/.test(decodeMarkup(out.bytes));
  }
  return false;
}

function isStructure(name: string): boolean {
  return /^(mimetype|settings\.xml|manifest\.rdf|META-INF\/.*|Configurations2\/.*|layout-cache|.*\/settings\.xml)$/.test(
    name,
  );
}

const dialect: Dialect = {
  paragraphs: new Set(['text:p', 'text:h']),
  texts: null,
  spaces: new Set(['text:tab', 'text:s']),
  breaks: new Set(['text:line-break']),
  skipped: new Set(['text:note-citation', 'svg:desc']),
  zones: {
    'style:header': 'header',
    'style:header-left': 'header',
    'style:header-first': 'header',
    'style:footer': 'footer',
    'style:footer-left': 'footer',
    'style:footer-first': 'footer',
    'table:table-cell': 'cell',
  },
  isPageBreak: (name) => name === 'text:soft-page-break' || name === 'draw:page',
  run: 'text:span',
  strikes: new Set(),
  colour: '',
};

const LONGEST_BANNER = 120;

function linesOf(xml: string, part: string, isBody: boolean): Opened[] {
  const all = readOfficeXml(xml, dialect);
  const slides = /<draw:page[\s>]/.test(xml);
  return all.map((line, index) => {
    const edge = isBody && all.length > 1 && line.text.length <= LONGEST_BANNER;
    const zone = edge && index === 0 ? 'header' : edge && index === all.length - 1 ? 'footer' : 'body';
    const page = isBody ? Math.max(1, line.pagesBefore + (slides ? 0 : 1)) : null;
    return { kind: 'text', segment: officeSegment(line, { part, page, zone }) };
  });
}
