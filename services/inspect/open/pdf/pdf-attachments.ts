import { createHash } from 'node:crypto';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { embeddedFiles } from './pdf-embedded.ts';
import type { PdfFile } from './pdf-file.ts';

/** The files of the document's own list; returns what they hold. */
export async function* attachments(
  document: PDFDocumentProxy,
  input: OpenInput,
): AsyncGenerator<Opened, readonly Uint8Array[]> {
  const attached: unknown = await document.getAttachments();
  const files: Uint8Array[] = [];
  if (typeof attached !== 'object' || attached === null) return files;
  for (const file of Object.values(attached)) {
    const content: unknown = file?.content;
    const said: unknown = file?.description;
    if (typeof said === 'string' && said.trim() !== '')
      yield* within(input, [textSegment({ text: said, part: input.part, page: null, zone: 'unknown' })]);
    if (!(content instanceof Uint8Array)) continue;
    files.push(content);
    const over = overBytes(input, content);
    if (over !== null) {
      yield over;
      return files;
    }
    yield { kind: 'file', bytes: content, name: null, ordinal: files.length };
  }
  return files;
}

/** Files that are in the document and in none of its lists. */
export function* unlisted(input: OpenInput, file: PdfFile, known: readonly Uint8Array[]): Iterable<Opened> {
  const { part, budget } = input;
  const digests = new Set(known.map(digestOf));
  let ordinal = UNLISTED_FROM;
  let unread = -known.length;
  // One is in memory at a time, and counts before the next is unpacked.
  for (const one of embeddedFiles(file, () => budget.left('bytesOut'))) {
    ordinal += 1;
    if ('unread' in one) unread += 1;
    if ('unread' in one || digests.has(digestOf(one.content))) continue;
    digests.add(digestOf(one.content));
    const over = overBytes(input, one.content);
    if (over !== null) {
      yield over;
      return;
    }
    yield { kind: 'file', bytes: one.content, name: null, ordinal };
  }
  // Of those that cannot be read here, as many may be the listed ones.
  for (; unread > 0; unread -= 1)
    yield {
      kind: 'uninspected',
      note: { part: `${partName(part)}, attachment`, reason: 'unsupported-type', limit: null },
    };
}

const UNLISTED_FROM = 100_000;

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

function overBytes({ part, budget }: OpenInput, bytes: Uint8Array): Opened | null {
  if (budget.take('bytesOut', bytes.length)) return null;
  return { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'bytesOut') };
}
