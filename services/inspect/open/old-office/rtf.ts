import type { Zone } from '../../../../shared/messages/parts.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { labelSegment, textSegment } from '../text-segment.ts';
import { packagedFile } from './ole-package.ts';
import { readRtf } from './rtf-tokens.ts';

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
  fldinst: 'unknown',
  bkmkstart: 'unknown',
  docvar: 'unknown',
};
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
]);

async function* openRtf(input: OpenInput): AsyncIterable<Opened> {
  let ordinal = 0;
  let page = 1;
  let named = '';
  for (const piece of readRtf(input.bytes)) {
    if (piece.kind === 'page') {
      page += 1;
    } else if (piece.kind === 'binary') {
      ordinal += 1;
      yield { kind: 'file', bytes: withoutWrapping(piece.bytes), name: null, ordinal };
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
      const zone = ZONES[piece.destination] ?? (piece.cell ? 'cell' : 'body');
      const at = { part: input.part, page: zone === 'body' || zone === 'cell' ? page : null, zone };
      yield* within(input, [textSegment({ text: piece.text, ...at })]);
    }
  }
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
