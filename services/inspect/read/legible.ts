import type { Line } from '../look/line.ts';
import { type ReadText, readsOf } from './reader.ts';
import { filled } from './scripts/plausible.ts';

/** Below this a read is a guess: kept out of the text. */
export const GUESS = 0.35;
/** A read that is not plainly right has lost most of its letters where it fills less of its line than this, and guessed them where it is less sure. */
const MOSTLY = 0.35;
const LIKELY = 0.6;
const PLAINLY = 0.9;

/** Whether a line could be read: of one of its parts something came out that is most of it. `reads`: of each part. */
export function isLegible(parts: readonly Line[], reads: readonly ReadText[]): boolean {
  return parts.some((part, at) => {
    const read = reads[at];
    return (
      read !== undefined &&
      readsOf(read).some(
        ({ text, confidence }) =>
          text !== '' && (confidence >= PLAINLY || (confidence >= LIKELY && filled(text, part) >= MOSTLY)),
      )
    );
  });
}
