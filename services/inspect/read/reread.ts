import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { TextSegment } from '../report.ts';
import { isNearMark, isPlainSentence, namesLevel, saysTheSame } from './near-mark.ts';
import type { Reader, ReadText } from './reader.ts';
import { SPOTTED } from './spot/worth.ts';

/** A segment and the line it was read from. */
export interface ReadSegment {
  readonly segment: TextSegment;
  readonly line: Line;
  readonly raster: Raster;
  /** 0–1: how likely a word of a mark stands on it; null where it was not asked. */
  readonly spotted: number | null;
}

/** Lines of a picture that are read again, and the sureness below which every likely line is. */
const MOST = 4;
const UNSURE = 0.75;
/** A line that was cut short shows less of its mark than is asked of others. */
const HARDLY_SPOTTED = SPOTTED / 2;
/** From here on a word of a mark stands on a line, whatever was read on it. */
const SURELY_SPOTTED = 0.9;

/** A line as it is read again: in another box, or without the noise that a dark photograph has. */
interface Again {
  readonly box: (line: Line) => Line;
  readonly smooth: boolean;
}

/** Of the line's own height. */
const LOWER = 0.8;
const LOWEST = 0.68;
const LONGER = 2.4;

/**
 * The box of a line is sometimes too tall (a frame, a rule), too low, or ends before its last character: each costs letters, and so does noise. The first costs least, since
 * cost goes by length in heights.
 */
const AGAIN: readonly Again[] = [
  {
    box: (line) => ({ ...line, height: line.height * 1.2, length: line.length + line.height }),
    smooth: false,
  },
  { box: (line) => ({ ...line, height: line.height * LOWER }), smooth: false },
  { box: (line) => ({ ...line, length: line.length + LONGER * line.height }), smooth: false },
  { box: (line) => line, smooth: true },
  { box: (line) => ({ ...line, height: line.height * LOWER }), smooth: true },
  { box: (line) => ({ ...line, height: line.height * LOWEST, length: line.length * 0.97 }), smooth: false },
];

/**
 * Reads lines that nearly say a mark again, and then what may name the field of one, each in other boxes, while nothing was found. Replaces a segment when that makes
 * the page's answer *found*; an unmarked page pays only for lines that resemble a mark.
 */
export async function reread(
  reader: Reader,
  read: readonly ReadSegment[],
  open: { isFound(segments: readonly TextSegment[]): boolean; outOfTime(): boolean },
): Promise<{ segments: readonly TextSegment[]; cutOff: boolean }> {
  const segments = read.map(({ segment }) => segment);
  const numbered = read.map((each, at) => ({ ...each, at }));
  const marks = numbered
    .filter(
      ({ segment, line, spotted, at }) =>
        isOpen(segment) ||
        (at < 3 && isUnsureMark(segment, line) && (spotted ?? 1) >= HARDLY_SPOTTED) ||
        ((spotted ?? 0) >= SURELY_SPOTTED && isUnreadMark(segment, line)),
    )
    .slice(0, MOST);
  const fields = besides(read, numbered).filter(({ segment }) => isUnsureWord(segment));
  const readAgain = readingOnce(reader);
  for (const { segment, line, raster, at } of [...marks, ...fields]) {
    for (const way of AGAIN) {
      if (open.outOfTime()) return { segments, cutOff: true };
      const again = await readAgain(raster, line, way);
      if (again.text !== '' && again.text !== segment.text) {
        const tried = segments.map((each, i) =>
          i === at ? { ...each, text: again.text, ocrConfidence: again.confidence } : each,
        );
        if (open.isFound(tried)) return { segments: tried, cutOff: false };
      }
      if (saysTheSame(segment, again)) break;
    }
  }
  return { segments, cutOff: false };
}

/** A line whose two opinions are both in doubt is read once for both; words in doubt are Latin and Han, which the engine reads by itself. */
function readingOnce(reader: Reader) {
  const known = new Map<Line, Map<Again, Promise<ReadText>>>();
  return (raster: Raster, line: Line, way: Again): Promise<ReadText> => {
    const reads = known.get(line) ?? new Map<Again, Promise<ReadText>>();
    known.set(line, reads);
    const { box, smooth } = way;
    const read = reads.get(way) ?? reader.readLine(raster, box(line), { others: 'none', smooth });
    reads.set(way, read);
    return read;
  };
}

function isOpen({ text, ocrConfidence }: TextSegment): boolean {
  return isNearMark(text, ocrConfidence ?? 0) && !isPlainSentence(text, ocrConfidence ?? 0);
}

/** The name of a field has no figures; one read without a doubt is read. */
function isUnsureWord({ text, ocrConfidence }: TextSegment): boolean {
  return /\p{L}{4}/u.test(text) && !/\d/.test(text) && (ocrConfidence ?? 1) < PLAIN;
}
const PLAIN = 0.95;

/** As long as marks are, in heights: a long line read badly is running text too small to read. */
const LONGEST = 20;
const isShort = (line: Line) => line.length < LONGEST * line.height;

function isUnsureMark({ text, ocrConfidence }: TextSegment, line: Line): boolean {
  return (ocrConfidence ?? 1) < UNSURE && text.length > 3 && isShort(line);
}

function isUnreadMark({ text, ocrConfidence }: TextSegment, line: Line): boolean {
  return (ocrConfidence ?? 1) < PLAIN && !namesLevel(text) && isShort(line);
}

/** What may be marks, the first few. */
export function marksIn(read: readonly ReadSegment[]): ReadSegment[] {
  return read.filter(({ segment }) => isNearMark(segment.text)).slice(0, MOST);
}

/** Of some lines, those that stand left of or above one that may be a mark, near enough to name its field; the nearest few. */
export function besides<T extends { readonly line: Line }>(
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
