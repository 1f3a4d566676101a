import type { Line } from '../../look/line.ts';
import { isNearMark } from '../near-mark.ts';
import type { ReadSegment } from '../read-segment.ts';

/** So many lines of a picture, at most, are taken for marks that were read badly. */
export const MOST_MARKS = 4;

/** What may be marks, the first few. */
export function marksIn(read: readonly ReadSegment[]): ReadSegment[] {
  return read.filter(({ segment }) => isNearMark(segment.text)).slice(0, MOST_MARKS);
}

/** Of some lines, those that stand left of or above one that may be a mark, near enough to name its field; the nearest few. */
export function fieldsBeside<T extends { readonly line: Line }>(
  read: readonly ReadSegment[],
  lines: readonly T[],
): T[] {
  return marksIn(read).flatMap(({ line: mark }) =>
    lines
      .map((each) => ({ each, far: each.line === mark ? Infinity : fieldDistance(each.line, mark) }))
      .filter(({ far }) => far < FIELD_REACH)
      .sort((a, b) => a.far - b.far)
      .slice(0, 2)
      .map(({ each }) => each),
  );
}

/** In heights of the mark. */
const FIELD_REACH = 20;

function fieldDistance(line: Line, mark: Line): number {
  const [dx, dy] = [mark.cx - line.cx, mark.cy - line.cy];
  const along = dx * mark.ux + dy * mark.uy;
  const down = dy * mark.ux - dx * mark.uy;
  const sameLine = Math.abs(down) < 0.6 * mark.height;
  const above = down > 0 && down < 3 * mark.height && Math.abs(along) < (line.length + mark.length) / 2;
  if (sameLine && along > 0) return (along - (line.length + mark.length) / 2) / mark.height;
  return above ? down / mark.height : Infinity;
}
