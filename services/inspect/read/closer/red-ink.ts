import { lineMask } from '../../look/line-mask.ts';
import { type Box, cut } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import { redLayer, redPlaces } from '../../look/red-ink.ts';
import type { Reader } from '../reader.ts';
import type { Look } from './look.ts';
import { type LinedPage, type PlaceOfInk, readLayers } from './read-layers.ts';

type RedPage = LinedPage & {
  /** The small copy of it. */
  readonly glance: Raster;
};

/** Words in red ink: on dark blue, or under black writing. Small red letters of a JPEG are blurred in colour and not in grey. */
export function readRedInk(reader: Reader, page: RedPage): AsyncGenerator<Look> {
  return readLayers(reader, page, placesOf(page));
}

function* placesOf({ raster, glance, lines }: RedPage): Generator<PlaceOfInk> {
  for (const at of redPlaces(glance, lineMask(lines, glance, raster.width / glance.width)).map((box) =>
    enlarged(box, glance, raster),
  )) {
    const layer = redLayer(cut(raster, at));
    if (layer !== null) yield { at, layer };
  }
}

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
