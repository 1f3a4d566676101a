import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { TextSegment } from '../report.ts';
import { isNearMark } from './near-mark.ts';
import type { Reader } from './reader.ts';

/** A segment and the line it was read from. */
export interface ReadSegment {
  readonly segment: TextSegment;
  readonly line: Line;
  readonly raster: Raster;
}

/** Lines of a picture that are read again, and the sureness below which every likely line is. */
const MOST = 4;
const UNSURE = 0.75;

/**
 * The box of a line is sometimes too tall (a frame, a rule), too low, or ends before its last character: each costs letters.
 * Heights and lengths are in shares of the line's own.
 */
const BOXES: readonly ((line: Line) => Line)[] = [
  (line) => ({ ...line, height: line.height * 0.8 }),
  (line) => ({ ...line, length: line.length + 2.4 * line.height }),
  (line) => ({ ...line, height: line.height * 1.2, length: line.length + line.height }),
  (line) => ({ ...line, height: line.height * 0.68, length: line.length * 0.97 }),
];

/**
 * Reads lines that nearly say a mark again, each in other boxes, while nothing was found. Replaces a segment when that makes
 * the page's answer *found*; an unmarked page pays only for lines that resemble a mark.
 */
export async function reread(
  reader: Reader,
  read: readonly ReadSegment[],
  open: { isFound(segments: readonly TextSegment[]): boolean; outOfTime(): boolean },
): Promise<{ segments: readonly TextSegment[]; cutOff: boolean }> {
  const segments = read.map(({ segment }) => segment);
  const candidates = read
    .map((each, at) => ({ ...each, at }))
    .filter(
      ({ segment, at }) =>
        isNearMark(segment.text) ||
        (at < 3 && (segment.ocrConfidence ?? 1) < UNSURE && segment.text.length > 3),
    )
    .slice(0, MOST);
  for (const { segment, line, raster, at } of candidates) {
    for (const box of BOXES) {
      if (open.outOfTime()) return { segments, cutOff: true };
      const again = await reader.readLine(raster, box(line));
      if (again.text === '' || again.text === segment.text) continue;
      const tried = segments.map((each, i) =>
        i === at ? { ...each, text: again.text, ocrConfidence: again.confidence } : each,
      );
      if (open.isFound(tried)) return { segments: tried, cutOff: false };
    }
  }
  return { segments, cutOff: false };
}
