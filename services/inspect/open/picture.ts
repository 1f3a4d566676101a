import sharp from 'sharp';
import { within } from './container.ts';
import { officeLabels } from './office-labels.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';

/** Pictures the decoder knows. What it cannot decode after all is said by the reader, as `damaged` or `unsupported-type`. */
export const picture: Opener = {
  id: 'picture',
  mediaTypes: [
    'image/png',
    'image/apng',
    'image/jpeg',
    'image/webp',
    'image/gif',
    'image/tiff',
    'image/bmp',
    'image/avif',
    'image/heic',
    'image/heif',
    'image/heic-sequence',
    'image/jp2',
    'image/jxl',
    'image/x-icon',
  ],
  open: openPicture,
};

async function* openPicture(input: OpenInput): AsyncIterable<Opened> {
  yield { kind: 'image', bytes: input.bytes, page: null };
  yield* within(input, await labelsOf(input));
}

/** XMP is where labelling products mark pictures. A picture whose metadata cannot be read has been looked at all the same. */
async function labelsOf({ bytes, part, budget }: OpenInput): Promise<Opened[]> {
  try {
    const { xmp } = await sharp(bytes, { limitInputPixels: budget.limits.pixels }).metadata();
    return xmp === undefined ? [] : officeLabels(xmp.toString('utf8'), { part });
  } catch {
    // What is wrong with the picture is said by its reader.
    return [];
  }
}
