import type { Line } from '../look/line.ts';
import type { TextSegment } from '../report.ts';
import { fieldsBeside, MOST_MARKS } from './closer/fields-beside.ts';
import { isNearMark, isPlainSentence, namesLevel, saysTheSame } from './near-mark.ts';
import { parted } from './parted.ts';
import { AGAIN, readingOnce } from './read-again.ts';
import type { ReadSegment } from './read-segment.ts';
import { type Reader, readsOf } from './reader.ts';
import { SPOTTED, SURELY_SPOTTED } from './spot/worth.ts';

export interface Reread {
  readonly segments: readonly TextSegment[];
  readonly cutOff: boolean;
  /** A line on which a mark was spotted nearly says one, and no read of it leaves no doubt what it says. */
  readonly inDoubt: boolean;
}

/** Below this sureness every likely line is read again. */
const UNSURE = 0.75;
/** A line that was cut short shows less of its mark than is asked of others. */
const HARDLY_SPOTTED = SPOTTED / 2;
/** Of a read that leaves open whether it is a mark. */
const DOUBTLESS = 0.9;

/**
 * Reads lines that nearly say a mark again, and then what may name the field of one, each in other boxes, while nothing was found. Replaces a segment when that makes
 * the page's answer *found*; an unmarked page pays only for lines that resemble a mark.
 */
export async function reread(
  reader: Reader,
  read: readonly ReadSegment[],
  open: { isFound(segments: readonly TextSegment[]): boolean; outOfTime(): boolean },
): Promise<Reread> {
  const segments = read.map(({ segment }) => segment);
  const numbered = read.map((each, at) => ({ ...each, at }));
  // Of the opinions on a line one that names a level is enough.
  const named = new Set(read.filter(({ segment }) => namesLevel(segment.text)).map(({ line }) => line));
  const marks = numbered
    .filter(
      ({ segment, line, spotted, at }) =>
        isOpen(segment) ||
        (at < 3 && isUnsureMark(segment, line) && (spotted ?? 1) >= HARDLY_SPOTTED) ||
        ((spotted ?? 0) >= SURELY_SPOTTED && isUnreadMark(segment, line) && !named.has(line)),
    )
    .slice(0, MOST_MARKS);
  const fields = fieldsBeside(read, numbered).filter(({ segment }) => isUnsureWord(segment));
  const readAgain = readingOnce(reader);
  let inDoubt = false;
  for (const { segment, line, raster, spotted, at } of [...marks, ...fields]) {
    let nearly = isOpen(segment);
    let surest = segment.ocrConfidence ?? 1;
    for (const way of AGAIN) {
      if (open.outOfTime()) return { segments, cutOff: true, inDoubt };
      const again = await readAgain(raster, line, way);
      for (const { text, confidence } of readsOf(again)) {
        nearly ||= isNearMark(text, confidence);
        surest = Math.max(surest, confidence);
        if (text === '' || text === segment.text) continue;
        const tried = segments.map((each, i) =>
          i === at ? { ...each, text: parted(text), ocrConfidence: confidence } : each,
        );
        if (open.isFound(tried)) return { segments: tried, cutOff: false, inDoubt: false };
      }
      if (!saysTheSame(segment, again)) continue;
      // A level read the same twice is what stands there, and was judged.
      if (namesLevel(segment.text)) surest = 1;
      break;
    }
    if (nearly && (spotted ?? 0) >= SPOTTED && surest < DOUBTLESS) inDoubt = true;
  }
  return { segments, cutOff: false, inDoubt };
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

function isUnreadMark({ ocrConfidence }: TextSegment, line: Line): boolean {
  return (ocrConfidence ?? 1) < PLAIN && isShort(line);
}
