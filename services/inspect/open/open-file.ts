import type { Uninspected } from '../../../shared/messages/verdict.ts';
import { type Budget, limited, partName } from './budget.ts';
import { openerFor } from './formats.ts';
import { identify } from './identify.ts';
import type { Opened } from './opened.ts';
import { reasonOf } from './reason-of.ts';

/** What remains when every file inside a file was opened in its turn. */
export type Piece = Exclude<Opened, { kind: 'file' }> & { readonly part: string };

/**
 * Opens a file and everything inside it. Never throws: what cannot be opened is an `uninspected` piece, and what was
 * read before the trouble stands.
 */
export async function* openFile(
  bytes: Uint8Array,
  mediaType: string | null,
  budget: Budget,
): AsyncIterable<Piece> {
  yield* openPart(bytes, mediaType, '', 0, budget);
}

async function* openPart(
  bytes: Uint8Array,
  mediaType: string | null,
  part: string,
  depth: number,
  budget: Budget,
): AsyncIterable<Piece> {
  const refuse = (note: Uninspected): Piece => ({ kind: 'uninspected', note, part });
  const opener = mediaType === null ? null : openerFor(mediaType);
  if (mediaType === null || opener === null) {
    yield refuse({ part: partName(part), reason: 'unsupported-type', limit: null });
    return;
  }
  let children = 0;
  try {
    for await (const opened of opener.open({ bytes, type: { mediaType }, part, budget })) {
      if (opened.kind !== 'file') {
        yield { ...opened, part };
        continue;
      }
      children += 1;
      yield* openChild(
        opened.bytes,
        part === '' ? `#${children}` : `${part}/#${children}`,
        depth + 1,
        budget,
      );
    }
  } catch (error) {
    // An unknown error in here is the document's: our own bugs show in the tests of each format.
    yield refuse({ part: partName(part), reason: reasonOf(error), limit: null });
  }
}

async function* openChild(
  bytes: Uint8Array,
  part: string,
  depth: number,
  budget: Budget,
): AsyncIterable<Piece> {
  const refuse = (note: Uninspected): Piece => ({ kind: 'uninspected', note, part });
  const name = partName(part);
  if (depth > budget.limits.depth) {
    yield refuse(limited(name, 'too-deep', budget.limits, 'depth'));
  } else if (!budget.take('entries', 1)) {
    yield refuse(limited(name, 'too-many-entries', budget.limits, 'entries'));
  } else if (budget.late()) {
    yield refuse(limited(name, 'time-out', budget.limits, 'wallMs'));
  } else if (bytes.length > 0) {
    yield* openPart(bytes, (await identify(bytes))?.mediaType ?? null, part, depth, budget);
  }
}
