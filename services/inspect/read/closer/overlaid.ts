import { faintLayer } from '../../look/faint.ts';
import { joined } from '../../look/join.ts';
import { type Layer, smallPicture } from '../../look/layer.ts';
import { type Line, moved, scaled } from '../../look/line.ts';
import { medianOf, order, type PlacedLine, place } from '../../look/order.ts';
import { facing } from '../../look/orient.ts';
import { paleLayer } from '../../look/pale.ts';
import { paperTones } from '../../look/paper-tones.ts';
import type { Raster } from '../../look/raster.ts';
import { wordsOf } from '../../look/words-of-layer.ts';
import type { Reader } from '../reader.ts';
import { spottedOn } from '../spot/spotted-on.ts';
import { isKnown } from './known-line.ts';
import type { Look } from './look.ts';

/** Stamps and watermarks are large: where thin strokes are wiped off, lines are looked for in so much smaller a picture, of this longer side. */
const SMALL = { by: 3, side: 384 };
/**
 * Stamps are large: their letters higher than this many of the writing's; pale ink is none of the writing, so its letters may be as small.
 * Words are this many letters long, and no mark is so long as a line of text; few are read.
 */
const LETTERS = { thick: 1.2, pale: 0.6, long: 1.6, longest: 26 };
const MOST = 6;

/** What is left of writing where something is taken away looks like any script: only what the page is in is asked. */
const others = 'of-the-page';

/**
 * A watermark under the writing or a stamp over it, read where the writing is taken away: pale ink without the dark writing over it, then
 * thick strokes without the thin ones. The latter costs letters; but then their place and slant are known, and along them the page itself
 * is read as well. `lines`: all of the page; `surely`: those that were read without a doubt, which a watermark mixed with the writing is not.
 */
export async function* readOverlaid(
  reader: Reader,
  page: Raster,
  lines: { readonly all: readonly Line[]; readonly surely: readonly Line[] },
  direction: { readonly ux: number; readonly uy: number },
): AsyncGenerator<Look> {
  const { at, tones } = await paperTones(page, lines.all);
  const { scale } = tones;
  const onPageOf = (line: Line) => moved(scaled(line, scale), at.x, at.y);
  const usual = medianOf(lines.all.map((line) => line.height)) / scale;
  /** Words of a layer that are large enough, and were not read as a line of the page; the likeliest few. null when there are none. */
  const likeliest = (layer: Layer, found: readonly Line[], least: number) => {
    const large = found.filter(
      (line) =>
        line.height > least * usual &&
        line.length > LETTERS.long * line.height &&
        line.length < LETTERS.longest * line.height &&
        // A heading in bold letters stays when thin strokes are wiped off, but it was read as a line of the page.
        !lines.surely.some((known) => isKnown(onPageOf(line), known)),
    );
    const words = order(place(large, direction)).slice(0, MOST);
    return words.length === 0 ? null : { words, raster: layer.raster() };
  };
  const inLayer = async (raster: Raster, placed: PlacedLine): Promise<Look> => {
    const said = await reader.readLine(raster, placed.line, { page, others });
    return { placed, said, from: raster, scale, at };
  };
  const wordsIn = (layer: Layer) => facing(wordsOf(layer.ink), direction);
  const pale = paleLayer(tones);
  const under = pale === null ? null : likeliest(pale, joined(wordsIn(pale)), LETTERS.pale);
  if (under !== null) {
    const { words, raster } = under;
    const isSpotted = await spottedOn(reader, raster, linesOf(words), page);
    for (const placed of words.filter(({ line }) => isSpotted(line))) yield inLayer(raster, placed);
  }
  const faint = faintLayer(tones);
  if (faint === null) return;
  const small = await reader.findLines(smallPicture(faint.ink, SMALL.by), SMALL.side);
  const lying = joined(
    facing(
      small.map((line) => scaled(line, SMALL.by)),
      direction,
    ),
  );
  const missed = wordsIn(faint).filter((word) => !lying.some((line) => isKnown(word, line)));
  const over = likeliest(faint, [...lying, ...missed], LETTERS.thick);
  if (over === null) return;
  const { words, raster } = over;
  const isSpottedInLayer = await spottedOn(reader, raster, linesOf(words), page);
  const onPage = new Map(words.map((placed) => [placed, longer(onPageOf(placed.line))]));
  const isSpottedOnPage = await spottedOn(reader, page, [...onPage.values()]);
  for (const [placed, line] of onPage) {
    if (!isSpottedInLayer(placed.line) && !isSpottedOnPage(line)) continue;
    yield inLayer(raster, placed);
    yield {
      placed: { ...placed, line },
      said: await reader.readLine(page, line, { others }),
      from: page,
      scale: 1,
    };
  }
}

const linesOf = (placed: readonly PlacedLine[]): Line[] => placed.map(({ line }) => line);

/** Its first and last letters may be wiped off in part. */
function longer(line: Line): Line {
  return { ...line, length: line.length + line.height };
}
