import { isOn, type Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Eyes, Writing } from './see-writing.ts';

/** Lines of this height the detector finds surely; pixels at the size it sees. */
export const SURE_HEIGHT = 12;
/** A place reaches so far beside its line, in the same pixels. */
const ROOM = 16;

/**
 * Lines of a picture all of whose writing is so large that its small copy shows it as well: a sign, a poster, words over a photograph. In
 * pixels of that copy; null where a line is low, or where a place may hold writing and no line does: then it must be looked at larger.
 */
export async function linesOfLargeType(eyes: Eyes, glance: Raster, writing: Writing): Promise<Line[] | null> {
  const { sure, places } = writing;
  if (places === null || sure.length === 0) return null;
  const isLow = (line: Line) => line.height < SURE_HEIGHT;
  if (sure.some(isLow)) return null;
  const lines = await eyes.findLines(glance, Math.max(glance.width, glance.height));
  if (lines.length === 0 || lines.some(isLow)) return null;
  return isAllUnder(lines, writing, 1) ? lines : null;
}

/**
 * Whether every place that may hold writing has a line. Of 161 pages seven had one without: six of them had lost lines.
 * @param up size of the copy that `lines` are in, of the small one.
 */
export function isAllUnder(lines: readonly Line[], { places }: Pick<Writing, 'places'>, up: number): boolean {
  return (places ?? []).every(({ x, y }) => lines.some((line) => isOn(line, x * up, y * up, ROOM * up)));
}
