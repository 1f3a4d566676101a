import type { TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';

/**
 * The same for the same line of the same segment, for as long as the segment lives: a page is matched again after every line or two
 * that was read of it, and what one line is read as does not change with the others. For what hangs on a line's text and source alone.
 */
export function oncePerLine<T>(make: (line: Line) => T): (line: Line) => T {
  const known = new WeakMap<TextSegment, Map<string, T>>();
  return (line) => {
    const ofSegment = known.get(line.segment) ?? new Map<string, T>();
    known.set(line.segment, ofSegment);
    const made = ofSegment.get(line.text);
    if (made !== undefined) return made;
    const fresh = make(line);
    ofSegment.set(line.text, fresh);
    return fresh;
  };
}
