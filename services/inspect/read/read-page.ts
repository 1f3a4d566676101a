import type { Picture } from '../look/decode.ts';
import { flattener } from '../look/flat.ts';
import { inkOf } from '../look/ink.ts';
import { joined } from '../look/join.ts';
import { type Line, moved, reversed, scaled } from '../look/line.ts';
import type { PlacedLine } from '../look/order.ts';
import { orient, pageAxis } from '../look/orient.ts';
import { isLong } from '../look/pieces.ts';
import type { Raster } from '../look/raster.ts';
import { upright } from '../look/upright.ts';
import { zoneOf } from '../look/zone.ts';
import type { TextSegment } from '../report.ts';
import { certaintyOf } from './certainty.ts';
import { chooseLines } from './choose/choose-lines.ts';
import { CLOSER_LOOKS } from './closer/closer-looks.ts';
import { findInPieces, findPageLines } from './find/find-page-lines.ts';
import { type LaidOut, layOut, likeliestOf, spotted, turned } from './lay-out.ts';
import { GUESS, isLegible } from './legible.ts';
import { parted } from './parted.ts';
import type { PresetCost } from './presets.ts';
import { readPlaced } from './read-placed.ts';
import type { ReadSegment } from './read-segment.ts';
import { type Reader, type ReadText, readsOf } from './reader.ts';
import { reread } from './reread.ts';
import type { Script } from './scripts/scripts.ts';
import { settleDirection } from './settle-direction.ts';
import { aslantOf } from './slant.ts';
import { PROBABLY_SPOTTED, SURELY_SPOTTED } from './spot/worth.ts';
import { createUnread } from './unread.ts';

export interface PageRead {
  readonly segments: TextSegment[];
  /** Along which its lines are read. */
  readonly direction: { readonly ux: number; readonly uy: number };
  /** Lines remained when the time was over. */
  readonly cutOff: boolean;
  /** There is writing, and half of it or more could not be read, or a line that surely bears a mark. */
  readonly unreadable: boolean;
  /** The script of its lines, when nothing installed reads it. */
  readonly missingScript: Script | null;
}

export interface PageContext {
  readonly reader: Reader;
  readonly preset: PresetCost;
  readonly where: { readonly part: string; readonly page: number | null };
  isCertain(segments: readonly TextSegment[]): boolean;
  /** Whether what was read is a marking already, surely or not. */
  isFound(segments: readonly TextSegment[]): boolean;
  outOfTime(): boolean;
}

const NOTHING: ReadText = { text: '', confidence: 0 };
/** Fewer lines that are surely writing do not make a picture of writing. */
const LINES_OF_A_TEXT = 2;

/** The way from a picture to its lines of text, most marking-like first. */
export async function readPage(picture: Picture, context: PageContext): Promise<PageRead> {
  const { preset } = context;
  const reader = preset.spots ? context.reader : readingAll(context.reader);
  const nothing: PageRead = {
    segments: [],
    direction: { ux: 1, uy: 0 },
    cutOff: false,
    unreadable: false,
    missingScript: null,
  };
  if (context.outOfTime()) return { ...nothing, cutOff: true };
  const size = { width: picture.fullWidth, height: picture.fullHeight };
  const found = isLong(size)
    ? await findInPieces(reader, await picture.working(), preset.search)
    : await findPageLines(reader, picture, preset.search);
  if (found.length === 0) return nothing;

  const raster = await picture.working();
  const oriented = joined(orient(found));
  reader.survey(raster, oriented);
  const axis = pageAxis(found);
  const forward = await layOut(reader, raster, oriented, axis, preset);
  const signs = {
    lines: oriented,
    likeliest: likeliestOf(forward),
    turned: await turned(reader, raster, forward),
  };
  const { way, reads: known } = await settleDirection(reader, raster, signs, context.outOfTime);
  const page = way === 'forward' ? forward : await turnedOver();
  const { lines, direction } = page;
  const frame = upright(raster, direction);
  const flatten = flattener(frame, lines);
  const isAslant = aslantOf(lines, direction);

  const kept: ReadSegment[] = [];
  const skipped: PlacedLine[] = [];
  const segments: TextSegment[] = [];
  const certainty = certaintyOf(context);
  const unread = createUnread();
  // What was read for the direction may have shown that the page is in a script whose lines can be left.
  const worth = page.worth ?? (await spotted(reader, raster, page));
  const choice = chooseLines({ ...page, worth }, { preset, known });
  for (const placed of choice.lines) {
    const isWriting = isSurelyWriting(placed, direction);
    // What was read for the direction costs nothing more, and may be what the page is called.
    if (!choice.takes(placed, isWriting && unread.isInDoubt()) && !known.has(placed.line)) {
      skipped.push(placed);
      continue;
    }
    if (context.outOfTime()) return finish(true);
    const parts = choice.partsOf(placed);
    const read = await readPlaced(reader, raster, placed, { parts, before: known.get(placed.line) });
    const reads = read.flatMap(readsOf).filter(isMoreThanGuess);
    const spot = choice.spotted(placed) ?? 0;
    const isSpotted = spot >= SURELY_SPOTTED;
    const isMark = isSpotted || (isWriting && spot >= PROBABLY_SPOTTED);
    unread.note({ isWriting, isMark, isLegible: isLegible(parts, read) });
    // A mark of which nothing was read stands there all the same, to be read again with what is like one.
    for (const said of isSpotted && reads.length === 0 ? [NOTHING] : reads) add(placed, said, raster, 1);
    const fresh = segments.slice(segments.length - reads.length);
    const isFound = fresh.length > 0 && context.isFound(fresh);
    choice.note(placed, reads, isFound);
    if (certainty.with({ lines: fresh.length, isFound }, segments)) return finish(false);
  }
  if (certainty.atLast(segments)) return finish(false);
  const { glance } = picture;
  const open = { reader, raster, glance, lines, direction, read: kept, skipped };
  for (const look of CLOSER_LOOKS) {
    if (look.searches && !preset.search) continue;
    if (look.until === 'found' && certainty.isFound(segments)) continue;
    for await (const { placed, said, from, scale, at } of look.take(open)) {
      if (isMoreThanGuess(said)) add(placed, said, from, scale, at);
      if (look.until === 'certain' && context.isCertain(segments)) break;
      if (context.outOfTime()) return finish(true);
    }
    if (certainty.atLast(segments)) return finish(false);
  }
  if (!preset.search || certainty.isFound(segments)) return finish(false);
  const again = await reread(reader, kept, context);
  segments.splice(0, segments.length, ...again.segments);
  return finish(again.cutOff, again.inDoubt);

  async function turnedOver(): Promise<LaidOut> {
    const lines = oriented.map(reversed);
    // What they looked like from their wrong ends says nothing.
    reader.survey(raster, lines);
    return layOut(reader, raster, lines, { ux: -axis.ux, uy: -axis.uy }, preset);
  }

  function add(
    placed: PlacedLine,
    said: ReadText,
    from: Raster,
    scale: number,
    { x, y } = { x: 0, y: 0 },
  ): void {
    const line: Line = moved(scaled(placed.line, scale), x, y);
    const box = frame.boxOf(line);
    const zone = from === raster ? zoneOf(placed, box) : 'watermark';
    const segment: TextSegment = {
      text: parted(said.text),
      where: { ...context.where, zone, box },
      flat: flatten(line),
      source: 'ocr',
      key: null,
      ocrConfidence: said.confidence,
      looks: { height: line.height / frame.height, ...inkOf(from, placed.line), slanted: isAslant(line) },
    };
    segments.push(segment);
    kept.push({ segment, line: placed.line, raster: from, spotted: choice.spotted(placed) });
  }

  async function finish(cutOff: boolean, inDoubt = false): Promise<PageRead> {
    const writing = page.ordered.filter((placed) => isSurelyWriting(placed, direction)).length;
    const missingScript = writing >= LINES_OF_A_TEXT ? await reader.missingScript(raster) : null;
    const unreadable =
      missingScript === null && (inDoubt || unread.isUnreadable(() => context.isFound(segments)));
    return {
      segments: segments.filter(({ text }) => text !== ''),
      direction,
      cutOff,
      unreadable,
      missingScript,
    };
  }
}

/** The same reader for a preset that leaves no line out. */
function readingAll(reader: Reader): Reader {
  return {
    ...reader,
    spot: async () => null,
    turned: async () => null,
    readLine: (raster, line, options) => reader.readLine(raster, line, { ...options, others: 'all' }),
  };
}

function isMoreThanGuess(read: ReadText): boolean {
  return read.text !== '' && read.confidence >= GUESS;
}

/** Leaves and bricks make boxes too; several long ones in one direction, each sure, are lines somebody wrote. */
function isSurelyWriting({ line }: PlacedLine, direction: { ux: number; uy: number }): boolean {
  const along = line.ux * direction.ux + line.uy * direction.uy;
  return line.score > 0.75 && line.length > 3 * line.height && along > 0.97;
}
