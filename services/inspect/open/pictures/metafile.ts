import { ContentError } from '../../../../shared/errors.ts';
import { partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { emfContent } from './emf.ts';
import { type MetafileContent, writtenLines } from './metafile-lines.ts';
import { wmfContent } from './wmf.ts';

/**
 * Windows metafiles: what is written in text records, line by line, and the bitmaps in them. Nothing is drawn here: letters that are
 * drawn as curves, or by the numbers a font has for them, are not seen, and that is said.
 */
export const metafile: Opener = {
  id: 'metafile',
  mediaTypes: ['image/emf', 'image/wmf'],
  open: openMetafile,
};

async function* openMetafile(input: OpenInput): AsyncIterable<Opened> {
  const { bytes, type, part } = input;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content: MetafileContent = type.mediaType === 'image/emf' ? emfContent(buffer) : wmfContent(buffer);
  yield* within(
    input,
    [...content.titles, ...writtenLines(content.writings)].map((text) =>
      textSegment({ text, part, page: null, zone: 'unknown' }),
    ),
  );
  for (const [index, bitmap] of content.bitmaps.entries())
    yield { kind: 'file', bytes: bitmap, name: null, ordinal: index + 1 };
  if (content.isDrawn) {
    const drawings = `${partName(part)}, drawings`;
    yield { kind: 'uninspected', note: { part: drawings, reason: 'unsupported-type', limit: null } };
  }
  if (content.isCut)
    throw new ContentError('METAFILE_DAMAGED', 'Expected a metafile with its last record, got its end');
}
