import type { Reader } from '../reader.ts';
import { type LineFinder, PLACE } from './line-finder.ts';

/** Below this no place is worth naming: most of a picture without writing. */
const LEAST = 0;

/** Says whether a picture may have writing, and where, the likeliest place first. */
export function firstLook({ see }: Pick<LineFinder, 'see'>): NonNullable<Reader['glimpse']> {
  return async (raster, side) => {
    const { width, height, places } = await see(raster, side);
    const across = width / PLACE;
    const [backX, backY] = [raster.width / width, raster.height / height];
    return [...places.entries()]
      .filter(([, weight]) => weight >= LEAST)
      .sort(([, a], [, b]) => b - a)
      .map(([at, weight]) => ({
        x: ((at % across) + 0.5) * PLACE * backX,
        y: (Math.floor(at / across) + 0.5) * PLACE * backY,
        weight,
      }));
  };
}
