import { createRequire } from 'node:module';
import { ContentError } from '../../../shared/errors.ts';
import type { Pixels } from './bmp.ts';

/** What is used of libheif-js; its own typings are of the raw WebAssembly. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (shown: unknown) => void,
  ): void;
  free(): void;
}
interface LibHeif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

let loaded: LibHeif | null = null;

/** Loaded with the first such picture: most processes never see one. */
function libheif(): LibHeif {
  loaded ??= createRequire(import.meta.url)('libheif-js/wasm-bundle') as LibHeif;
  return loaded;
}

/**
 * HEIC as phones write it (HEVC inside HEIF), which sharp's libvips does not decode. Already upright: libheif turns it.
 * @throws ContentError IMAGE_DAMAGED, IMAGE_TOO_MANY_PIXELS.
 */
export async function decodeHeic(bytes: Uint8Array, frame: number, maxPixels: number): Promise<Pixels> {
  const images = new (libheif().HeifDecoder)().decode(bytes);
  try {
    const image = images[frame];
    if (image === undefined)
      throw new ContentError('IMAGE_DAMAGED', 'Expected a HEIF picture that decodes, got none');
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > maxPixels) {
      throw new ContentError(
        'IMAGE_TOO_MANY_PIXELS',
        `Expected at most ${maxPixels} pixels, the picture has ${width}×${height}`,
      );
    }
    const data = new Uint8ClampedArray(width * height * 4);
    const shown = await new Promise((resolve) => image.display({ data, width, height }, resolve));
    if (shown === null)
      throw new ContentError('IMAGE_DAMAGED', 'Expected a HEIF picture that decodes, it did not');
    return { width, height, data: new Uint8Array(data.buffer) };
  } finally {
    for (const image of images) image.free();
  }
}

/** Bursts and collections hold several pictures. @returns 0 when it is no such file. */
export function countHeic(bytes: Uint8Array): number {
  const images = new (libheif().HeifDecoder)().decode(bytes);
  for (const image of images) image.free();
  return images.length;
}
