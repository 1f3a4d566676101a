import type { Span } from './mark.ts';

/** Longest masked window, in characters: enough to see where in its line a mark stands. */
const WINDOW = 120;

/** The line with everything but the level word as "•"; spaces stay, so that the shape of the line can be seen. */
export function maskLine(text: string, level: Span): string {
  const centre = Math.floor((level.start + level.end) / 2);
  const from = text.length <= WINDOW ? 0 : Math.max(0, Math.min(centre - WINDOW / 2, text.length - WINDOW));
  const window = text.slice(from, from + WINDOW);
  const start = level.start - from;
  const end = level.end - from;
  return [...splitUnits(window)]
    .map((char, at) => ((at >= start && at < end) || /\s/.test(char) ? char : '•'))
    .join('');
}

/** By code units, as spans are; half a surrogate pair is masked like any other unit. */
function splitUnits(text: string): string[] {
  return text.split('');
}
