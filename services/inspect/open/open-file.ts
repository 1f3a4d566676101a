import type { Note, Uninspected } from '../../../shared/messages/verdict.ts';
import { type Budget, childPart, limited, partName } from './budget.ts';
import { otherFaces } from './faces.ts';
import { openerFor } from './formats.ts';
import { identify } from './identify.ts';
import { isMisnamed, isNamedAsPart, partOfSplit } from './name-mismatch.ts';
import type { Opened } from './opened.ts';
import { reasonOf } from './reason-of.ts';

/** What remains when every file inside a file was opened in its turn. */
export type Piece = (Exclude<Opened, { kind: 'file' }> | { readonly kind: 'note'; readonly note: Note }) & {
  readonly part: string;
};

/**
 * Opens a file and everything inside it. Never throws: what cannot be opened is an `uninspected` piece, and what was
 * read before the trouble stands.
 */
export async function* openFile(
  bytes: Uint8Array,
  mediaType: string | null,
  budget: Budget,
): AsyncIterable<Piece> {
  yield* openFaces({ bytes, mediaType, part: '', depth: 0, page: null, budget });
}

interface Part {
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
  readonly part: string;
  readonly depth: number;
  /** The page of the container that shows this file; null when unknown. */
  readonly page: number | null;
  readonly budget: Budget;
}

/** A polyglot is opened as each thing it is. */
async function* openFaces(of: Part): AsyncIterable<Piece> {
  yield* openAs(of);
  const faces = otherFaces(of.bytes, of.mediaType);
  if (faces.length > 0) yield note(of, 'polyglot');
  for (const face of faces) yield* openAs({ ...of, ...face });
}

async function* openAs(of: Part): AsyncIterable<Piece> {
  const { bytes, mediaType, part, budget } = of;
  const opener = mediaType === null ? null : openerFor(mediaType);
  if (mediaType === null || opener === null) {
    yield refuse(of, { part: partName(part), reason: 'unsupported-type', limit: null });
    return;
  }
  try {
    for await (const opened of opener.open({ bytes, type: { mediaType }, part, budget })) {
      if (opened.kind === 'file') yield* openChild(of, opened);
      else if (opened.kind === 'image')
        yield { ...opened, part: opened.part ?? part, page: opened.page ?? of.page };
      else yield { ...opened, part };
    }
  } catch (error) {
    // An unknown error in here is the document's: our own bugs show in the tests of each format.
    yield refuse(of, { part: partName(part), reason: reasonOf(error), limit: null });
  }
}

async function* openChild(parent: Part, file: Extract<Opened, { kind: 'file' }>): AsyncIterable<Piece> {
  const { budget } = parent;
  const { bytes, ordinal } = file;
  const child = {
    bytes,
    part: childPart(parent.part, ordinal),
    depth: parent.depth + 1,
    page: file.page ?? null,
    budget,
  };
  const name = partName(child.part);
  if (child.depth > budget.limits.depth) {
    yield refuse(child, limited(name, 'too-deep', budget.limits, 'depth'));
  } else if (!budget.take('entries', 1)) {
    yield refuse(child, limited(name, 'too-many-entries', budget.limits, 'entries'));
  } else if (budget.late()) {
    yield refuse(child, limited(name, 'time-out', budget.limits, 'wallMs'));
  } else if (bytes.length > 0) {
    const mediaType = (await identify(bytes))?.mediaType ?? null;
    if (mediaType === null && isNamedAsPart(file.name)) {
      yield refuse(child, { part: name, reason: 'multi-part', limit: null });
      return;
    }
    if (isMisnamed(file.name, mediaType)) yield note(child, 'name-mismatch');
    for await (const piece of openFaces({ ...child, mediaType }))
      yield isNamedAsPart(file.name) ? asPart(piece, name) : piece;
  }
}

/** What breaks off in one of several parts goes on in the next. */
function asPart(piece: Piece, name: string): Piece {
  if (piece.kind !== 'uninspected' || piece.note.part !== name) return piece;
  return { ...piece, note: partOfSplit(piece.note) };
}

function note({ part }: { part: string }, code: Note['code']): Piece {
  return { kind: 'note', note: { part: partName(part), code }, part };
}

function refuse({ part }: { part: string }, note: Uninspected): Piece {
  return { kind: 'uninspected', note, part };
}
