import type { Line } from '../../look/line.ts';
import { type PlacedLine, place } from '../../look/order.ts';
import type { Raster } from '../../look/raster.ts';
import type { ReadSegment } from '../read-segment.ts';
import { type Reader, readsOf } from '../reader.ts';
import { spottedOn } from '../spot/spotted-on.ts';
import { fieldsBeside, marksIn } from './fields-beside.ts';
import type { Look } from './look.ts';
import { readOverlaid } from './overlaid.ts';
import { readRedInk } from './red-ink.ts';
import { readStampedOver } from './stamped-over.ts';
import { linesAround, weakOf } from './weak-places.ts';

/** A page after its likeliest lines were read. */
export interface OpenPage {
  readonly reader: Reader;
  readonly raster: Raster;
  /** The small copy of it. */
  readonly glance: Raster;
  readonly lines: readonly Line[];
  readonly direction: { readonly ux: number; readonly uy: number };
  readonly read: readonly ReadSegment[];
  /** Lines that the preset left unread. */
  readonly skipped: readonly PlacedLine[];
}

/** One thing to try while the answer of a page is open. */
export interface CloserLook {
  /** While nothing is found, or also while what was found is not certain. */
  readonly until: 'found' | 'certain';
  /** Only with a preset that searches. */
  readonly searches: boolean;
  take(page: OpenPage): AsyncGenerator<Look>;
}

/** A line read this well is no watermark mixed with writing. */
const WELL_READ = 0.95;
/** Only a page with this many lines hides a watermark under them; fewer, and the letters would have been found as lines. */
const COVERED = 4;

/** What is tried, in this order. */
export const CLOSER_LOOKS: readonly CloserLook[] = [
  { until: 'found', searches: false, take: namesOfFields },
  { until: 'found', searches: true, take: smallNamesOfFields },
  { until: 'found', searches: true, take: weakPlaces },
  { until: 'found', searches: true, take: inRedInk },
  { until: 'certain', searches: true, take: underTheWriting },
  { until: 'found', searches: true, take: overTheWriting },
];

/** The word of a level alone in a cell says nothing without the name of its field, to the left of it or above. */
async function* namesOfFields({ reader, raster, read, skipped }: OpenPage): AsyncGenerator<Look> {
  for (const placed of fieldsBeside(read, skipped)) yield* readOf(reader, raster, placed);
}

/** On a form the name of a field may be so much smaller than what stands in it that it was not found. */
async function* smallNamesOfFields({
  reader,
  raster,
  lines,
  direction,
  read,
}: OpenPage): AsyncGenerator<Look> {
  const marks = marksIn(read).map(({ line }) => line);
  const found = place(await linesAround(marks, reader, raster, lines, direction), direction);
  for (const placed of fieldsBeside(read, found)) yield* readOf(reader, raster, placed);
}

async function* weakPlaces({ reader, raster, lines, direction }: OpenPage): AsyncGenerator<Look> {
  const found = await linesAround(weakOf(lines), reader, raster, lines, direction);
  const isSpotted = await spottedOn(reader, raster, found);
  for (const placed of place(found, direction))
    if (isSpotted(placed.line)) yield* readOf(reader, raster, placed);
}

async function* inRedInk({ reader, raster, glance, lines, direction }: OpenPage): AsyncGenerator<Look> {
  yield* readRedInk(reader, { raster, glance, lines, direction });
}

async function* underTheWriting({ reader, raster, lines, direction, read }: OpenPage): AsyncGenerator<Look> {
  if (lines.length < COVERED) return;
  yield* readOverlaid(reader, raster, { all: lines, surely: surelyRead(read) }, direction);
}

async function* overTheWriting({ reader, raster, lines, direction, read }: OpenPage): AsyncGenerator<Look> {
  yield* readStampedOver(reader, { raster, lines, known: surelyRead(read), direction });
}

/** Of long lines a beginning may have been read, or a piece; letters are seldom wider than this, in heights. */
const WIDEST = 1.3;
const isWhole = ({ text }: { readonly text: string }, { length, height }: Line) =>
  text.length * WIDEST * height > length;

function surelyRead(read: readonly ReadSegment[]): Line[] {
  return read
    .filter(({ segment, line }) => (segment.ocrConfidence ?? 0) > WELL_READ && isWhole(segment, line))
    .map(({ line }) => line);
}

async function* readOf(reader: Reader, raster: Raster, placed: PlacedLine): AsyncGenerator<Look> {
  for (const said of readsOf(await reader.readLine(raster, placed.line)))
    yield { placed, said, from: raster, scale: 1 };
}
