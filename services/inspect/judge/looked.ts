import type { Note, Uninspected } from '../../../shared/messages/verdict.ts';
import type { Crop, Match } from '../report.ts';
import type { Stages } from '../stopwatch.ts';

/** What one look through a file saw, before anything is concluded from it. */
export interface Looked {
  readonly mediaType: string | null;
  readonly findings: readonly Match[];
  readonly doubtful: readonly Match[];
  readonly uninspected: readonly Uninspected[];
  readonly notes?: readonly Note[];
  readonly crops: readonly Crop[];
  /** For trying rules later; only of a look that came to its end. */
  readonly features?: Uint8Array;
  /** Where the time went; only of a look that came to its end. */
  readonly stages?: Stages | undefined;
}
