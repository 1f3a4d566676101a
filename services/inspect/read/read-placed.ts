import { reversed, startOf } from '../look/line.ts';
import type { PlacedLine } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import { fillGaps } from './fill-gaps.ts';
import type { PresetCost } from './presets.ts';
import type { Reader, ReadText } from './reader.ts';

/** Marks at the beginning or end of a long line stand within this many heights. */
const MARK_REACH = 9;
/** Lines this far into the page from either end, as a share of the writing, are where banners stand. */
const EDGE = 0.1;
/** Body text is squeezed this much: the reader bears it, and its cost goes by width. */
const SQUEEZE = 0.75;

/**
 * Reads as much of a line as a mark can stand in: short lines and lines at the edges whole, long lines of the body at their
 * beginning, where portion marks stand, and long lines that stand alone at both ends.
 */
export async function readPlaced(
  reader: Reader,
  raster: Raster,
  placed: PlacedLine,
  preset: PresetCost,
): Promise<ReadText[]> {
  const { line, depth, isolation } = placed;
  const edge = depth < EDGE || depth > 1 - EDGE;
  if (edge || preset.continuations || line.length <= preset.wholeUpTo * line.height) {
    const squeeze = edge || line.length < MARK_REACH * line.height ? 1 : SQUEEZE;
    return [await fillGaps(reader, raster, line, await reader.readLine(raster, line, { squeeze }))];
  }
  const reach = MARK_REACH * line.height;
  const first = await reader.readLine(raster, startOf(line, reach));
  if (isolation < 0.8) return [first];
  return [first, await reader.readLine(raster, reversed(startOf(reversed(line), reach)))];
}
