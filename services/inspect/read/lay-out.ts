import { lettersOf } from '../look/letters.ts';
import type { Line } from '../look/line.ts';
import { order, type PlacedLine, place } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import type { PresetCost } from './presets.ts';
import { partsToRead } from './read-placed.ts';
import type { Reader } from './reader.ts';

/** The lines of a page as they lie one of its two ways. */
export interface LaidOut {
  readonly lines: readonly Line[];
  readonly direction: { readonly ux: number; readonly uy: number };
  /** Those a mark may begin on, the likeliest first. */
  readonly ordered: readonly PlacedLine[];
  /** Of each of them, what would be read. */
  readonly parts: ReadonlyMap<PlacedLine, readonly Line[]>;
  /** Of each part 0–1, how likely a word of a mark stands on it; null where that cannot be told. */
  readonly worth: ReadonlyMap<Line, number> | null;
}

export async function layOut(
  reader: Reader,
  raster: Raster,
  lines: readonly Line[],
  direction: LaidOut['direction'],
  preset: PresetCost,
): Promise<LaidOut> {
  const ordered = order(place(lines, direction), (line) => lettersOf(raster, line)).filter(
    (placed) => !placed.continues || preset.continuations,
  );
  const parts = new Map(ordered.map((placed) => [placed, partsToRead(placed, preset)]));
  return { lines, direction, ordered, parts, worth: await spotted(reader, raster, { parts }) };
}

/** Asked again, it may know more of what the page is in. */
export function spotted(
  reader: Reader,
  raster: Raster,
  { parts }: Pick<LaidOut, 'parts'>,
): Promise<LaidOut['worth']> {
  return reader.spot(raster, [...parts.values()].flat());
}

/** 0–1: how likely a page laid out like this stands on its head; null where it was not looked at closely enough to tell. */
export async function turned(
  reader: Reader,
  raster: Raster,
  { parts, worth }: Pick<LaidOut, 'parts' | 'worth'>,
): Promise<number | null> {
  return worth === null ? null : reader.turned(raster, [...parts.values()].flat());
}

/** More likely than not. */
const LIKELY = 0.5;

/** Of the lines that are read in one piece, the one with the surest word of a mark on it, and that piece; null where there is none. */
export function likeliestOf({ parts, worth }: Pick<LaidOut, 'parts' | 'worth'>): Probe | null {
  let likeliest: Probe | null = null;
  let most = LIKELY;
  for (const [{ line }, [part, ...others]] of parts) {
    const marked = part === undefined || others.length > 0 ? 0 : (worth?.get(part) ?? 0);
    if (part === undefined || marked < most) continue;
    [likeliest, most] = [{ line, part }, marked];
  }
  return likeliest;
}

/** A line, and as much of it as is read to tell which way it lies. */
export interface Probe {
  readonly line: Line;
  readonly part: Line;
}
