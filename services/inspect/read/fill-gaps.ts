import type { Line } from '../look/line.ts';
import type { Raster } from '../look/raster.ts';
import type { Reader, ReadText } from './reader.ts';
import { filled } from './scripts/plausible.ts';

/** Short reads with one of these may be a level, and what is left out another level: 機密 is not 極機密. */
const LEVEL = /[密秘]/u;
const LONGEST = 8;
/** A read that fills less than this of its line has left out a character, or the line is spaced. */
const FULL = 0.75;
/** The box in shares of its height: the reader loses a bold character when the box leaves too much room around it. */
const TIGHT = 0.85;
const SURE = 0.6;

/** Reads a level word again, in a tighter box, where its line has room for a character more; the longer read counts if it keeps the first. */
export async function fillGaps(
  reader: Pick<Reader, 'readLine'>,
  raster: Raster,
  line: Line,
  read: ReadText,
): Promise<ReadText> {
  const { text } = read;
  if (!LEVEL.test(text) || text.length > LONGEST || filled(text, line) >= FULL) return read;
  const again = await reader.readLine(raster, { ...line, height: line.height * TIGHT });
  const longer = again.text.length > text.length && again.text.includes(text) && again.confidence >= SURE;
  return longer ? again : read;
}
