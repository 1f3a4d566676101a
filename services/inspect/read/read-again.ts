import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { Reader, ReadText } from './reader.ts';

/** A line as it is read again: in another box, or without the noise that a dark photograph has. */
export interface Again {
  readonly box: (line: Line) => Line;
  readonly smooth: boolean;
}

/** Of the line's own height. */
const LOWER = 0.8;
const LOWEST = 0.68;
const LONGER = 2.4;

/**
 * The box of a line is sometimes too tall (a frame, a rule), too low, or ends before its last character: each costs letters, and so does noise. The first costs least, since
 * cost goes by length in heights.
 */
export const AGAIN: readonly Again[] = [
  {
    box: (line) => ({ ...line, height: line.height * 1.2, length: line.length + line.height }),
    smooth: false,
  },
  { box: (line) => ({ ...line, height: line.height * LOWER }), smooth: false },
  { box: (line) => ({ ...line, length: line.length + LONGER * line.height }), smooth: false },
  { box: (line) => line, smooth: true },
  { box: (line) => ({ ...line, height: line.height * LOWER }), smooth: true },
  { box: (line) => ({ ...line, height: line.height * LOWEST, length: line.length * 0.97 }), smooth: false },
];

/** A line whose two opinions are both in doubt is read once for both; words in doubt are Latin and Han, which the engine reads by itself. */
export function readingOnce(reader: Reader) {
  const known = new Map<Line, Map<Again, Promise<ReadText>>>();
  return (raster: Raster, line: Line, way: Again): Promise<ReadText> => {
    const reads = known.get(line) ?? new Map<Again, Promise<ReadText>>();
    known.set(line, reads);
    const { box, smooth } = way;
    const read = reads.get(way) ?? reader.readLine(raster, box(line), { others: 'none', smooth });
    reads.set(way, read);
    return read;
  };
}
