import { type Budget, childPart, partName } from '../budget.ts';
import { unpackEach, within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { reasonOf } from '../reason-of.ts';
import { decodeText } from '../text/decode-text.ts';
import { textSegment } from '../text-segment.ts';
import { metered, OverLimit } from '../unpacked.ts';
import { said } from './archive-comments.ts';
import { type ByteSource, createByteSource } from './byte-source.ts';
import { decompressors } from './decompressors.ts';
import { gzipComment } from './gzip-comment.ts';
import { isTarHeader, tarEntries } from './tar-stream.ts';

/** One file, packed. A tar inside is read while it is unpacked: together they are one archive, and never whole in memory. */
export const compressed: Opener = {
  id: 'compressed',
  mediaTypes: ['application/gzip', 'application/x-bzip2', 'application/x-xz', 'application/zstd'],
  open: openCompressed,
};

const HEADER_BYTES = 512;

async function* openCompressed(input: OpenInput): AsyncIterable<Opened> {
  const { part } = input;
  const comment = input.type.mediaType === 'application/gzip' ? gzipComment(input.bytes) : null;
  const text = comment === null ? null : (decodeText(comment)?.text ?? null);
  if (text !== null) yield* within(input, [textSegment({ text, part, page: null, zone: 'unknown' })]);
  const comments: string[] = [];
  const source = createByteSource(unpacked(input, input.budget));
  try {
    if (isTarHeader(await source.peek(HEADER_BYTES)))
      yield* unpackEach(
        tarEntries(source, (text) => comments.push(text)),
        input,
        'before',
      );
    else yield* onlyFile(source, part);
    yield* said(input, comments);
  } catch (error) {
    yield* said(input, comments);
    const note =
      error instanceof OverLimit
        ? { ...error.over, part: partName(part) }
        : { part: partName(part), reason: reasonOf(error), limit: null };
    yield { kind: 'uninspected', note };
  } finally {
    await source.close();
  }
}

function unpacked({ bytes, type }: OpenInput, budget: Budget): AsyncIterable<Uint8Array> {
  return metered(decompressors[type.mediaType]?.(bytes) ?? [], bytes.length, budget);
}

/** Of one that breaks off, what came before. */
async function* onlyFile(source: ByteSource, part: string): AsyncIterable<Opened> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.pieces(Number.POSITIVE_INFINITY)) pieces.push(piece);
  const failure = source.failure();
  if (failure instanceof OverLimit) {
    yield { kind: 'uninspected', note: { ...failure.over, part: partName(childPart(part, 1)) } };
    return;
  }
  yield { kind: 'file', bytes: Buffer.concat(pieces), name: null, ordinal: 1 };
  if (failure !== null) throw failure;
}
