import type { Zone } from '../../../shared/messages/parts.ts';
import { within } from './container.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { readRtf } from './rtf-tokens.ts';
import { labelSegment, textSegment } from './text-segment.ts';

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
  for (const piece of readRtf(input.bytes)) {
    if (piece.kind === 'page') {
      page += 1;
    } else if (piece.kind === 'binary') {
      ordinal += 1;
      yield { kind: 'file', bytes: withoutWrapping(piece.bytes), name: null, ordinal };
    } else if (PROPERTIES.has(piece.destination)) {
      yield labelSegment({ key: piece.destination, value: piece.text, part: input.part });
    } else {
      const zone = ZONES[piece.destination] ?? (piece.cell ? 'cell' : 'body');
      const at = { part: input.part, page: zone === 'body' || zone === 'cell' ? page : null, zone };
      yield* within(input, [textSegment({ text: piece.text, ...at })]);
    }
  }
}

const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** An embedded object has an OLE 1 header of variable length in front; what it holds is a compound file. */
function withoutWrapping(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.subarray(0, 4096)).indexOf(COMPOUND_FILE);
  return start > 0 ? bytes.subarray(start) : bytes;
}
