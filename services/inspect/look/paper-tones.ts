import type { Line } from './line.ts';
import { paperAround } from './paper-around.ts';
import { type Box, cut } from './pieces.ts';
import type { Raster } from './raster.ts';
import { evened } from './shading.ts';
import { type Tones, tonesOf } from './tones.ts';

/** The paper of a page in even light, as it is looked at for what lies over or under its writing. */
export interface PaperTones {
  /** Where the paper is, pixels of the page. */
  readonly at: Box;
  readonly tones: Tones;
}

const known = new WeakMap<Raster, { readonly lines: readonly Line[]; readonly paper: Promise<PaperTones> }>();

/** `lines`: of the page. What lies over and what lies under them is looked for one after the other, in the same tones. */
export function paperTones(page: Raster, lines: readonly Line[]): Promise<PaperTones> {
  const before = known.get(page);
  if (before?.lines === lines) return before.paper;
  const paper = made(page, lines);
  known.set(page, { lines, paper });
  return paper;
}

async function made(page: Raster, lines: readonly Line[]): Promise<PaperTones> {
  const at = paperAround(lines, page);
  const tones = await tonesOf(cut(page, at));
  const { width, height, values: data } = tones;
  return { at, tones: { ...tones, values: evened({ width, height, data }).data } };
}
