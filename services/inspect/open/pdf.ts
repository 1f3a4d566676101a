import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { ContentError } from '../../../shared/errors.ts';
import { limited, partName } from './budget.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { readPdfText } from './pdf-text.ts';
import { openPdfium, type Pdfium, type PdfiumPage } from './pdfium.ts';
import { labelSegment } from './text-segment.ts';

/**
 * PDF: the text of all pages first (pdf.js; cheap, and most documents are nothing else), then every page that shows more
 * than its text is rendered (PDFium) and looked at as a picture: scans, stamps, letters drawn as outlines.
 */
export const pdf: Opener = { id: 'pdf', mediaTypes: ['application/pdf'], open: openPdf };

async function* openPdf(input: OpenInput): AsyncIterable<Opened> {
  const { part, budget } = input;
  const document = await load(input.bytes);
  try {
    yield* labels(document, part);
    const pages = Math.min(document.numPages, budget.left('pages'));
    budget.take('pages', pages);
    if (document.numPages > pages) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-many-pages', budget.limits, 'pages') };
    }
    const charsOn = new Map<number, number>();
    for (let number = 1; number <= pages; number += 1) {
      if (budget.late()) {
        yield late(input, number);
        return;
      }
      yield* textOf(document, number, input, charsOn);
    }
    yield* picturesOf(input, pages, charsOn);
  } finally {
    await document.loadingTask.destroy();
  }
}

async function load(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  try {
    return await getDocument({
      // pdf.js takes the buffer away from us.
      data: Uint8Array.from(bytes),
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      enableXfa: false,
      useSystemFonts: false,
      disableFontFace: true,
      cMapUrl: join(home, 'cmaps/'),
      cMapPacked: true,
      standardFontDataUrl: join(home, 'standard_fonts/'),
    }).promise;
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new ContentError('CONTENT_ENCRYPTED', 'Expected a PDF that opens without a password', { cause });
    }
    throw cause;
  }
}

async function* textOf(
  document: PDFDocumentProxy,
  number: number,
  input: OpenInput,
  charsOn: Map<number, number>,
): AsyncIterable<Opened> {
  const { part, budget } = input;
  let chars = 0;
  try {
    const page = await document.getPage(number);
    for (const segment of await readPdfText(page, part)) {
      if (!budget.take('textChars', segment.text.length)) {
        yield {
          kind: 'uninspected',
          note: limited(partName(part, number), 'too-large', budget.limits, 'textChars'),
        };
        return;
      }
      chars += segment.text.length;
      yield { kind: 'text', segment };
    }
    page.cleanup();
  } catch {
    // One bad page does not hide the others.
    yield { kind: 'uninspected', note: { part: partName(part, number), reason: 'damaged', limit: null } };
  }
  charsOn.set(number, chars);
}

async function* picturesOf(
  input: OpenInput,
  pages: number,
  charsOn: ReadonlyMap<number, number>,
): AsyncIterable<Opened> {
  const { part, budget } = input;
  const pdfium = await openPdfium(input.bytes);
  try {
    for (let number = 1; number <= pages; number += 1) {
      if (budget.late()) {
        yield late(input, number);
        return;
      }
      yield* pictureOf(pdfium, number, charsOn.get(number) ?? 0, input);
    }
  } finally {
    pdfium.close();
  }
  if (pdfium.pageCount < pages) {
    yield {
      kind: 'uninspected',
      note: { part: partName(part, pdfium.pageCount + 1), reason: 'damaged', limit: null },
    };
  }
}

async function* pictureOf(
  pdfium: Pdfium,
  number: number,
  chars: number,
  input: OpenInput,
): AsyncIterable<Opened> {
  const name = partName(input.part, number);
  const page = pdfium.page(number);
  if (page === null) {
    yield { kind: 'uninspected', note: { part: name, reason: 'damaged', limit: null } };
    return;
  }
  try {
    if (!showsMoreThanText(page, chars)) return;
    const scale = renderScale(page);
    if (Math.ceil(page.width * scale) * Math.ceil(page.height * scale) > input.budget.limits.pixels) {
      yield { kind: 'uninspected', note: limited(name, 'too-many-pixels', input.budget.limits, 'pixels') };
      return;
    }
    const { width, height, bgra } = page.render(scale);
    yield { kind: 'image', bytes: await encodePicture(bgra, width, height), page: number };
  } finally {
    page.close();
  }
}

/** A share of the page too small for a legible mark: rules, bullets, hair lines. */
const SMALLEST_PICTURE_AREA = 0.002;
const FEW_CHARS = 10;
const MANY_OUTLINES = 200;

function showsMoreThanText(page: PdfiumPage, chars: number): boolean {
  const { pictures, pictureArea, outlines, texts } = page.contents();
  if (pictures > 0 && pictureArea >= SMALLEST_PICTURE_AREA) return true;
  if (outlines >= MANY_OUTLINES) return true;
  return chars < FEW_CHARS && pictures + outlines + texts > 0;
}

/** 150 dpi reads ordinary type; a page larger than A2 is brought down to what its long side then has. */
const DPI = 150;
const LONGEST_SIDE_PX = 3600;

function renderScale(page: PdfiumPage): number {
  return Math.min(DPI / 72, LONGEST_SIDE_PX / Math.max(page.width, page.height, 1));
}

/** Uncompressed TIFF: the quickest form the reader's decoder takes. PDFium gives BGRA; the order is put right here. */
async function encodePicture(bgra: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  for (let at = 0; at < bgra.length; at += 4) {
    const blue = bgra[at] ?? 0;
    bgra[at] = bgra[at + 2] ?? 0;
    bgra[at + 2] = blue;
  }
  return sharp(bgra, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .tiff({ compression: 'none' })
    .toBuffer();
}

async function* labels(document: PDFDocumentProxy, part: string): AsyncIterable<Opened> {
  const { info, metadata } = await document.getMetadata();
  for (const [key, value] of Object.entries(info)) {
    if (typeof value === 'string' && value.trim() !== '') yield labelSegment({ key, value, part });
    if (key === 'Custom' && typeof value === 'object' && value !== null) {
      for (const [name, custom] of Object.entries(value)) {
        if (typeof custom === 'string') yield labelSegment({ key: name, value: custom, part });
      }
    }
  }
  for (const [key, value] of metadata ?? []) {
    if (typeof value === 'string') yield labelSegment({ key, value, part });
  }
}

function late(input: OpenInput, number: number): Opened {
  return {
    kind: 'uninspected',
    note: limited(partName(input.part, number), 'time-out', input.budget.limits, 'wallMs'),
  };
}
