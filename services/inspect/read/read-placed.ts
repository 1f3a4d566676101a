import { type Line, reversed, startOf } from '../look/line.ts';
import type { PlacedLine } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import { fillGaps } from './fill-gaps.ts';
import type { PresetCost } from './presets.ts';
import type { Reader, ReadText } from './reader.ts';

/** Marks at the beginning or end of a long line stand within this many heights. */
export const MARK_REACH = 9;
/** Lines this far into the page from either end, as a share of the writing, are where banners stand. */
const EDGE = 0.1;
/** Body text is squeezed this much: the reader bears it, and its cost goes by width. */
const SQUEEZE = 0.75;
/** A long line with this much room around it may hold a mark at its end as well, in heights. */
const ALONE = 0.8;

/**
 * As much of a line as a mark can stand in: short lines and lines at the edges whole, long lines of the body at their
 * beginning, where portion marks stand, and long lines that stand alone at both ends.
 */
export function partsToRead({ line, depth, isolation }: PlacedLine, preset: PresetCost): readonly Line[] {
  if (isAtEdge(depth) || preset.continuations || line.length <= preset.wholeUpTo * line.height) return [line];
  const first = startOf(line, MARK_REACH * line.height);
  return isolation < ALONE ? [first] : [first, reversed(startOf(reversed(line), MARK_REACH * line.height))];
}

/** Of a line that is read only for where it stands, no word of a mark being spotted on it, the beginning; what was read of it is enough. */
export function beginningOf({ line }: PlacedLine, preset: PresetCost, before?: PartRead): Line {
  if (before !== undefined) return before.part;
  return line.length <= preset.wholeUpTo * line.height ? line : startOf(line, MARK_REACH * line.height);
}

/** What a part of a line says, read true to scale. */
export interface PartRead {
  readonly part: Line;
  readonly read: ReadText;
}

/** `before`: what was read of this line already; it is not read again. */
export async function readPlaced(
  reader: Reader,
  raster: Raster,
  { line, depth }: PlacedLine,
  { parts, before }: { readonly parts: readonly Line[]; readonly before: PartRead | undefined },
): Promise<ReadText[]> {
  const reads: ReadText[] = [];
  for (const part of parts) {
    const whole = part === line;
    const squeeze = !whole || isAtEdge(depth) || line.length < MARK_REACH * line.height ? 1 : SQUEEZE;
    const isKnown = before !== undefined && isSame(part, before.part);
    const read = isKnown ? before.read : await reader.readLine(raster, part, { squeeze });
    reads.push(whole ? await fillGaps(reader, raster, part, read) : read);
  }
  return reads;
}

/** Parts are cut anew for each use. */
function isSame(a: Line, b: Line): boolean {
  return a === b || (a.cx === b.cx && a.cy === b.cy && a.ux === b.ux && a.length === b.length);
}

function isAtEdge(depth: number): boolean {
  return depth < EDGE || depth > 1 - EDGE;
}
