import type { Line } from '../document-lines.ts';
import type { Candidate } from '../mark.ts';
import type { Reach } from './cues.ts';

/** The first page of each part of which there is a line. */
export type FirstPages = ReadonlyMap<string, number | null>;

export function firstPagesOf(lines: readonly Line[]): FirstPages {
  const firstPage = new Map<string, number | null>();
  for (const { segment } of lines) {
    const { part, page } = segment.where;
    const known = firstPage.get(part);
    if (known === undefined || (page ?? 0) < (known ?? 0)) firstPage.set(part, page);
  }
  return firstPage;
}

/**
 * How far what is said about marks reaches. An attachment is not cleared by the mail around it, nor page 7 by a stamp on page 3.
 * - What speaks for a mark reaches through its part (file, entry of an archive, attachment).
 * - What speaks against it reaches its own page, and from the first page all pages of the part: covers speak for what they cover.
 * - A release stamp on the first page reaches another page only where the first page has the same level: bundles of several
 *   papers begin anew, and only the first of them was released.
 */
export function createReach(candidates: readonly Candidate[], firstPage: FirstPages): Reach {
  const onFirstPage = new Set(
    candidates.flatMap(({ line, rule }) => {
      const { part, page } = line.segment.where;
      return page === firstPage.get(part) ? [`${part}\n${rule.axis}\n${rule.rank}`] : [];
    }),
  );
  return ({ cue, part, page }, { line, rule }) => {
    const place = line.segment.where;
    if (line.segment.source === 'label') return true;
    if (part !== place.part) return false;
    if (cue.weight >= 0 || page === place.page) return true;
    if (page !== firstPage.get(part)) return false;
    return cue.code !== 'released' || onFirstPage.has(`${part}\n${rule.axis}\n${rule.rank}`);
  };
}
