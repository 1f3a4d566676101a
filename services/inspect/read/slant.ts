import type { Line } from '../look/line.ts';

/** Fewer lines are no text that a stamp could be aslant of; of shorter ones, in heights, the angle is not known so well. */
const LINES = { least: 4, long: 3 };
/** Sine of an angle below which nobody sees it; and so many times what lines of this page differ by anyway, of which a quarter may differ more. */
const ASLANT = { least: 0.06, times: 3, rank: 0.75 };

/** Whether a line lies aslant of the other lines of its page, as stamps do: nobody writes like that. */
export function aslantOf(
  lines: readonly Line[],
  { ux, uy }: { readonly ux: number; readonly uy: number },
): (line: Line) => boolean {
  const sine = (line: Line) => Math.abs(line.uy * ux - line.ux * uy);
  const isLong = (line: Line) => line.length > LINES.long * line.height;
  const sines = lines
    .filter(isLong)
    .map(sine)
    .sort((a, b) => a - b);
  if (sines.length < LINES.least) return () => false;
  const usual = sines[Math.floor(ASLANT.rank * (sines.length - 1))] as number;
  const least = Math.max(ASLANT.least, ASLANT.times * usual);
  return (line) => isLong(line) && sine(line) > least;
}
