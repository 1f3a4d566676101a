import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { TextSegment } from '../report.ts';

/** A segment and the line it was read from. */
export interface ReadSegment {
  readonly segment: TextSegment;
  readonly line: Line;
  readonly raster: Raster;
  /** 0–1: how likely a word of a mark stands on it; null where it was not asked. */
  readonly spotted: number | null;
}
