import { unpackEach, within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { decodeText } from '../text/decode-text.ts';
import { textSegment } from '../text-segment.ts';
import { archive } from './archive.ts';
import { zipEntries } from './zip-entries.ts';

/** ZIP, and what is only ZIP by another name. */
export const zip: Opener = {
  id: 'zip',
  mediaTypes: [
    'application/zip',
    'application/java-archive',
    'application/vnd.android.package-archive',
    'application/x-xpinstall',
    'application/epub+zip',
    'application/vnd.apple.pages',
    'application/vnd.apple.numbers',
    'application/vnd.apple.keynote',
    'application/oxps',
    'application/vnd.ms-xpsdocument',
    'application/vnd.ms-visio.drawing',
    'application/vnd.ms-visio.drawing.main+xml',
    'application/x-iwork-keynote-sffkey',
    'application/x-iwork-pages-sffpages',
    'application/x-iwork-numbers-sffnumbers',
    'application/vnd.google-earth.kmz',
    'model/3mf',
    'application/vnd.visio',
  ],
  open: openZip,
};

async function* openZip(input: OpenInput): AsyncIterable<Opened> {
  const { comments, isExotic } = await survey(input.bytes);
  const said = [commentOf(input.bytes), ...comments].filter((comment) => comment !== '');
  yield* within(
    input,
    said.map((text) => textSegment({ text, part: input.part, page: null, zone: 'properties' })),
  );
  // Methods zlib does not know: libarchive does, and has to go through the archive from its start.
  if (isExotic) yield* archive.open(input);
  else yield* unpackEach(zipEntries(input.bytes), input);
}

/** What the directory says of the entries, before any is unpacked. */
async function survey(bytes: Uint8Array): Promise<{ comments: readonly string[]; isExotic: boolean }> {
  const comments = new Set<string>();
  let isExotic = false;
  try {
    for await (const { comment, exotic, encrypted } of zipEntries(bytes)) {
      if (exotic && !encrypted) isExotic = true;
      if (comment !== undefined && comment.length > 0) comments.add(textOf(comment));
    }
  } catch {
    // Said when the entries are opened.
  }
  return { comments: [...comments], isExotic };
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const COMMENT_AT = 22;

/** What stands behind the end of an archive's directory, where programs show it when they open one. */
function commentOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const tail = Buffer.from(buffer, byteOffset, byteLength).subarray(-COMMENT_AT - 0xffff);
  const end = tail.lastIndexOf(END);
  const comment = end < 0 ? tail.subarray(0, 0) : tail.subarray(end + COMMENT_AT);
  return comment.length === 0 ? '' : textOf(comment);
}

function textOf(comment: Uint8Array): string {
  return decodeText(comment)?.text.trim() ?? '';
}
