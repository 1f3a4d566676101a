import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ContentError } from '../../../shared/errors.ts';
import { limited, partName } from './budget.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { pdfPictures } from './pdf-pictures.ts';
import { readPdfText } from './pdf-text.ts';
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
    yield* pdfPictures(input, pages, charsOn);
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
