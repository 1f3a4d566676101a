import sharp, { type Metadata, type Sharp } from 'sharp';
import { ContentError, messageOf } from '../../../shared/errors.ts';
import { decodeBmp, type Pixels } from './bmp.ts';
import { decodeHeic } from './heic.ts';
import { largestOfIcon } from './icon.ts';

/** A picture that can be decoded, as often as needed, by whoever knows its format. */
export interface PictureSource {
  /** Of the asked frame. */
  readonly metadata: Metadata;
  /** Opens the asked frame; upright by EXIF once `autoOrient` is called. What is only odd stops it when it is strict. */
  open(how?: 'strict'): Sharp;
}

/**
 * sharp where libvips knows the format; bitmaps, icons and HEIC are decoded first, because its build reads none of them.
 * @throws ContentError IMAGE_DAMAGED, IMAGE_UNSUPPORTED, IMAGE_TOO_MANY_PIXELS.
 */
export async function pictureSource(
  bytes: Uint8Array,
  frame: number,
  maxPixels: number,
): Promise<PictureSource> {
  if (startsWith(bytes, 'BM')) return ofPixels(decodeBmp(bytes, maxPixels));
  if (isIcon(bytes)) {
    const icon = largestOfIcon(bytes, maxPixels);
    return 'png' in icon ? encoded(icon.png, 0) : ofPixels(icon.pixels);
  }
  if (UNREADABLE.some((isIt) => isIt(bytes))) {
    throw new ContentError(
      'IMAGE_UNSUPPORTED',
      'Expected a picture format that can be decoded here, got JPEG 2000 or JPEG XL',
    );
  }
  const source = await encoded(bytes, frame);
  return source.metadata.compression === 'hevc'
    ? ofPixels(await decodeHeic(bytes, frame, maxPixels))
    : source;
}

async function encoded(bytes: Uint8Array, frame: number): Promise<PictureSource> {
  const open = (how?: 'strict') =>
    sharp(bytes, { limitInputPixels: false, failOn: how === 'strict' ? 'warning' : 'error', page: frame });
  try {
    return { metadata: await open().metadata(), open };
  } catch (error) {
    throw damaged(error);
  }
}

async function ofPixels({ width, height, data }: Pixels): Promise<PictureSource> {
  const open = () => sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  return { metadata: await open().metadata(), open };
}

/** libvips' messages name codecs and offsets, never content; the file has no name here. */
export function damaged(cause: unknown): ContentError {
  return new ContentError('IMAGE_DAMAGED', `Expected a picture that decodes, got: ${messageOf(cause)}`, {
    cause,
  });
}

const isIcon = (bytes: Uint8Array) =>
  bytes[0] === 0 && bytes[1] === 0 && (bytes[2] === 1 || bytes[2] === 2) && bytes[3] === 0;

const UNREADABLE = [
  (bytes: Uint8Array) => startsWith(bytes, 'jP  ', 4) || startsWith(bytes, '\xff\x4f\xff\x51'),
  (bytes: Uint8Array) => startsWith(bytes, 'JXL ', 4) || startsWith(bytes, '\xff\x0a'),
];

function startsWith(bytes: Uint8Array, mark: string, at = 0): boolean {
  return [...mark].every((character, i) => bytes[at + i] === character.charCodeAt(0));
}
