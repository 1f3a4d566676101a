import type { Picture } from '../look/decode.ts';
import { inkOf } from '../look/ink.ts';
import { type Line, reversed, startOf } from '../look/line.ts';
import { order, type PlacedLine, place } from '../look/order.ts';
import { orient, pageAxis } from '../look/orient.ts';
import { upright } from '../look/upright.ts';
import { zoneOf } from '../look/zone.ts';
import type { TextSegment } from '../report.ts';
import type { PresetCost } from './presets.ts';
import type { Reader, ReadText } from './reader.ts';
import { settleDirection } from './settle-direction.ts';

export interface PageRead {
  readonly segments: TextSegment[];
  /** Along which its lines are read. */
  readonly direction: { readonly ux: number; readonly uy: number };
  /** Lines remained when the time was over. */
  readonly cutOff: boolean;
  /** There is writing, and most of it could not be read. */
  readonly unreadable: boolean;
}

export interface PageContext {
  readonly reader: Reader;
  readonly preset: PresetCost;
  readonly where: { readonly part: string; readonly page: number | null };
  isCertain(segments: readonly TextSegment[]): boolean;
  outOfTime(): boolean;
}

/** Below this a read is a guess: kept out of the text. */
const GUESS = 0.35;
/** Marks at the beginning or end of a long line stand within this many heights. */
const MARK_REACH = 9;

/** The way from a picture to its lines of text, most marking-like first. */
export async function readPage(picture: Picture, context: PageContext): Promise<PageRead> {
  const { reader, preset } = context;
  const raster = picture.working;
  const nothing: PageRead = { segments: [], direction: { ux: 1, uy: 0 }, cutOff: false, unreadable: false };
  const found = await reader.findLines(raster, 'look');
  if (found.length === 0) return nothing;
  if (context.outOfTime()) return { ...nothing, cutOff: true };

  const oriented = orient(found);
  const way = await settleDirection(reader, raster, oriented, context.outOfTime);
  const axis = pageAxis(found);
  const direction = way === 'forward' ? axis : { ux: -axis.ux, uy: -axis.uy };
  const lines = way === 'forward' ? oriented : oriented.map(reversed);
  const frame = upright(raster, direction);

  const segments: TextSegment[] = [];
  let standing = 0;
  let failed = 0;
  let cutOff = false;
  for (const placed of order(place(lines, direction))) {
    if (placed.continues && !preset.continuations) continue;
    if (context.outOfTime()) {
      cutOff = true;
      break;
    }
    const reads = await readPlaced(reader, raster, placed.line, preset);
    const kept = reads.filter((read) => read.text !== '' && read.confidence >= GUESS);
    if (isSurelyWriting(placed, direction)) {
      standing++;
      if (kept.length === 0) failed++;
    }
    for (const read of kept) segments.push(segmentOf(placed, read));
    if (kept.length > 0 && context.isCertain(segments)) break;
  }
  return { segments, direction, cutOff, unreadable: failed >= 3 && failed > standing / 2 };

  function segmentOf(placed: PlacedLine, read: ReadText): TextSegment {
    const box = frame.boxOf(placed.line);
    return {
      text: read.text,
      where: { ...context.where, zone: zoneOf(placed, box), box },
      source: 'ocr',
      key: null,
      ocrConfidence: read.confidence,
      looks: { height: placed.line.height / frame.height, ...inkOf(raster, placed.line) },
    };
  }
}

/** Leaves and bricks make boxes too; several long ones in one direction, each sure, are lines somebody wrote. */
function isSurelyWriting({ line }: PlacedLine, direction: { ux: number; uy: number }): boolean {
  const along = line.ux * direction.ux + line.uy * direction.uy;
  return line.score > 0.75 && line.length > 3 * line.height && along > 0.97;
}

async function readPlaced(
  reader: Reader,
  raster: Picture['working'],
  line: Line,
  preset: PresetCost,
): Promise<ReadText[]> {
  if (line.length <= preset.wholeUpTo * line.height) return [await reader.readLine(raster, line)];
  if (preset.continuations) return [await reader.readLine(raster, line, { squeeze: 0.75 })];
  const reach = MARK_REACH * line.height;
  return [
    await reader.readLine(raster, startOf(line, reach)),
    await reader.readLine(raster, reversed(startOf(reversed(line), reach))),
  ];
}
