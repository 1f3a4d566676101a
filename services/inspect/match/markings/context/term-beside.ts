import type { Line } from '../document-lines.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { isSameRow, placeOf } from '../reading-order.ts';

/** What a term of secrecy next to it does for the word of a level. */
const WEIGHT = 2.5;
/** The gap in which a star was not seen, in widths of the level's word; and by how much boxes may overlap. */
const GAP = { most: 1.5, least: -0.3 };
const TERM = /^[★☆*+ ]{0,2}(?:\d{1,2} ?年|\d{1,2} ?[个個か]月|[长長]期)$/u;

/** In a picture `秘密★5年` may fall into two lines, without its star. */
export function termBeside({ line, form, rule }: Candidate, lines: readonly Line[]): readonly Evidence[] {
  const place = placeOf(line.segment);
  if (form !== 'alone' || rule.axis !== 'state' || place === null || line.segment.source !== 'ocr') return [];
  const [left, , width] = place;
  const isBeside = (one: Line) => {
    const gap = ((placeOf(one.segment)?.[0] ?? 0) - left - width) / width;
    return gap > GAP.least && gap < GAP.most;
  };
  const found = lines.some(
    (one) =>
      TERM.test(one.folded) &&
      one.segment.where.part === line.segment.where.part &&
      one.segment.where.page === line.segment.where.page &&
      isSameRow(one.segment, line.segment) &&
      isBeside(one),
  );
  return found ? [{ code: 'term-of-secrecy', weight: WEIGHT }] : [];
}
