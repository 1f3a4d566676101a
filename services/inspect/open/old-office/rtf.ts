import type { Zone } from '../../../../shared/messages/parts.ts';
import { readPart, within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { holdsWords } from '../text/code-words.ts';
import { readMarkup } from '../text/markup.ts';
import { labelSegment, textSegment } from '../text-segment.ts';
import { openStorage } from './compound-storage.ts';
import { dataStoreItems } from './data-store.ts';
import { packagedFile } from './ole-package.ts';
import { GIVEN_NAMES, readRtf } from './rtf-tokens.ts';

/** Rich Text Format: body, headers and footers, notes, document properties, pictures, embedded objects. */
export const rtf: Opener = { id: 'rtf', mediaTypes: ['application/rtf', 'text/rtf'], open: openRtf };

/** Destinations whose words stand somewhere else than in the body. */
const ZONES: Readonly<Record<string, Zone>> = {
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
};
/** Destinations that are part of what a page shows; of others nobody knows where they are shown, or whether. */
const SHOWN = new Set(
  'body footnote annotation shptxt dptxbxtext listtext ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn'.split(
    ' ',
  ),
);
/** Where Outlook keeps the tags of a message that was HTML. */
const TAGS = new Set(['htmltag', 'mhtmltag']);
/** Destinations that name the value which follows. */
const NAMES = new Set(['propname', 'sn']);
/** Shape properties that are words; a watermark is WordArt. */
const SHAPE_WORDS: Readonly<Record<string, Zone>> = {
  gtextUNICODE: 'watermark',
  wzDescription: 'unknown',
  pihlShape: 'unknown',
};
const PROPERTIES = new Set([
  'title',
  'subject',
  'author',
  'keywords',
  'doccomm',
  'category',
  'company',
  'manager',
  'operator',
  'generator',
]);

async function* openRtf(input: OpenInput): AsyncIterable<Opened> {
  let ordinal = 0;
  let page = 1;
  let named = '';
  const tags: string[] = [];
  for (const piece of readRtf(input.bytes)) {
    if (piece.kind === 'page') {
      page += 1;
    } else if (piece.kind === 'binary') {
      ordinal += 1;
      if (piece.destination === 'datastore') yield* dataStore(input, ordinal, piece.bytes);
      else yield { kind: 'file', bytes: withoutWrapping(piece.bytes), name: null, ordinal };
    } else if (TAGS.has(piece.destination)) {
      tags.push(piece.text);
    } else if (GIVEN_NAMES.has(piece.destination)) {
      const text = piece.text.replace(/;$/, '');
      if (holdsWords(text))
        yield* within(input, [textSegment({ text, part: input.part, page: null, zone: 'unknown' })]);
    } else if (NAMES.has(piece.destination)) {
      named = piece.text;
    } else if (piece.destination === 'staticval') {
      yield labelSegment({ key: named, value: piece.text, part: input.part });
    } else if (piece.destination === 'sv') {
      const zone = SHAPE_WORDS[named];
      if (zone !== undefined)
        yield* within(input, [textSegment({ text: piece.text, part: input.part, page, zone })]);
    } else if (PROPERTIES.has(piece.destination)) {
      yield labelSegment({ key: piece.destination, value: piece.text, part: input.part });
    } else {
      const { destination, cell, column } = piece;
      const columns = column === null ? undefined : [column];
      const zone = ZONES[destination] ?? (!SHOWN.has(destination) ? 'unknown' : cell ? 'cell' : 'body');
      const at = { part: input.part, page: zone === 'body' || zone === 'cell' ? page : null, zone };
      yield* within(input, [textSegment({ text: piece.text, ...at, columns })]);
    }
  }
  const inTags = readMarkup(tags.join('\n'), { xml: false, part: input.part });
  yield* within(
    input,
    inTags.filter(({ kind }) => kind === 'text'),
  );
}

/** What labelling products put beside the document ("custom XML"), in a compound file of its own. */
function* dataStore(input: OpenInput, ordinal: number, bytes: Uint8Array): Iterable<Opened> {
  const store = withoutWrapping(bytes);
  if (COMPOUND_FILE.equals(store.subarray(0, COMPOUND_FILE.length)))
    yield* readPart(input, ordinal, () => dataStoreItems(openStorage(store), input.part));
}

/**
 * An embedded object has an OLE 1 header in front ([MS-OLEDS] 2.2.4: version, format, then three texts with their lengths);
 * what it holds is a compound file, or a file that some program packaged.
 */
function withoutWrapping(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const compound = buffer.subarray(0, 4096).indexOf(COMPOUND_FILE);
  if (compound >= 0) return buffer.subarray(compound);
  if (buffer.length < 12 || buffer.readUInt32LE(4) !== EMBEDDED) return bytes;
  const nameBytes = buffer.readUInt32LE(8);
  const isPackage = buffer
    .subarray(12, 12 + nameBytes)
    .toString('latin1')
    .startsWith('Package');
  let at = 8;
  for (let text = 0; text < 3 && at + 4 <= buffer.length; text += 1) at += 4 + buffer.readUInt32LE(at);
  const native = buffer.subarray(at);
  if (native.length < 4) return bytes;
  return isPackage ? packagedFile(native) : native.subarray(4);
}
const EMBEDDED = 2;
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
