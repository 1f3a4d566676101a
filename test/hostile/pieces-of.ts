import { createBudget } from '../../services/inspect/open/budget.ts';
import { identify } from '../../services/inspect/open/identify.ts';
import { openFile, type Piece } from '../../services/inspect/open/open-file.ts';
import { DEFAULT_LIMITS, type Limits } from '../../services/inspect/sandbox/limits.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Uninspected } from '../../shared/messages/verdict.ts';

export interface PiecesOf {
  readonly mediaType: string | null;
  readonly pieces: readonly Piece[];
  /** "zone: text" or, of labels, "key = value". */
  readonly texts: readonly string[];
  readonly images: number;
  readonly uninspected: readonly Uninspected[];
}

/** Opens bytes in this process, as tests of the openers do; the product does so in the sandbox only. */
export async function piecesOf(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<PiecesOf> {
  const mediaType = (await identify(bytes))?.mediaType ?? null;
  const all = { ...DEFAULT_LIMITS, ...limits };
  const budget = createBudget(all, systemClock.nowMs() + all.wallMs, systemClock);
  const pieces: Piece[] = [];
  for await (const piece of openFile(bytes, mediaType, budget)) pieces.push(piece);
  return {
    mediaType,
    pieces,
    texts: pieces.flatMap((piece) =>
      piece.kind === 'text'
        ? [
            piece.segment.source === 'label'
              ? `${piece.segment.key} = ${piece.segment.text}`
              : `${piece.segment.where.zone}: ${piece.segment.text}`,
          ]
        : [],
    ),
    images: pieces.filter((piece) => piece.kind === 'image').length,
    uninspected: pieces.flatMap((piece) => (piece.kind === 'uninspected' ? [piece.note] : [])),
  };
}
