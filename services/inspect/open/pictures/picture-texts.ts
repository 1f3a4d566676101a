import sharp, { type Metadata } from 'sharp';
import type { Uninspected } from '../../../../shared/messages/verdict.ts';
import { partName } from '../budget.ts';
import { officeLabels } from '../office/office-labels.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { linesBehindPicture } from './behind-picture.ts';
import { exifTexts } from './exif-texts.ts';
import { iptcTexts } from './iptc-texts.ts';
import { pictureComments } from './picture-comments.ts';
import { picturesInside } from './pictures-inside.ts';
import { pngTexts } from './png-texts.ts';

/**
 * What a picture says in words beside its pixels: EXIF, IPTC, XMP (where labelling products mark pictures) and the comments of
 * JPEG, PNG and GIF. A block that cannot be read is said, and does not hide the others.
 */
export async function pictureTexts(input: OpenInput): Promise<Opened[]> {
  const { bytes, part } = input;
  const metadata = await metadataOf(bytes);
  const out: Opened[] = [];
  const read = <T>(texts: () => T): T | null => {
    try {
      return texts();
    } catch {
      out.push({ kind: 'uninspected', note: unread(part) });
      return null;
    }
  };
  const png = read(() => pngTexts(bytes));
  const exif = metadata?.exif ?? png?.exif ?? (isTiff(bytes) ? bytes : null);
  const xmp = metadata?.xmp?.toString('utf8') ?? png?.xmp ?? null;
  const labels = xmp === null ? [] : (read(() => officeLabels(xmp, { part })) ?? []);
  const words = [
    ...(exif === null ? [] : (read(() => exifTexts(exif)) ?? [])),
    ...(metadata?.iptc === undefined ? [] : iptcTexts(metadata.iptc)),
    // A caption in XMP is a list of one: its field is not named where the words stand.
    ...labels.flatMap((label) => (label.kind === 'text' ? label.segment.text : [])),
    ...(png?.comments ?? pictureComments(bytes)),
    ...linesBehindPicture(bytes),
  ];
  out.push(...labels);
  const block = metadata?.exif ?? png?.exif ?? null;
  out.push(...(await picturesInside(block, input)));
  for (const text of linesOf(words)) out.push(textSegment({ text, part, page: null, zone: 'properties' }));
  return out;
}

/** A TIFF's own fields are EXIF's; "big" ones, with offsets of eight bytes, are not read. */
function isTiff(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x49 && bytes[2] === 42) || (bytes[0] === 0x4d && bytes[3] === 42);
}

/** A picture of which not even this can be read is said to be damaged by its reader. */
async function metadataOf(bytes: Uint8Array): Promise<Metadata | null> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return null;
  }
}

function linesOf(words: readonly string[]): Set<string> {
  const lines = words.flatMap((text) => text.replaceAll('\0', '').split(/[\r\n]+/));
  return new Set(lines.map((line) => line.trim()).filter((line) => /\p{L}{2}/u.test(line)));
}

function unread(part: string): Uninspected {
  return { part: `${partName(part)}, properties`, reason: 'damaged', limit: null };
}
