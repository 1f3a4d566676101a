import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ContentError } from '../../../shared/errors.ts';
import { limited, partName } from './budget.ts';
import { within } from './container.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { pdfPictures } from './pdf-pictures.ts';
import { readPdfText } from './pdf-text.ts';
import { labelSegment, textSegment } from './text-segment.ts';

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
    yield* attachments(document, input);
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
    yield* within(input, await notesOn(page, part));
    page.cleanup();
  } catch {
    // One bad page does not hide the others.
    yield { kind: 'uninspected', note: { part: partName(part, number), reason: 'damaged', limit: null } };
  }
  charsOn.set(number, chars);
}

/** Comments and form fields: words of the page that are not in its text. */
async function notesOn(page: PDFPageProxy, part: string): Promise<Opened[]> {
  const at = { part, page: page.pageNumber, zone: 'unknown' as const };
  const annotations: unknown[] = await page.getAnnotations();
  return annotations
    .flatMap((annotation) => wordsOf(annotation))
    .map((words) => textSegment({ text: words, ...at }));
}

function wordsOf(annotation: unknown): string[] {
  if (typeof annotation !== 'object' || annotation === null) return [];
  const contents = 'contentsObj' in annotation ? annotation.contentsObj : null;
  const said = [
    typeof contents === 'object' && contents !== null && 'str' in contents ? contents.str : null,
    'fieldValue' in annotation ? annotation.fieldValue : null,
  ].flat();
  return said.filter((words): words is string => typeof words === 'string' && words.trim() !== '');
}

async function* attachments(document: PDFDocumentProxy, input: OpenInput): AsyncIterable<Opened> {
  const attached: unknown = await document.getAttachments();
  if (typeof attached !== 'object' || attached === null) return;
  let ordinal = 0;
  for (const file of Object.values(attached)) {
    ordinal += 1;
    const content: unknown = file?.content;
    if (!(content instanceof Uint8Array)) continue;
    if (!input.budget.take('bytesOut', content.length)) {
      yield {
        kind: 'uninspected',
        note: limited(partName(input.part), 'too-large', input.budget.limits, 'bytesOut'),
      };
      return;
    }
    yield { kind: 'file', bytes: content, name: null, ordinal };
  }
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
