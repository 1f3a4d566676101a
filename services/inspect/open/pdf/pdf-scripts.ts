import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Opened } from '../opened.ts';
import { holdsWords, wordsOfCode } from '../text/code-words.ts';
import { textSegment } from '../text-segment.ts';

/** What the scripts of a document say, and the names of places in it, of which only those that look like a marking. */
export async function documentScripts(document: PDFDocumentProxy, part: string): Promise<Opened[]> {
  const names = Object.keys((await document.getDestinations()) ?? {}).filter(holdsWords);
  const words = [...names, ...wordsOfActions(await document.getJSActions())];
  return words.map((text) => textSegment({ text, part, page: null, zone: 'unknown' }));
}

/** What the scripts of a page and of its fields say. */
export async function pageScripts(
  page: PDFPageProxy,
  annotations: readonly unknown[],
  part: string,
): Promise<Opened[]> {
  const own = [await page.getJSActions(), ...annotations.map(actionsOf)];
  return own
    .flatMap(wordsOfActions)
    .map((text) => textSegment({ text, part, page: page.pageNumber, zone: 'unknown' }));
}

function actionsOf(annotation: unknown): unknown {
  return typeof annotation === 'object' && annotation !== null && 'actions' in annotation
    ? annotation.actions
    : null;
}

/** Code by the event it waits for. */
function wordsOfActions(actions: unknown): string[] {
  if (typeof actions !== 'object' || actions === null) return [];
  const code = Object.values(actions).flat();
  return code.flatMap((one: unknown) => (typeof one === 'string' ? wordsOfCode(one) : []));
}
