import type { Line } from '../document-lines.ts';
import { PERIOD } from '../grammar/cn.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { isSameRow, placeOf } from '../reading-order.ts';

/** What a term of secrecy next to it does for the word of a level. */
const WEIGHT = 2.5;
/** The gap in which a star was not seen, in widths of the level's word; and by how much boxes may overlap. */
const GAP = { most: 1.5, least: -0.3 };
const TERM = new RegExp(`^[★☆*+ ]{0,2}${PERIOD}$`, 'u');

/** In a picture `秘密★5年` may fall into two lines, without its star. Several in a column are a table that says how long what is kept. */
export function termBeside({ line, form, rule }: Candidate, lines: readonly Line[]): readonly Evidence[] {
  const place = placeOf(line.segment);
  if (form !== 'alone' || rule.axis !== 'state' || place === null || line.segment.source !== 'ocr') return [];
  const [left, , width] = place;
  const leftOf = (one: Line) => placeOf(one.segment)?.[0] ?? 0;
  const terms = lines.filter(
    (one) =>
      TERM.test(one.folded) &&
      one.segment.where.part === line.segment.where.part &&
      one.segment.where.page === line.segment.where.page,
  );
  const beside = terms.find((one) => {
    const gap = (leftOf(one) - left - width) / width;
    return isSameRow(one.segment, line.segment) && gap > GAP.least && gap < GAP.most;
  });
  if (beside === undefined) return [];
  const isColumn = terms.some(
    (one) => one.folded !== beside.folded && Math.abs(leftOf(one) - leftOf(beside)) < width,
  );
  return isColumn ? [] : [{ code: 'term-of-secrecy', weight: WEIGHT }];
}
