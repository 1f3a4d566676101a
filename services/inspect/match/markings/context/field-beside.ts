import type { Line } from '../document-lines.ts';
import { isFieldName } from '../grammar/standing.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { isSameRow } from '../reading-order.ts';

/** What the name of its field does for a word that fills a cell of a form. */
const WEIGHT = 2;
/** A name stands at most this many heights above its cell. */
const ABOVE = 3;

/** In a picture of a form the name of a field and what was filled in are two lines: the name stands to the left, or above. */
export function fieldBeside(candidate: Candidate, lines: readonly Line[]): readonly Evidence[] {
  const { line } = candidate;
  const box = line.segment.where.box;
  if (candidate.form !== 'alone' || box === null) return [];
  const named = lines.some((one) => {
    const { part, page, box: label } = one.segment.where;
    if (
      label === null ||
      one === line ||
      part !== line.segment.where.part ||
      page !== line.segment.where.page
    )
      return false;
    const left = isSameRow(one.segment, line.segment) && label[0] + label[2] <= box[0] + box[3];
    const down = box[1] - (label[1] + label[3] / 2);
    const over =
      down > 0 && down < ABOVE * label[3] && label[0] < box[0] + box[2] && box[0] < label[0] + label[2];
    return (left || over) && isFieldName(one.folded);
  });
  return named ? [{ code: 'field', weight: WEIGHT }] : [];
}
