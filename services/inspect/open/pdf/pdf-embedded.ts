import type { PdfFile } from './pdf-file.ts';

/** A file inside a PDF as its bytes stand there, whoever refers to it. */
export type Embedded = { readonly content: Buffer } | { readonly unread: true };

const TYPE = /\/Type\s{0,9}\/EmbeddedFile(?![A-Za-z])/;

/**
 * Every stream that calls itself an embedded file. Readers of PDF find those in the document's list of names; a file may hang on a page
 * or a picture alone ("associated", ISO 32000-2 14.13).
 */
export function* embeddedFiles(file: PdfFile, mostBytes: () => number): Iterable<Embedded> {
  for (const object of file.objects) {
    if (object.data === null || !TYPE.test(object.dictionary)) continue;
    const content = file.contentOf(object, mostBytes());
    yield content === null || content === 'too large' ? { unread: true } : { content };
  }
}
