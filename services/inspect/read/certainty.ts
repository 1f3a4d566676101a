import type { TextSegment } from '../report.ts';

export interface Asked {
  isCertain(segments: readonly TextSegment[]): boolean;
  isFound(segments: readonly TextSegment[]): boolean;
}

/** A mark may be broken over lines that say nothing singly, so the whole is asked about at least after this many. */
const UNASKED_AT_MOST = 6;

export interface Certainty {
  /** Whether the page is certain, now that so many lines came last and are a marking by themselves or not. */
  with(
    fresh: { readonly lines: number; readonly isFound: boolean },
    segments: readonly TextSegment[],
  ): boolean;
  /** The same when no more lines come for now; not asked again while nothing was added. */
  atLast(segments: readonly TextSegment[]): boolean;
  /** Whether the page is a marking, surely or not; not asked again while nothing was added. */
  isFound(segments: readonly TextSegment[]): boolean;
}

/**
 * Asking about the whole page after each line costs by the square of its lines: a fifth of what a screenshot took. A line that says
 * nothing by itself hardly ever settles a page, and what is not found is not certain.
 */
export function certaintyOf(asked: Asked): Certainty {
  let unasked = 0;
  let certain = { of: 0, is: false };
  let found = { of: -1, is: false };
  const isFound = (segments: readonly TextSegment[]) => {
    if (found.of !== segments.length) found = { of: segments.length, is: asked.isFound(segments) };
    return found.is;
  };
  const ask = (segments: readonly TextSegment[], isOneFound: boolean) => {
    unasked = 0;
    certain = { of: segments.length, is: (isOneFound || isFound(segments)) && asked.isCertain(segments) };
    return certain.is;
  };
  return {
    with(fresh, segments) {
      if (fresh.lines === 0) return false;
      unasked++;
      return (unasked >= UNASKED_AT_MOST || fresh.isFound) && ask(segments, fresh.isFound);
    },
    atLast: (segments) => (certain.of === segments.length ? certain.is : ask(segments, false)),
    isFound,
  };
}
