import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { labelSegment, textSegment } from '../text-segment.ts';
import { isDrawn, notesOn } from './pdf-annotations.ts';
import { attachments, unlisted } from './pdf-attachments.ts';
import { type PdfFile, readPdfFile } from './pdf-file.ts';
import { layersOf, pageReferences, withEveryLayer } from './pdf-layers.ts';
import { loadWhatIsThere } from './pdf-load.ts';
import { membershipsIn } from './pdf-memberships.ts';
import { otherPages } from './pdf-other-pages.ts';
import { pdfPictures, type SeenOnPages } from './pdf-pictures.ts';
import { documentScripts, pageScripts } from './pdf-scripts.ts';
import { charsOf, type PagesBefore, readPdfText } from './pdf-text.ts';
import { pdfWords } from './pdf-words.ts';

/**
 * PDF: the text of all pages first (pdf.js; cheap, and most documents are nothing else), then every page that shows more
 * than its text is rendered (PDFium) and looked at as a picture: scans, stamps, letters drawn as outlines.
 */
export const pdf: Opener = { id: 'pdf', mediaTypes: ['application/pdf'], open: openPdf };

async function* openPdf(posted: OpenInput): AsyncIterable<Opened> {
  const { part, budget } = posted;
  const { document, bytes } = await loadWhatIsThere(posted.bytes);
  const input = { ...posted, bytes };
  if (bytes !== posted.bytes)
    yield { kind: 'uninspected', note: { part: partName(part), reason: 'damaged', limit: null } };
  try {
    const said = new Set<string>();
    for await (const label of labels(document, part)) {
      if (label.kind === 'text') said.add(label.segment.text);
      yield label;
    }
    const pages = Math.min(document.numPages, budget.left('pages'));
    budget.take('pages', pages);
    if (document.numPages > pages) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-many-pages', budget.limits, 'pages') };
    }
    yield* within(
      input,
      once(said, [...(await outline(document, part)), ...(await documentScripts(document, part))]),
    );
    const charsOn = new Map<number, number>();
    const stamped = new Set<number>();
    const before: PagesBefore = { table: null };
    const pinned: Uint8Array[] = [];
    const form = { isXml: await isXmlForm(document), waits: false };
    for (let number = 1; number <= pages; number += 1) {
      if (budget.late()) {
        yield late(input, number, 'and after');
        if (number > 1) yield late(input, 1, 'and after, pictures');
        return;
      }
      for await (const piece of textOf(document, number, input, { charsOn, stamped, said, before })) {
        if (piece.kind === 'file') pinned.push(piece.bytes);
        if (piece.kind === 'text') said.add(piece.segment.text);
        if (piece.kind === 'text' && PLEASE_WAIT.test(piece.segment.text)) form.waits = true;
        yield piece;
      }
    }
    const file = readPdfFile(bytes, await isEncrypted(document));
    yield* within(input, offPage(file, input, said));
    yield* unlisted(input, file, [...(yield* attachments(document, input)), ...pinned]);
    if (form.isXml && form.waits)
      yield { kind: 'uninspected', note: { part: partName(part), reason: 'unsupported-type', limit: null } };
    // Drawing may take all the time or memory there is: what was found in the text must not be lost with it.
    yield { kind: 'milestone' };
    const shown = new Set<string>();
    yield* pdfPictures(input, pages, { charsOn, stamped, shown });
    yield* hiddenPictures(document, input, { pages, file }, { charsOn, stamped, shown });
    yield* otherPages(document, { ...input, file }, { said, shown });
  } finally {
    await document.loadingTask.destroy();
  }
}

/** What was not said yet; from now on it was. */
function* once(said: Set<string>, pieces: Iterable<Opened>): Iterable<Opened> {
  for (const piece of pieces) {
    if (piece.kind === 'text' && said.has(piece.segment.text)) continue;
    if (piece.kind === 'text') said.add(piece.segment.text);
    yield piece;
  }
}

/** Words on no page; what was said is not said again. */
function* offPage(file: PdfFile, { part, budget }: OpenInput, said: Set<string>): Iterable<Opened> {
  const name = `${partName(part)}, words on no page`;
  if (file.isShut) {
    yield { kind: 'uninspected', note: { part: name, reason: 'encrypted', limit: null } };
    return;
  }
  for (const words of pdfWords(file, budget.left('bytesOut'))) {
    if (words === null) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'bytesOut') };
      return;
    }
    if (typeof words === 'object')
      yield { kind: 'uninspected', note: { part: name, reason: 'damaged', limit: null } };
    else if (!said.has(words)) yield textSegment({ text: words, part, page: null, zone: 'unknown' });
    if (typeof words === 'string') said.add(words);
  }
}

/** What stands on layers that are switched off or hidden by rules: their text came with the rest, their pictures are looked at here. */
async function* hiddenPictures(
  document: PDFDocumentProxy,
  input: OpenInput,
  { pages, file }: { readonly pages: number; readonly file: PdfFile },
  seen: SeenOnPages,
): AsyncIterable<Opened> {
  const layers = await layersOf(document);
  const rules = membershipsIn(file);
  if (!layers.any && !rules.any) return;
  if (!layers.hidden && !rules.any && !rules.unknown) return;
  const all = withEveryLayer(input.bytes, await pageReferences(document, pages), rules.replaced);
  if (all === null || rules.unknown) {
    const part = `${partName(input.part)}, hidden layers`;
    yield { kind: 'uninspected', note: { part, reason: 'damaged', limit: null } };
  }
  if (all === null) return;
  yield* pdfPictures({ ...input, bytes: all }, pages, seen);
}

async function* textOf(
  document: PDFDocumentProxy,
  number: number,
  input: OpenInput,
  seen: {
    readonly charsOn: Map<number, number>;
    readonly stamped: Set<number>;
    readonly said: Set<string>;
    readonly before: PagesBefore;
  },
): AsyncIterable<Opened> {
  const { part, budget } = input;
  let chars = 0;
  try {
    const page = await document.getPage(number);
    const lines = await readPdfText(page, part, seen.before);
    chars = charsOf(lines);
    for (const segment of lines) {
      if (!budget.take('textChars', segment.text.length)) {
        yield {
          kind: 'uninspected',
          note: limited(partName(part, number), 'too-large', budget.limits, 'textChars'),
        };
        return;
      }
      yield { kind: 'text', segment };
    }
    const annotations: unknown[] = await page.getAnnotations({ intent: 'any' });
    if (annotations.some((annotation) => isDrawn(annotation))) seen.stamped.add(number);
    yield* within(input, notesOn(annotations, { part, page: number }));
    yield* within(input, once(seen.said, await pageScripts(page, annotations, part)));
    page.cleanup();
  } catch {
    // One bad page does not hide the others.
    yield { kind: 'uninspected', note: { part: partName(part, number), reason: 'damaged', limit: null } };
  }
  seen.charsOn.set(number, chars);
}

const MOST_BOOKMARKS = 10_000;

/** Bookmarks, names of layers and page labels: words of the document that stand on no page. */
async function outline(document: PDFDocumentProxy, part: string): Promise<Opened[]> {
  const waiting: unknown[] = [...((await document.getOutline()) ?? [])];
  const words: string[] = [];
  for (
    let entry = waiting.shift();
    entry !== undefined && words.length < MOST_BOOKMARKS;
    entry = waiting.shift()
  ) {
    if (typeof entry !== 'object' || entry === null) continue;
    if ('title' in entry && typeof entry.title === 'string') words.push(entry.title);
    if ('items' in entry && Array.isArray(entry.items)) waiting.push(...entry.items);
  }
  for (const [, layer] of await document.getOptionalContentConfig())
    if (typeof layer.name === 'string') words.push(layer.name);
  const labels = (await document.getPageLabels()) ?? [];
  words.push(
    ...new Set(labels.map((label) => label.replace(/[\d-]+$/, '')).filter((label) => label.length > 3)),
  );
  return words
    .filter((text) => text.trim() !== '')
    .map((text) => textSegment({ text, part, page: null, zone: 'unknown' }));
}

/** What the one page of a form says that exists in XML only, whatever fields it lists beside. */
const PLEASE_WAIT = /^Please wait\.{3}/;

/** As whoever opened it found: its bytes may say so in a remark, and hide their words behind it. */
async function isEncrypted(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata();
  return 'EncryptFilterName' in info && info.EncryptFilterName !== null;
}

async function isXmlForm(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata();
  return 'IsXFAPresent' in info && info.IsXFAPresent === true;
}

async function* labels(document: PDFDocumentProxy, part: string): AsyncIterable<Opened> {
  const { info, metadata } = await document.getMetadata();
  if (
    'IsXFAPresent' in info &&
    info.IsXFAPresent === true &&
    'IsAcroFormPresent' in info &&
    info.IsAcroFormPresent !== true
  ) {
    // A form whose pages exist in XML only; its one PDF page asks the reader to wait.
    yield { kind: 'uninspected', note: { part: partName(part), reason: 'unsupported-type', limit: null } };
  }
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

function late({ part, budget }: OpenInput, number: number, what: string): Opened {
  const name = `${partName(part, number)} ${what}`;
  return { kind: 'uninspected', note: limited(name, 'time-out', budget.limits, 'wallMs') };
}
