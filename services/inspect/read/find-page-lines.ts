import sharp from 'sharp';
import { findInkLines } from '../look/find-lines.ts';
import type { Line } from '../look/line.ts';
import { medianOf } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import type { Reader } from './reader.ts';

/** The side at which lines are asked for by their ink. Small type in a large picture is still several pixels high here. */
const INK_SIDE = 1400;
/** Fewer straight runs of ink than this are scratches, edges, leaves. */
const FEW = 3;
/** The detector loses lines lower than this in the picture it sees, pixels. */
const LOW = 11;
const LOOK_SIDE = 960;

/**
 * Every line of a page: first whether there is any writing (small, cheap: most pictures in a chat have none), then where, and
 * once more at a larger size when what was found is so small that more was surely missed.
 */
export async function findPageLines(reader: Reader, raster: Raster, search: boolean): Promise<Line[]> {
  const side = Math.max(raster.width, raster.height);
  const glance = await reader.findLines(raster, 'glance');
  const tiny = glance.length === 0 ? await inkLines(raster) : 0;
  if (glance.length === 0 && tiny < FEW) return [];
  const looked = await reader.findLines(raster, 'look');
  if (!search || side <= LOOK_SIDE * 1.2) return looked;
  const height = medianOf(looked.map((line) => line.height)) * (LOOK_SIDE / side);
  if (looked.length > 0 ? height >= LOW : tiny < 4 * FEW) return looked;
  const searched = await reader.findLines(raster, 'search');
  return searched.length >= looked.length ? searched : looked;
}

/** How many straight runs of ink there are; says nothing about whether they are writing. */
async function inkLines(raster: Raster): Promise<number> {
  const factor = Math.min(1, INK_SIDE / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const raw = { width: raster.width, height: raster.height, channels: 3 as const };
  const data = await sharp(raster.data, { raw }).resize({ width, height, fit: 'fill' }).raw().toBuffer();
  return findInkLines({ width, height, data }).filter((line) => line.length > 3 * line.height).length;
}
