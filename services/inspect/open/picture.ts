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
}
