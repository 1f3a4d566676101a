import { exposed, exposureOf } from '../../look/exposure.ts';
import { moved, scaled } from '../../look/line.ts';
import { paperTones } from '../../look/paper-tones.ts';
import { type Box, cut } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import { type ThickInk, thickInk } from '../../look/thick-ink.ts';
import type { Reader } from '../reader.ts';
import type { Look } from './look.ts';
import { type LinedPage, type PlaceOfInk, readLayers } from './read-layers.ts';

/** Of fewer lines none is so covered by a stamp that the stamp is not found as a line. */
const COVERED = 4;

/**
 * A stamp over writing that is darker than the writing gets: its thick strokes alone, and the page along them. A line finder takes the lines under it for lines, and
 * its frame, and nothing for the stamp. `known`: lines that were read without a doubt, which no stamp lies over.
 */
export async function* readStampedOver(reader: Reader, page: LinedPage): AsyncGenerator<Look> {
  const { raster, lines } = page;
  if (lines.length < COVERED) return;
  const { at, tones } = await paperTones(raster, lines);
  const ink = thickInk(
    tones,
    lines.map((line) => scaled(moved(line, -at.x, -at.y), 1 / tones.scale)),
  );
  yield* readLayers(reader, page, placesIn(raster, at, ink), 'layer');
}

function* placesIn(page: Raster, paper: Box, ink: readonly ThickInk[]): Generator<PlaceOfInk> {
  for (const place of ink) {
    const at = { ...place.at, x: paper.x + place.at.x, y: paper.y + place.at.y };
    const layer = place.layer(cut(page, at));
    const exposure = exposureOf(layer);
    yield { at, layer: exposure === null ? layer : exposed(layer, exposure) };
  }
}
