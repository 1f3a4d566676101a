import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextSegment } from '../../report.ts';
import { childPart, limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { reasonOf } from '../reason-of.ts';
import { isDrawn } from './pdf-annotations.ts';
import type { PdfFile } from './pdf-file.ts';
import { pageReferences, withEveryLayer } from './pdf-layers.ts';
import { loadPdf } from './pdf-load.ts';
import { pdfPictures } from './pdf-pictures.ts';
import { formerStates, pagesOutside, uncropped } from './pdf-states.ts';
import { charsOf, type PagesBefore, readPdfText } from './pdf-text.ts';
import { undrawnIn } from './pdf-undrawn.ts';

/** What the pages of a document said, and digests of the pictures they showed. */
export interface ShownOnPages {
  readonly said: Set<string>;
  readonly shown: Set<string>;
}

/** Files attached to the document have lower numbers. */
const OTHERS_FROM = 200_000;
/** A form has hundreds of fields, each with a look or two that are read and not looked at: they are no pages of the document. */
const MOST_UNSEEN = 10_000;

/**
 * Pages that a reader of the document does not show, and whoever has its bytes has as well: what it was before changes were appended,
 * pages that nothing leads to, what lies beyond the edge of a page that was cropped, drawings that nothing draws. Each is a part of its own, of the pages that say
 * or show something else than the document does.
 */
export async function* otherPages(
  document: PDFDocumentProxy,
  { file, ...input }: OpenInput & { readonly file: PdfFile },
  seen: ShownOnPages,
): AsyncIterable<Opened> {
  const { part, budget } = input;
  let ordinal = OTHERS_FROM;
  for (const { bytes, isSeen } of await otherDocuments(document, file, input)) {
    ordinal += 1;
    const own = { ...input, bytes: bytes ?? input.bytes, part: childPart(part, ordinal) };
    const name = partName(own.part);
    if (!budget.take('entries', 1)) {
      yield { kind: 'uninspected', note: limited(name, 'too-many-entries', budget.limits, 'entries') };
      return;
    }
    if (bytes === null) {
      const reason = file.isLocked ? 'encrypted' : 'damaged';
      yield { kind: 'uninspected', note: { part: name, reason, limit: null } };
      continue;
    }
    try {
      yield* differingPages(own, isSeen, seen);
    } catch (error) {
      yield { kind: 'uninspected', note: { part: name, reason: reasonOf(error), limit: null } };
    }
  }
}

interface OtherDocument {
  /** null for one that is there and cannot be made a document of. */
  readonly bytes: Uint8Array | null;
  /** Whether its pages may show what no page of the document shows. */
  readonly isSeen: boolean;
}

async function otherDocuments(
  document: PDFDocumentProxy,
  file: PdfFile,
  { bytes, budget }: OpenInput,
): Promise<readonly OtherDocument[]> {
  const others: OtherDocument[] = [];
  const add = (bytes: Uint8Array | null, isSeen = true) => others.push({ bytes, isSeen });
  for (const state of formerStates(file)) add(state);
  // Of more pages than may be asked nobody knows which are listed.
  if (document.numPages <= budget.limits.pages) {
    const listed = await pageReferences(document, document.numPages);
    const outside = pagesOutside(file, new Set(listed.map(({ num }) => num)));
    if (outside.length > 0) add(withEveryLayer(bytes, outside));
  }
  const whole = uncropped(bytes);
  if (whole !== null) add(whole);
  // What is drawn cannot be told without a key; that it was not read is said.
  if (file.isShut) return others;
  const undrawn = undrawnIn(file, budget.left('bytesOut'));
  for (const pages of [undrawn.pages, undrawn.appearances])
    if (pages.length > 0)
      add(
        withEveryLayer(
          bytes,
          pages,
          pages.flatMap(({ objects }) => objects),
        ),
        pages === undrawn.pages,
      );
  if (undrawn.isUnknown) add(null);
  return others;
}

async function* differingPages(input: OpenInput, isSeen: boolean, seen: ShownOnPages): AsyncIterable<Opened> {
  const { part, budget } = input;
  const late = limited(partName(part), 'time-out', budget.limits, 'wallMs');
  const document = await loadPdf(input.bytes);
  try {
    const most = isSeen ? budget.left('pages') : MOST_UNSEEN;
    const pages = Math.min(document.numPages, most);
    if (isSeen) budget.take('pages', pages);
    if (document.numPages > pages)
      yield { kind: 'uninspected', note: limited(partName(part), 'too-many-pages', budget.limits, 'pages') };
    const charsOn = new Map<number, number>();
    const stamped = new Set<number>();
    const before: PagesBefore = { table: null };
    for (let number = 1; number <= pages; number += 1) {
      if (budget.late()) {
        yield { kind: 'uninspected', note: late };
        return;
      }
      const page = await document.getPage(number);
      const lines = await readPdfText(page, part, before);
      const annotations: unknown[] = await page.getAnnotations({ intent: 'any' });
      if (annotations.some((annotation) => isDrawn(annotation))) stamped.add(number);
      charsOn.set(number, charsOf(lines));
      if (lines.some(({ text }) => !seen.said.has(text))) yield* within(input, lines.map(segment));
      for (const { text } of lines) seen.said.add(text);
      page.cleanup();
    }
    if (!isSeen) return;
    yield { kind: 'milestone' };
    for await (const piece of pdfPictures(input, pages, { charsOn, stamped, shown: seen.shown }))
      yield piece.kind === 'image' ? { ...piece, part } : piece;
  } finally {
    await document.loadingTask.destroy();
  }
}

const segment = (line: TextSegment): Opened => ({ kind: 'text', segment: line });
