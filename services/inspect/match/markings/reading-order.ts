import type { TextSegment } from '../../report.ts';

interface Placed {
  readonly segment: TextSegment;
}

/** Lines whose middles are this near, in heights of the higher one, stand in one row. */
const SAME_ROW = 0.5;

/**
 * A picture's lines are read most marking-like first; what stands near a mark is told by the page's own order: row by row, each
 * from its left. Pages of which any line has no place stay as they are.
 */
export function inReadingOrder<T extends Placed>(page: readonly T[]): readonly T[] {
  if (page.length < 2 || page.some(({ segment }) => segment.source !== 'ocr' || segment.where.box === null))
    return page;
  const rows: T[][] = [];
  for (const line of [...page].sort((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row !== undefined && first !== undefined && isSameRow(first.segment, line.segment)) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.sort((a, b) => leftOf(a) - leftOf(b)));
}

/** Where a segment stands for telling rows and columns; null when nobody knows. */
export function placeOf({ flat, where }: TextSegment): readonly [number, number, number, number] | null {
  return flat ?? where.box;
}

export function isSameRow(one: TextSegment, other: TextSegment): boolean {
  const [a, b] = [placeOf(one), placeOf(other)];
  if (a === null || b === null) return false;
  return Math.abs(a[1] + a[3] / 2 - b[1] - b[3] / 2) < SAME_ROW * Math.max(a[3], b[3]);
}

function middleOf({ segment }: Placed): number {
  const box = placeOf(segment);
  return box === null ? 0 : box[1] + box[3] / 2;
}

function leftOf({ segment }: Placed): number {
  return placeOf(segment)?.[0] ?? 0;
}
