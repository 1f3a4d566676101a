import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { limited, partName } from '../budget.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { type Area, openPdfium, type PageContents, type Pdfium, type PdfiumPage } from './pdfium.ts';

/** What is known of the pages by their text, and what was handed on of them. */
export interface SeenOnPages {
  readonly charsOn: ReadonlyMap<number, number>;
  readonly stamped: ReadonlySet<number>;
  /** Digests of pictures that were looked at. */
  readonly shown: Set<string>;
}

/** Of the memory a child may hold: the rest is for the document's text and for the pictures made here. */
const SHARE_OF_MEMORY = 0.5;

/**
 * What the pages of a PDF show beyond their text, as pictures. A page that is one big picture is rendered whole; of others
 * only the region its pictures cover, and one that was shown before (a letterhead on every page) only once.
 */
export async function* pdfPictures(
  input: OpenInput,
  pages: number,
  seen: SeenOnPages,
): AsyncIterable<Opened> {
  const { part, budget } = input;
  const pdfium = await openPdfium(input.bytes, budget.limits.memoryBytes * SHARE_OF_MEMORY);
  let number = 1;
  try {
    for (; number <= Math.min(pages, pdfium.pageCount); number += 1) {
      if (budget.late()) {
        yield {
          kind: 'uninspected',
          note: limited(`${partName(part, number)} and after, pictures`, 'time-out', budget.limits, 'wallMs'),
        };
        return;
      }
      // A stamp is laid over the page: it is looked at as a page with nothing but pictures is.
      const chars = seen.stamped.has(number) ? null : (seen.charsOn.get(number) ?? 0);
      yield* pictureOf(pdfium, number, chars, seen.shown, input);
      if (pdfium.isOutOfMemory()) {
        yield outOfMemory(input, number);
        return;
      }
    }
    if (pdfium.pageCount < pages) {
      const next = partName(part, pdfium.pageCount + 1);
      yield { kind: 'uninspected', note: { part: next, reason: 'damaged', limit: null } };
    }
  } catch (error) {
    if (!pdfium.isOutOfMemory()) throw error;
    yield outOfMemory(input, number);
  } finally {
    pdfium.close();
  }
}

function outOfMemory({ part, budget }: OpenInput, number: number): Opened {
  const name = `${partName(part, number)} and after, pictures`;
  return { kind: 'uninspected', note: limited(name, 'out-of-memory', budget.limits, 'memoryBytes') };
}

async function* pictureOf(
  pdfium: Pdfium,
  number: number,
  chars: number | null,
  shown: Set<string>,
  input: OpenInput,
): AsyncIterable<Opened> {
  const name = partName(input.part, number);
  const page = pdfium.page(number);
  if (page === null) {
    yield { kind: 'uninspected', note: { part: name, reason: 'damaged', limit: null } };
    return;
  }
  try {
    const contents = page.contents();
    const region = regionToLookAt(page, contents, chars);
    if (region === null) return;
    const scale = renderScale(page);
    const pixels = Math.max(
      Math.ceil(page.width * scale) * Math.ceil(page.height * scale),
      // Rendering decodes them whole, however small they are shown.
      ...contents.images.map((image) => image.pixels),
    );
    if (scale < LEAST_SCALE || pixels > input.budget.limits.pixels) {
      yield { kind: 'uninspected', note: limited(name, 'too-many-pixels', input.budget.limits, 'pixels') };
      return;
    }
    const { width, height, bgra } = page.render(scale);
    const left = Math.floor(region.left * scale);
    const top = Math.floor(region.top * scale);
    const picture = await sharp(toRgba(bgra), { raw: { width, height, channels: 4 } })
      .extract({
        left,
        top,
        width: Math.max(1, Math.min(width, Math.ceil(region.right * scale)) - left),
        height: Math.max(1, Math.min(height, Math.ceil(region.bottom * scale)) - top),
      })
      .removeAlpha()
      // Uncompressed: the quickest form the reader's decoder takes.
      .tiff({ compression: 'none' })
      .toBuffer();
    const digest = createHash('sha256').update(picture).digest('base64');
    if (shown.has(digest)) return;
    shown.add(digest);
    const frame = {
      x: region.left / page.width,
      y: region.top / page.height,
      width: (region.right - region.left) / page.width,
      height: (region.bottom - region.top) / page.height,
    };
    yield { kind: 'image', bytes: picture, page: number, frame };
    if (contents.images.some((image) => isLegible(image) && !image.isReadable()))
      yield { kind: 'uninspected', note: { part: name, reason: 'damaged', limit: null } };
  } finally {
    page.close();
  }
}

/** Sides in points below which a picture holds no legible mark: rules, bullets, hair lines. */
const LEAST_WIDTH = 12;
const LEAST_HEIGHT = 4;
const FEW_CHARS = 10;
const MANY_OUTLINES = 200;
/** Above this share of the page the rest comes along: marks may be drawn around and over the picture. */
const NEARLY_ALL = 0.4;
const MARGIN = 6;

/** null when the page shows nothing but its text. */
function regionToLookAt(page: PdfiumPage, contents: PageContents, chars: number | null): Area | null {
  const whole = { left: 0, top: 0, right: page.width, bottom: page.height };
  if (chars === null) return whole;
  const { pictures, outlines, texts } = contents;
  const isDrawn = pictures.length + outlines.length + texts.length > 0;
  // Outlines by the hundred may be letters; so may a few where next to nothing is said, and letters may show more than they say.
  if (!contents.isWhole || outlines.length >= MANY_OUTLINES) return whole;
  const isTerse = chars < FEW_CHARS;
  if (isTerse && isDrawn && !saysWhatItShows(texts, chars)) return whole;
  const legible = [...pictures, ...(isTerse ? outlines.filter(isThick) : [])]
    .map((area) => clamp(area, whole))
    .filter((area) => isLegible({ width: area.right - area.left, height: area.bottom - area.top }));
  if (legible.length === 0) return null;
  const union = legible.reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }));
  const share = ((union.right - union.left) * (union.bottom - union.top)) / (page.width * page.height);
  return share >= NEARLY_ALL ? whole : union;
}

/** Rules are thin. */
function isThick({ left, right, top, bottom }: Area): boolean {
  return isLegible({ width: right - left, height: bottom - top });
}

/** Widest letter for its height, with the space behind it; and the least height a letter counts with, since a dash has next to none. */
const WIDEST = 1.5;
const LEAST_LETTER = 8;
/** In points. What is higher may be a page that is one letter of a font of its own. */
const HIGHEST_LETTER = 100;

/** Whether there are words, and no room in them for more letters than they say. */
function saysWhatItShows(texts: readonly Area[], chars: number): boolean {
  const widths = texts.map(({ left, right, top, bottom }) =>
    bottom - top > HIGHEST_LETTER
      ? Number.POSITIVE_INFINITY
      : (right - left) / Math.max(LEAST_LETTER, bottom - top),
  );
  return texts.length > 0 && widths.reduce((sum, width) => sum + width, 0) <= chars * WIDEST;
}

function isLegible({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return width >= LEAST_WIDTH && height >= LEAST_HEIGHT;
}

function clamp(area: Area, whole: Area): Area {
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return {
    left: within(area.left - MARGIN, whole.right),
    top: within(area.top - MARGIN, whole.bottom),
    right: within(area.right + MARGIN, whole.right),
    bottom: within(area.bottom + MARGIN, whole.bottom),
  };
}

/** 150 dpi reads ordinary type; a page larger than A2 is brought down to what its long side then has. */
const DPI = 150;
const LONGEST_SIDE_PX = 3600;
/** Pixels a point below which ordinary type is no longer legible: the page would be seen, but not read. */
const LEAST_SCALE = 0.75;

function renderScale(page: PdfiumPage): number {
  return Math.min(DPI / 72, LONGEST_SIDE_PX / Math.max(page.width, page.height, 1));
}

function toRgba(bgra: Uint8Array): Uint8Array {
  for (let at = 0; at < bgra.length; at += 4) {
    const blue = bgra[at] ?? 0;
    bgra[at] = bgra[at + 2] ?? 0;
    bgra[at + 2] = blue;
  }
  return bgra;
}
