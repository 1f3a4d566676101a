import type { Line } from '../document-lines.ts';
import { isFieldName } from '../grammar/standing.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { isSameRow, placeOf } from '../reading-order.ts';

/** What the name of its field does for a word that fills a cell of a form. */
const WEIGHT = 2;
/** A name stands at most this many heights above its cell. */
const ABOVE = 3;
/** Boxes of neighbours may overlap by as much of the page's width. */
const TOUCHING = 0.02;

/**
 * In a picture of a form the name of a field and what was filled in are two lines: the name stands next to it on the left, or
 * above. What stands further left is the name of another field.
 */
export function fieldBeside(candidate: Candidate, lines: readonly Line[]): readonly Evidence[] {
  const { line } = candidate;
  if (candidate.form !== 'alone' || line.segment.where.box === null) return [];
  const others = lines.filter((one) => one !== line && isOnPageOf(line, one));
  const beside = [...nextOnTheLeft(line, others), ...others.filter((one) => isAbove(one, line))];
  return beside.some((one) => isFieldName(one.folded)) ? [{ code: 'field', weight: WEIGHT }] : [];
}

function isOnPageOf({ segment: { where } }: Line, other: Line): boolean {
  return other.segment.where.part === where.part && other.segment.where.page === where.page;
}

/** The nearest line of the same row, with whatever else was read from the same place. */
function nextOnTheLeft(line: Line, others: readonly Line[]): readonly Line[] {
  const [begin] = placeOf(line.segment) ?? [0];
  const left = others
    .filter((one) => isSameRow(one.segment, line.segment))
    .map((one) => ({ one, end: endOf(one) }))
    .filter(({ end }) => end <= begin + TOUCHING);
  const nearest = Math.max(...left.map(({ end }) => end));
  return left.filter(({ end }) => end >= nearest - TOUCHING).map(({ one }) => one);
}

function isAbove(one: Line, other: Line): boolean {
  const [above, below] = [placeOf(one.segment), placeOf(other.segment)];
  if (above === null || below === null) return false;
  const [left, top, width, height] = above;
  const [cellLeft, cellTop, cellWidth] = below;
  const down = cellTop - (top + height / 2);
  return down > 0 && down < ABOVE * height && left < cellLeft + cellWidth && cellLeft < left + width;
}

function endOf({ segment }: Line): number {
  const box = placeOf(segment);
  return box === null ? 0 : box[0] + box[2];
}
