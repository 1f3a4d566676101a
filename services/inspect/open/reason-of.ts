import { ContentError } from '../../../shared/errors.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';

const REASONS: Readonly<Record<string, Uninspected['reason']>> = {
  CONTENT_ENCRYPTED: 'encrypted',
  CONTENT_UNSUPPORTED: 'unsupported-type',
  CONTENT_MULTI_PART: 'multi-part',
  CONTENT_MACRO_ONLY: 'macro-only',
  CONTENT_TOO_COMPRESSED: 'too-compressed',
};

/**
 * Why something could not be opened, from what was thrown. An unknown error inside the sandbox is the document's fault:
 * what a library throws on hostile bytes is not foreseeable.
 */
export function reasonOf(error: unknown): Uninspected['reason'] {
  if (error instanceof ContentError) return REASONS[error.code] ?? 'damaged';
  // Lengths no array can have are lies of a header; what could not be had is memory.
  if (error instanceof RangeError && /allocation failed/i.test(error.message)) return 'out-of-memory';
  return 'damaged';
}
