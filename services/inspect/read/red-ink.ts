import { type Line, moved } from '../look/line.ts';
import { type PlacedLine, place } from '../look/order.ts';
import { facing } from '../look/orient.ts';
import { type Box, cut } from '../look/pieces.ts';
import type { Raster } from '../look/raster.ts';
import { redLayer, redPlaces } from '../look/red-ink.ts';
import { liesOn } from './known-line.ts';
import type { Look } from './overlaid.ts';
import type { Reader } from './reader.ts';
import { SPOTTED } from './spot/worth.ts';

/** Longer side at which a place is looked at, pixels; the line finder's cost goes by its square. */
const SIDE = 640;
/** Words are this many heights long and found this surely (noise of colours looks like lines, 0.5 to 0.7); so many of a page are read at most. */
const WORDS = { long: 1.6, score: 0.7, most: 6 };
/** What lies on a line of the page and is about as high is part of it; a stamp over it is higher, and lower than its frame. */
const AS_HIGH = 1.5;

const others = 'of-the-page';

interface RedPage {
  readonly raster: Raster;
  /** The small copy of it. */
  readonly glance: Raster;
  readonly lines: readonly Line[];
  readonly direction: { readonly ux: number; readonly uy: number };
}

/**
 * Words in red ink that no line of the page is: on dark blue, or under black writing. Each place is looked at by itself, the red alone; the likeliest words there are
 * read in that and on the page, because small red letters of a JPEG are blurred in colour and not in grey.
 */
export async function* readRedInk(
  reader: Reader,
  { raster: page, glance, lines, direction }: RedPage,
): AsyncGenerator<Look> {
  let left = WORDS.most;
  for (const at of redPlaces(glance).map((box) => enlarged(box, glance, page))) {
    const layer = redLayer(cut(page, at));
    if (layer === null) continue;
    const found = facing(await reader.findLines(layer, SIDE), direction)
      .filter((line) => line.score >= WORDS.score && line.length > WORDS.long * line.height)
      .map((line) => ({ line, onPage: moved(line, at.x, at.y) }))
      .filter(({ onPage }) => !lines.some((known) => isPartOf(onPage, known)));
    const words = (await likeliest(reader, { layer, page }, found)).slice(0, left);
    left -= words.length;
    const placed = new Map(
      place([...lines, ...words.map(({ onPage }) => onPage)], direction).map((each) => [each.line, each]),
    );
    for (const { line, onPage } of words) {
      const asSeen = placed.get(onPage) as PlacedLine;
      const said = await reader.readLine(layer, line, { page, others });
      yield { placed: { ...asSeen, line }, said, from: layer, scale: 1, at };
      yield { placed: asSeen, said: await reader.readLine(page, onPage, { others }), from: page, scale: 1 };
    }
  }
}

interface Word {
  readonly line: Line;
  readonly onPage: Line;
}

/** Those on which a word of a mark is spotted, in the red alone or on the page, the likeliest first. */
async function likeliest(
  reader: Reader,
  { layer, page }: { readonly layer: Raster; readonly page: Raster },
  words: readonly Word[],
): Promise<Word[]> {
  if (words.length === 0) return [];
  const inLayer = await reader.spot(
    layer,
    words.map(({ line }) => line),
    { page },
  );
  const onPage = await reader.spot(
    page,
    words.map(({ onPage }) => onPage),
  );
  return words
    .map((word) => ({
      word,
      worth: Math.max(inLayer?.get(word.line) ?? 1, onPage?.get(word.onPage) ?? 1),
    }))
    .filter(({ worth }) => worth >= SPOTTED)
    .sort((a, b) => b.worth - a.worth)
    .map(({ word }) => word);
}

const isPartOf = (line: Line, known: Line) =>
  line.height < AS_HIGH * known.height && known.height < AS_HIGH * line.height && liesOn(line, known);

function enlarged({ x, y, width, height }: Box, from: Raster, to: Raster): Box {
  const up = to.width / from.width;
  const [left, top] = [Math.floor(x * up), Math.floor(y * up)];
  return {
    x: left,
    y: top,
    width: Math.min(to.width - left, Math.ceil(width * up)),
    height: Math.min(to.height - top, Math.ceil(height * up)),
  };
}
