import { partName } from '../budget.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { embeddedJpegs, jpegEnd } from './embedded-jpegs.ts';
import { exifPreview, showsTheSame } from './exif-preview.ts';

/** More than cameras put into a file; what is beyond is looked at without asking whether it shows the same. */
const MOST_COMPARED = 8;

/** Pictures that a picture carries beside itself, where they show something else. @param exif its EXIF block, if it has one. */
export async function picturesInside(exif: Uint8Array | null, input: OpenInput): Promise<Opened[]> {
  const { bytes, part, budget } = input;
  const named = exif === null ? null : await exifPreview(exif, input).catch(() => null);
  const out: Opened[] = [...(named?.pieces ?? [])];
  const known = named?.preview ? [named.preview] : [];
  let ordinal = out.filter(({ kind }) => kind === 'file').length;
  let compared = 0;
  try {
    for (const found of isJpeg(bytes) ? outsideOf(bytes) : embeddedJpegs(exif ?? NOTHING)) {
      if (known.some((one) => found.subarray(0, one.length).equals(one))) continue;
      compared += 1;
      if (compared <= MOST_COMPARED && (await showsTheSame(found, bytes, budget.limits.pixels))) continue;
      known.push(found);
      ordinal += 1;
      out.push({ kind: 'file', bytes: found, name: null, ordinal });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const note = { part: `${partName(part)}, preview`, reason: 'damaged', limit: null } as const;
    out.push({ kind: 'uninspected', note });
  }
  if (isJpeg(bytes) && hasVideo(behind(bytes)))
    out.push({
      kind: 'uninspected',
      note: { part: `${partName(part)}, video`, reason: 'unsupported-type', limit: null },
    });
  return out;
}

const NOTHING = new Uint8Array(0);

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

/** JPEGs in front of the pixels of another, and behind its end. */
function* outsideOf(bytes: Uint8Array): Iterable<Buffer> {
  const buffer = asBuffer(bytes);
  yield* embeddedJpegs(buffer.subarray(2, pixelsAt(buffer)));
  yield* embeddedJpegs(behind(buffer));
}

/** What stands behind a JPEG's end, or behind its segments where its end is not seen. */
function behind(bytes: Uint8Array): Buffer {
  const buffer = asBuffer(bytes);
  return buffer.subarray(jpegEnd(buffer, 0) ?? pixelsAt(buffer));
}

/** Phones put the second in which a photo was taken behind it. */
function hasVideo(bytes: Buffer): boolean {
  return /ftyp(?:mp4|isom|qt {2})/.test(bytes.toString('latin1', 0, VIDEO_WITHIN));
}
const VIDEO_WITHIN = 1_000_000;

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Where the first scan begins, or where the segments stop making sense. */
function pixelsAt(buffer: Buffer): number {
  const SCAN = 0xda;
  let at = 2;
  while (at + 4 <= buffer.length && buffer[at] === 0xff && buffer[at + 1] !== SCAN)
    at += buffer[at + 1] === 0xff ? 1 : 2 + buffer.readUInt16BE(at + 2);
  return Math.min(at, buffer.length);
}
