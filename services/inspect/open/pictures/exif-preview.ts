import readExif from 'exif-reader';
import sharp from 'sharp';
import { partName } from '../budget.ts';
import type { Opened, OpenInput } from '../opened.ts';

/** Both pictures are made this small, grey, to be compared. */
const SIDE = 48;
/** Pictures that go with one another this much (1: wholly) are the same; a preview of another page or cut does not come near. */
const SAME = 0.8;

export interface ExifPreview {
  /** As it stands in the block, whatever it shows. */
  readonly preview: Uint8Array | null;
  readonly pieces: readonly Opened[];
}

const NONE: ExifPreview = { preview: null, pieces: [] };

/**
 * The small picture that cameras put beside the picture, where it shows something else: programs that cut or paint over a picture may
 * leave the old preview. One that shows the same is not looked at. Throws when the block is damaged.
 */
export async function exifPreview(
  block: Uint8Array,
  { bytes, part, budget }: OpenInput,
): Promise<ExifPreview> {
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const { Thumbnail: fields } = readExif(buffer);
  const {
    JPEGInterchangeFormat: offset,
    JPEGInterchangeFormatLength: length,
    StripOffsets: strips,
  } = fields ?? {};
  const unread = (reason: 'damaged' | 'unsupported-type'): ExifPreview => ({
    preview: null,
    pieces: [{ kind: 'uninspected', note: { part: `${partName(part)}, preview`, reason, limit: null } }],
  });
  if (typeof offset !== 'number' || typeof length !== 'number')
    return strips === undefined ? NONE : unread('unsupported-type');
  if (length === 0) return NONE;
  const start = offset + (buffer.toString('latin1', 0, 4) === 'Exif' ? 6 : 0);
  if (start + length > buffer.length) return unread('damaged');
  const preview = buffer.subarray(start, start + length);
  const same = await showsTheSame(preview, bytes, budget.limits.pixels);
  return { preview, pieces: same ? [] : [{ kind: 'file', bytes: preview, name: null, ordinal: 1 }] };
}

/** What cannot be compared is not the same: it is handed on, and said by whoever reads it. Previews of another shape have black bars. */
export async function showsTheSame(
  preview: Uint8Array,
  picture: Uint8Array,
  mostPixels: number,
): Promise<boolean> {
  try {
    const { width, height } = await sharp(preview, { limitInputPixels: mostPixels }).metadata();
    const high = Math.max(1, Math.round((SIDE * height) / width));
    const small = (bytes: Uint8Array, fit: 'fill' | 'contain') =>
      sharp(bytes, { limitInputPixels: mostPixels })
        .resize(SIDE, high, { fit, background: 'black' })
        .flatten()
        .greyscale()
        .raw()
        .toBuffer();
    const shown = await small(preview, 'fill');
    for (const fit of ['fill', 'contain'] as const)
      if (likeness(shown, await small(picture, fit)) >= SAME) return true;
    return false;
  } catch {
    return false;
  }
}

/** Correlation of two rows of numbers, -1 to 1; of plain ones, whether they are as bright. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  const mean = (row: Uint8Array) => row.reduce((sum, value) => sum + value, 0) / row.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  const plain = a.length;
  if (ofA < plain && ofB < plain) return Math.abs(meanA - meanB) < 16 ? 1 : 0;
  return ofA < plain || ofB < plain ? 0 : both / Math.sqrt(ofA * ofB);
}
