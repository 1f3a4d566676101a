import type { Metadata, Sharp } from 'sharp';
import { ContentError } from '../../../shared/errors.ts';
import { damaged, pictureSource } from './picture-source.ts';
import type { Raster } from './raster.ts';

/** A picture that has been opened: its working copy, and the way back to its full size. */
export interface Picture {
  /** Upright by EXIF, flattened, at most the working size. */
  readonly working: Raster;
  /** Size as a viewer shows it (after EXIF), before shrinking. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  /** The same picture without shrinking; for writing that was too small in the working copy. */
  full(): Promise<Raster>;
}

export interface DecodeLimits {
  /** Width × height of what the file claims to hold, before any pixel is decoded. */
  readonly maxPixels: number;
  /** The working copy is shrunk until it has at most this many pixels. Lossy formats shrink while they are decoded. */
  readonly workingPixels: number;
}

/**
 * Decodes once. Errors are the document's: IMAGE_TOO_MANY_PIXELS, IMAGE_DAMAGED, IMAGE_UNSUPPORTED.
 * Transparent pictures are laid on the paper their ink can be seen on: white, or black when the ink itself is light.
 */
export async function decode(bytes: Uint8Array, frame: number, limits: DecodeLimits): Promise<Picture> {
  const source = await pictureSource(bytes, frame, limits.maxPixels);
  const { metadata } = source;
  const { width, height } = uprightSize(metadata);
  if (width * height > limits.maxPixels) {
    throw new ContentError(
      'IMAGE_TOO_MANY_PIXELS',
      `Expected at most ${limits.maxPixels} pixels, the picture has ${width}×${height}`,
      { facts: { pixels: width * height, maxPixels: limits.maxPixels } },
    );
  }
  const open = () => source.open().autoOrient();
  const background = metadata.hasAlpha === true ? await paperFor(open()) : null;
  const scale = Math.min(1, Math.sqrt(limits.workingPixels / (width * height)));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const working = await toRaster(scale < 1 ? open().resize({ ...size, fit: 'fill' }) : open(), background);
  return {
    working,
    fullWidth: width,
    fullHeight: height,
    full: () => (scale < 1 ? toRaster(open(), background) : Promise.resolve(working)),
  };
}

function uprightSize(metadata: Metadata): { width: number; height: number } {
  // `pageHeight` is one frame of a picture that sharp would stack; without it `height` is the frame.
  const height = metadata.pageHeight ?? metadata.height;
  const sideways = (metadata.orientation ?? 1) >= 5;
  return sideways ? { width: height, height: metadata.width } : { width: metadata.width, height };
}

async function toRaster(image: Sharp, background: string | null): Promise<Raster> {
  try {
    const flat = background === null ? image : image.flatten({ background });
    const { data, info } = await flat
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: info.channels === 3 ? data : threeOf(data) };
  } catch (error) {
    throw damaged(error);
  }
}

function threeOf(grey: Uint8Array): Uint8Array {
  const data = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) data.fill(grey[i] ?? 0, i * 3, i * 3 + 3);
  return data;
}

/** White paper unless the visible ink is light on average; then black. */
async function paperFor(image: Sharp): Promise<string> {
  try {
    const { data, info } = await image
      .resize({ width: 128, height: 128, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    let ink = 0;
    let weight = 0;
    let clear = 0;
    for (let i = 0; i < data.length; i += info.channels) {
      const alpha = data[i + 3] ?? 255;
      ink += alpha * Math.max(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
      weight += alpha;
      if (alpha < 128) clear += info.channels;
    }
    // Mostly opaque: what the picture looks like does not hang on the paper.
    if (clear < data.length / 4 || weight === 0) return '#ffffff';
    return ink / weight > 160 ? '#000000' : '#ffffff';
  } catch (error) {
    throw damaged(error);
  }
}
