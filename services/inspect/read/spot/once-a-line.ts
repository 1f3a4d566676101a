import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { Engine } from '../reader.ts';
import type { Spotted } from './spotted.ts';

/** A line is asked about before it is read, after it, and again once more is known of its page. */
export function onceALine(spot: NonNullable<Engine['spot']>): NonNullable<Engine['spot']> {
  const known = new WeakMap<Line, { readonly raster: Raster; readonly spotted: Spotted }>();
  return async (raster, line) => {
    const before = known.get(line);
    if (before?.raster === raster) return before.spotted;
    const spotted = await spot(raster, line);
    known.set(line, { raster, spotted });
    return spotted;
  };
}
