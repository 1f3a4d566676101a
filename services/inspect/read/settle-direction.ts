import { type Line, reversed, startOf } from '../look/line.ts';
import { medianOf } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import { MARK_REACH, type PartRead } from './read-placed.ts';
import type { Reader, ReadText } from './reader.ts';

const MOST_PROBES = 4;
/** Of longer lines, in heights, the beginning tells as much, and is what is read where one may begin with a mark. */
const WHOLE_UP_TO = 12;
/** In heights of the page's usual line: what is taller is often several lines that ran together, and says nothing either way. */
const MUDDLED = 2.2;
/** No page is turned over for reads that make no sense either way; short real words read this well. */
const SENSE = 0.6;

export interface Settled {
  readonly way: 'forward' | 'backward';
  /** Beginnings that were read on the way, by the line as it lies in that direction; they need no second read. */
  readonly reads: ReadonlyMap<Line, PartRead>;
}

/**
 * Which of its two ends a page is read from. Nothing but reading tells reliably (ready-made upside-down classifiers turn good pages over):
 * the largest lines are read both ways until one way is clearly better. A first line that reads well as it lies settles it at once,
 * because almost every picture is upright.
 */
export async function settleDirection(
  reader: Reader,
  raster: Raster,
  lines: readonly Line[],
  outOfTime: () => boolean,
): Promise<Settled> {
  const usual = medianOf(lines.map((line) => line.height));
  const probes = [...lines]
    .filter((line) => line.length > 2.5 * line.height && line.height < MUDDLED * usual)
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, MOST_PROBES);
  const reads = new Map<Line, PartRead>();
  let forward = 0;
  let backward = 0;
  let clearest = 0;
  for (const line of probes) {
    if (outOfTime()) break;
    const probe = line.length <= WHOLE_UP_TO * line.height ? line : startOf(line, MARK_REACH * line.height);
    const read = await reader.readLine(raster, probe);
    reads.set(line, { part: probe, read });
    const ahead = sense(read);
    if (ahead > 0.92 && Math.abs(probe.ux) > 0.7) return { way: 'forward', reads };
    const behind = sense(await reader.readLine(raster, reversed(probe)));
    forward += ahead;
    backward += behind;
    clearest = Math.max(clearest, behind);
    if (Math.abs(forward - backward) > 0.5) break;
  }
  return backward > forward + 0.1 && clearest > SENSE
    ? { way: 'backward', reads: new Map() }
    : { way: 'forward', reads };
}

function worth(line: Line): number {
  return line.score * line.height * Math.min(line.length, MARK_REACH * line.height);
}

/** Confidence, cut down for reads too short to say anything. */
function sense({ text, confidence }: ReadText): number {
  return confidence * Math.min(1, text.length / 5);
}
