import { faintLayer } from '../look/faint.ts';
import { joined } from '../look/join.ts';
import { type Line, scaled } from '../look/line.ts';
import { medianOf, order, type PlacedLine, place } from '../look/order.ts';
import { facing } from '../look/orient.ts';
import type { Raster } from '../look/raster.ts';
import type { Reader, ReadText } from './reader.ts';

/** Longer side at which lines are looked for, pixels. */
const SIDE = 736;
/** Watermarks and stamps are large: their letters higher than this many of the writing's, their words this many letters long; few are read. */
const LETTERS = { least: 1.2, long: 1.6 };
const MOST = 10;

/** One more read, of `from`; `scale`: pixels of the page per pixel of it. */
export interface Look {
  readonly placed: PlacedLine;
  readonly said: ReadText;
  readonly from: Raster;
  readonly scale: number;
}

/**
 * A watermark under the writing or a stamp over it, read where the ordinary writing is wiped off. Wiping costs letters with thin strokes;
 * but then their place and slant are known, and along them the page itself is read as well. `lines`: all of the page; `surely`: those
 * that were read without a doubt, which a watermark mixed with the writing is not.
 */
export async function* readOverlaid(
  reader: Reader,
  page: Raster,
  { lines, surely }: { readonly lines: readonly Line[]; readonly surely: readonly Line[] },
  direction: { readonly ux: number; readonly uy: number },
): AsyncGenerator<Look> {
  const layer = await faintLayer(page);
  if (layer === null) return;
  const { raster: from, scale } = layer;
  const least = (LETTERS.least * medianOf(lines.map((line) => line.height))) / scale;
  const large = joined(facing(await reader.findLines(from, SIDE), direction)).filter(
    (line) =>
      line.height > least &&
      line.length > LETTERS.long * line.height &&
      !surely.some((known) => isKnown(scaled(line, scale), known)),
  );
  for (const placed of order(place(large, direction)).slice(0, MOST)) {
    yield { placed, said: await reader.readLine(from, placed.line, { page }), from, scale };
    const line = longer(scaled(placed.line, scale));
    yield { placed: { ...placed, line }, said: await reader.readLine(page, line), from: page, scale: 1 };
  }
}

/** A heading in bold letters stays when thin strokes are wiped off, but it was read as a line of the page. */
function isKnown(line: Line, known: Line): boolean {
  const alike = Math.abs(line.ux * known.uy - line.uy * known.ux) < SAME.slant;
  const [dx, dy] = [line.cx - known.cx, line.cy - known.cy];
  const along = Math.abs(dx * known.ux + dy * known.uy);
  const across = Math.abs(dy * known.ux - dx * known.uy);
  return (
    alike &&
    known.height < SAME.taller * line.height &&
    along < known.length / 2 &&
    across < SAME.across * known.height
  );
}
const SAME = { slant: 0.08, taller: 2, across: 0.4 };

/** Its first and last letters may be wiped off in part. */
function longer(line: Line): Line {
  return { ...line, length: line.length + line.height };
}
