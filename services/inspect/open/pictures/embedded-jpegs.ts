const START = Buffer.from([0xff, 0xd8, 0xff]);
const MARKER = { end: 0xd9, scan: 0xda, restart: [0xd0, 0xd7] } as const;

/** A false beginning may lead a long way before it shows: together they may cost what reading the bytes this often does. */
const MOST_TIMES = 8;
const SEGMENT_COST = 50;
const LEAST_WORK = 1_000_000;

/**
 * Every JPEG that begins somewhere in these bytes and holds a frame, cut at its end: makers put previews into notes and segments
 * that only they describe, and cameras put further pictures behind the first. One inside another is not told apart from it.
 * Throws where there are more false beginnings than any file has by chance.
 */
export function* embeddedJpegs(bytes: Uint8Array): Iterable<Buffer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = LEAST_WORK + MOST_TIMES * buffer.length;
  const spend = (work: number) => {
    left -= work;
    if (left < 0) throw new RangeError('Expected pictures that begin, got beginnings without end');
  };
  for (let at = buffer.indexOf(START); at >= 0; ) {
    const end = jpegEnd(buffer, at, spend);
    if (end !== null) yield buffer.subarray(at, end);
    at = buffer.indexOf(START, end ?? at + START.length);
  }
}

/** Where the JPEG that begins at `start` ends; null where none begins. One without an end lasts as long as the bytes do. */
export function jpegEnd(
  buffer: Buffer,
  start: number,
  spend: (work: number) => void = () => {},
): number | null {
  let hasFrame = false;
  for (let at = start + 2; at + 2 <= buffer.length; ) {
    spend(SEGMENT_COST);
    const marker = buffer[at + 1] ?? 0;
    if (buffer[at] !== 0xff) return null;
    if (marker === MARKER.end) return hasFrame ? at + 2 : null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (at + 4 > buffer.length) break;
    const length = buffer.readUInt16BE(at + 2);
    hasFrame ||= isFrame(marker);
    if (length < 2 || (marker === MARKER.scan && !hasFrame)) return null;
    at += 2 + length;
    if (marker !== MARKER.scan) continue;
    const end = scanEnd(buffer, at);
    spend(end - at);
    at = end;
  }
  return hasFrame ? buffer.length : null;
}

/** SOF0 to SOF15, which are not all of C0 to CF. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The next marker that is not part of the packed pixels. */
function scanEnd(buffer: Buffer, from: number): number {
  for (let at = buffer.indexOf(0xff, from); at >= 0; at = buffer.indexOf(0xff, at + 1)) {
    const next = buffer[at + 1] ?? 0;
    const [first, last] = MARKER.restart;
    if (next !== 0 && next !== 0xff && (next < first || next > last)) return at;
  }
  return buffer.length;
}
