import { type Line, reversed, startOf } from '../look/line.ts';
import { medianOf } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import type { Probe } from './lay-out.ts';
import { MARK_REACH, type PartRead } from './read-placed.ts';
import type { Reader, ReadText } from './reader.ts';

const MOST_PROBES = 4;
/** Of longer lines, in heights, the beginning tells as much, and is what is read where one may begin with a mark. */
const WHOLE_UP_TO = 12;
/** In heights of the page's usual line: what is taller is often several lines that ran together, and says nothing either way. */
const MUDDLED = 2.2;
/** In the same heights: a line so much taller is what the page is called. */
const TITLE = 1.3;
/** No page is turned over for reads that make no sense either way; short real words read this well. */
const SENSE = 0.6;
/** Below this likely to stand on its head, a page does not; above that, and with as many lines, it does: few pages do. */
const UPRIGHT = 0.1;
const TURNED = { least: 0.8, lines: 3 };

/** What is known of a page before its direction is. */
export interface Signs {
  readonly lines: readonly Line[];
  /** The line most likely to bear a mark; null where none is likely to. */
  readonly likeliest: Probe | null;
  /** 0–1: how likely it stands on its head; null where that does not show. */
  readonly turned: number | null;
}

export interface Settled {
  readonly way: 'forward' | 'backward';
  /** Beginnings that were read on the way, by the line as it lies in that direction; they need no second read. */
  readonly reads: ReadonlyMap<Line, PartRead>;
}

/**
 * Which of its two ends a page is read from. Where its lines plainly look the one or the other way up, that is it: nothing is read for it, but a
 * line that is read anyway. Else nothing but reading tells: the largest lines are read both ways until one way is clearly better.
 * A first line that reads well as it lies settles it at once, because almost every picture is upright. Where no title is larger than the rest,
 * that is the one most likely to bear a mark, which is read anyway.
 */
export async function settleDirection(
  reader: Reader,
  raster: Raster,
  { lines, likeliest, turned }: Signs,
  outOfTime: () => boolean,
): Promise<Settled> {
  const reads = new Map<Line, PartRead>();
  const isUpright = turned !== null && turned < UPRIGHT;
  if (isUpright && likeliest === null) return { way: 'forward', reads };
  if (turned !== null && turned > TURNED.least && lines.length >= TURNED.lines)
    return { way: 'backward', reads };
  let forward = 0;
  let backward = 0;
  let clearest = 0;
  for (const { line, part } of probesOf(lines, likeliest)) {
    if (outOfTime()) break;
    const read = await reader.readLine(raster, part);
    reads.set(line, { part, read });
    const ahead = sense(read);
    if (isUpright || (ahead > surelyAhead(read) && Math.abs(part.ux) > 0.7)) return { way: 'forward', reads };
    // From its wrong end a line looks like one in any script.
    const behind = sense(await reader.readLine(raster, reversed(part), { others: 'of-the-page' }));
    forward += ahead;
    backward += behind;
    clearest = Math.max(clearest, behind);
    if (Math.abs(forward - backward) > 0.5) break;
  }
  return backward > forward + 0.1 && clearest > SENSE
    ? { way: 'backward', reads: new Map() }
    : { way: 'forward', reads };
}

function probesOf(lines: readonly Line[], likeliest: Probe | null): readonly Probe[] {
  const usual = medianOf(lines.map((line) => line.height));
  const tells = (line: Line) => line.length > 2.5 * line.height && line.height < MUDDLED * usual;
  const largest = lines
    .filter(tells)
    .sort((a, b) => worth(b) - worth(a))
    .map((line) => ({ line, part: line.length <= WHOLE_UP_TO * line.height ? line : beginning(line) }));
  const isTitled = (largest[0]?.line.height ?? 0) >= TITLE * usual;
  const first = likeliest !== null && !isTitled && tells(likeliest.part) ? [likeliest] : [];
  return [...first, ...largest.filter(({ line }) => line !== first[0]?.line)].slice(0, MOST_PROBES);
}

/** The readers of other scripts are less sure of what they read, and make no sense of a line from its other end. */
function surelyAhead({ text }: ReadText): number {
  return OTHER_SCRIPT.test(text) ? SURELY_AHEAD.others : SURELY_AHEAD.own;
}
const SURELY_AHEAD = { own: 0.92, others: 0.8 };
const OTHER_SCRIPT = /(?:[^\p{Script=Latin}\p{Script=Han}\p{P}\p{S}\d]\s*){10}/u;

const beginning = (line: Line) => startOf(line, MARK_REACH * line.height);

function worth(line: Line): number {
  return line.score * line.height * Math.min(line.length, MARK_REACH * line.height);
}

/** Confidence, cut down for reads too short to say anything. */
function sense({ text, confidence }: ReadText): number {
  return confidence * Math.min(1, text.length / 5);
}
