import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';
import { SPOTTED } from './worth.ts';

/** Of lines that were found after the others, those with a word of a mark spotted on them. `page`: the picture that `raster` was made from. */
export async function spottedOn(
  reader: Pick<Reader, 'spot'>,
  raster: Raster,
  lines: readonly Line[],
  page: Raster = raster,
): Promise<(line: Line) => boolean> {
  const worth = await reader.spot(raster, lines, { page });
  return (line) => (worth?.get(line) ?? 1) >= SPOTTED;
}
