import type { Line } from '../../look/line.ts';

const SAME = { slant: 0.08, taller: 2, whole: 0.7, across: 0.4 };

/** Whether a line that was found once more, where some ink is taken away, is one of the page. */
export function isKnown(line: Line, known: Line): boolean {
  return known.height < SAME.taller * line.height && liesOn(line, known);
}

/** Whether a line lies on another, along it, and is hardly longer. */
export function liesOn(line: Line, known: Line): boolean {
  const alike = Math.abs(line.ux * known.uy - line.uy * known.ux) < SAME.slant;
  const [dx, dy] = [line.cx - known.cx, line.cy - known.cy];
  const along = Math.abs(dx * known.ux + dy * known.uy);
  const across = Math.abs(dy * known.ux - dx * known.uy);
  return (
    alike &&
    known.length > SAME.whole * line.length &&
    along < known.length / 2 &&
    across < SAME.across * known.height
  );
}
