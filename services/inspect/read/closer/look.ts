import type { PlacedLine } from '../../look/order.ts';
import type { Raster } from '../../look/raster.ts';
import type { ReadText } from '../reader.ts';

/** One more read, of `from`; `scale`: pixels of the page per pixel of it, `at`: where on the page it begins, in those of the page. */
export interface Look {
  readonly placed: PlacedLine;
  readonly said: ReadText;
  readonly from: Raster;
  readonly scale: number;
  readonly at?: { readonly x: number; readonly y: number };
}
