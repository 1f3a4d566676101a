import { type Line, moved } from '../../look/line.ts';
import { type PlacedLine, place } from '../../look/order.ts';
import { facing } from '../../look/orient.ts';
import type { Box } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';
import { SPOTTED } from '../spot/worth.ts';
import { liesOn } from './known-line.ts';
import type { Look } from './look.ts';

/** Longer side at which a place is looked at, pixels; the line finder's cost goes by its square. */
const SIDE = 640;
/** Words are this many heights long and found this surely (noise of colours looks like lines, 0.5 to 0.7); so many of a page are read at most. */
const WORDS = { long: 1.6, score: 0.7, most: 6 };
/** What lies on a line of the page and is about as high is part of it; a stamp over it is higher, and lower than its frame. */
const AS_HIGH = 1.5;

const others = 'of-the-page';

/** Whether words are looked for in the ink alone, or also on the page: blurred red tells less than the grey of the page. */
type SpottedIn = 'layer' | 'both';

/** A part of a page with one kind of its ink alone. */
export interface PlaceOfInk {
  readonly at: Box;
  readonly layer: Raster;
}

/** A page whose lines were found. */
export interface LinedPage {
  readonly raster: Raster;
  readonly lines: readonly Line[];
  /** Those that are no such ink; all when left out. */
  readonly known?: readonly Line[];
  readonly direction: { readonly ux: number; readonly uy: number };
}

/**
 * Words in ink of another kind that no line of the page is. Each place is looked at by itself; the likeliest words there are read in that ink alone and on
 * the page: the one has no writing over it, the other all of its strokes.
 */
export async function* readLayers(
  reader: Reader,
  { raster: page, lines, known = lines, direction }: LinedPage,
  places: Iterable<PlaceOfInk>,
  spottedIn: SpottedIn = 'both',
): AsyncGenerator<Look> {
  let left = WORDS.most;
  for (const { at, layer } of places) {
    if (left === 0) return;
    const found = facing(await reader.findLines(layer, SIDE), direction)
      .filter((line) => line.score >= WORDS.score && line.length > WORDS.long * line.height)
      .map((line) => ({ line: longer(line), onPage: moved(line, at.x, at.y) }))
      .filter(({ onPage }) => !known.some((line) => isPartOf(onPage, line)));
    const words = (await likeliest(reader, { layer, page }, found, spottedIn)).slice(0, left);
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

/** Where a first or last letter was struck faintly; beside it there is paper only. */
function longer(line: Line): Line {
  return { ...line, length: line.length + LONGER * line.height };
}
const LONGER = 1.6;

interface Word {
  readonly line: Line;
  readonly onPage: Line;
}

/** Those on which a word of a mark is spotted, the likeliest first. */
async function likeliest(
  reader: Reader,
  { layer, page }: { readonly layer: Raster; readonly page: Raster },
  words: readonly Word[],
  spottedIn: SpottedIn,
): Promise<Word[]> {
  if (words.length === 0) return [];
  const ask = (raster: Raster, lines: readonly Line[]) => reader.spot(raster, lines, { page });
  const inLayer = await ask(layer, linesOf(words));
  const onPage =
    spottedIn === 'both'
      ? await ask(
          page,
          words.map(({ onPage }) => onPage),
        )
      : new Map<Line, number>();
  const worthOf = ({ line, onPage: there }: Word) =>
    Math.max(inLayer === null ? 1 : (inLayer.get(line) ?? 0), onPage === null ? 1 : (onPage.get(there) ?? 0));
  return words
    .map((word) => ({ word, worth: worthOf(word) }))
    .filter(({ worth }) => worth >= SPOTTED)
    .sort((a, b) => b.worth - a.worth)
    .map(({ word }) => word);
}

const linesOf = (words: readonly Word[]) => words.map(({ line }) => line);

const isPartOf = (line: Line, known: Line) =>
  line.height < AS_HIGH * known.height && known.height < AS_HIGH * line.height && liesOn(line, known);
