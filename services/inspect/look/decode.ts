import sharp, { type Metadata, type Sharp } from 'sharp';
import { ContentError, messageOf } from '../../../shared/errors.ts';
import { exposed, exposureOf } from './exposure.ts';
import { glanceSide } from './glance.ts';
import { damaged, pictureSource } from './picture-source.ts';
import type { Raster } from './raster.ts';

/** What shows through where a picture is transparent. */
export type Paper = 'white' | 'black';

/** A picture that has been opened. Everything is upright by EXIF and laid on paper; a dim one is stretched to the full grey scale. */
export interface Picture {
  /** As small as `glanceSide` says: enough to tell whether there is writing. */
  readonly glance: Raster;
  /** Size as a viewer shows it (after EXIF), before shrinking. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  /** Papers on which a viewer may show it, the likelier first: one, unless the picture is transparent somewhere. */
  readonly papers: readonly Paper[];
  /** Nothing of it can be seen on any paper. */
  readonly invisible: boolean;
  /** It holds less than its header claims: the rest is filled with grey, and nobody who looks at it is told. */
  readonly endsEarly: boolean;
  /** The copy that lines are read from, at most the working size. Decoded when first asked for. */
  working(): Promise<Raster>;
}

export interface DecodeLimits {
  /** Width × height of what the file claims to hold, before any pixel is decoded. */
  readonly maxPixels: number;
  /** The working copy is shrunk until it has at most this many pixels. Lossy formats shrink while they are decoded. */
  readonly workingPixels: number;
}

/**
 * Errors are the document's: IMAGE_TOO_MANY_PIXELS, IMAGE_DAMAGED, IMAGE_UNSUPPORTED.
 * JPEG, which shrinks while it decodes, is decoded small first and again only when there is something to read; others once.
 */
export async function decode(
  bytes: Uint8Array,
  frame: number,
  limits: DecodeLimits,
  paper?: Paper,
): Promise<Picture> {
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
  const clear = metadata.hasAlpha === true ? await transparency(open()) : OPAQUE;
  const background = metadata.hasAlpha === true ? (paper ?? clear.papers[0] ?? 'white') : null;
  const scale = Math.min(1, Math.sqrt(limits.workingPixels / (width * height)));
  const atWorkingSize = () => toRaster(resized(open(), { width, height }, scale), background);
  const side = glanceSide({ width, height });
  let working: Promise<Raster> | null = null;
  const once = () => (working ??= atWorkingSize());
  const small = (how?: 'strict') =>
    toRaster(
      resized(source.open(how).autoOrient(), { width, height }, side / Math.max(width, height), 'linear'),
      background,
    );
  const { glance, endsEarly } =
    metadata.format === 'jpeg'
      ? await firstGlance(small)
      : { glance: await shrunk(await once(), side), endsEarly: false };
  const exposure = exposureOf(glance);
  const lit = (raster: Raster) => (exposure === null ? raster : exposed(raster, exposure));
  let shown: Promise<Raster> | null = null;
  return {
    glance: lit(glance),
    endsEarly,
    fullWidth: width,
    fullHeight: height,
    papers: clear.papers,
    invisible: clear.invisible,
    working: () =>
      (shown ??= once().then((raster) => {
        working = null;
        return lit(raster);
      })),
  };
}

/** libjpeg's words for a scan that ends before the picture is full, or that makes no sense from some place on. */
const ENDS_EARLY = /premature end of data segment|bad Huffman code/;

/** Every code of a JPEG is read whatever the size: strictly first, and again only where that stopped at something odd. */
async function firstGlance(
  small: (how?: 'strict') => Promise<Raster>,
): Promise<{ glance: Raster; endsEarly: boolean }> {
  try {
    return { glance: await small('strict'), endsEarly: false };
  } catch (error) {
    return { glance: await small(), endsEarly: ENDS_EARLY.test(messageOf(error)) };
  }
}

/** A copy whose longer side is at most `side`. */
export async function shrunk(raster: Raster, side: number): Promise<Raster> {
  const factor = side / Math.max(raster.width, raster.height);
  if (factor >= 1) return raster;
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const raw = { width: raster.width, height: raster.height, channels: 3 as const };
  const data = await sharp(raster.data, { raw })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { width, height, data };
}

function resized(
  image: Sharp,
  size: { width: number; height: number },
  scale: number,
  kernel: 'lanczos3' | 'linear' = 'lanczos3',
): Sharp {
  if (scale >= 1) return image;
  return image.resize({
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
    fit: 'fill',
    kernel,
  });
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

interface Transparency {
  readonly papers: readonly Paper[];
  readonly invisible: boolean;
}

const OPAQUE: Transparency = { papers: ['white'], invisible: false };

/** Alpha below this is nowhere seen. */
const UNSEEN = 8;

/** Dark ink is seen on white paper, light ink on black; a viewer may have either, so a picture that lets paper through has both. */
async function transparency(image: Sharp): Promise<Transparency> {
  try {
    const { data, info } = await image
      .resize({ width: 256, height: 256, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    let ink = 0;
    let weight = 0;
    let least = 255;
    let most = 0;
    for (let i = 0; i < data.length; i += info.channels) {
      const alpha = data[i + 3] ?? 255;
      ink += alpha * Math.max(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
      weight += alpha;
      if (alpha < least) least = alpha;
      if (alpha > most) most = alpha;
    }
    if (least >= 255 - UNSEEN) return OPAQUE;
    return {
      papers: weight > 0 && ink / weight > 160 ? ['black', 'white'] : ['white', 'black'],
      invisible: most < UNSEEN,
    };
  } catch (error) {
    throw damaged(error);
  }
}
