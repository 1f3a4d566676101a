import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ContentError } from '../../../../shared/errors.ts';
import { withTrailer } from './pdf-repair.ts';

/** The document, and the bytes it was read from: others than were given where its end is lost. */
export async function loadWhatIsThere(
  bytes: Uint8Array,
): Promise<{ document: PDFDocumentProxy; bytes: Uint8Array }> {
  try {
    return { document: await loadPdf(bytes), bytes };
  } catch (error) {
    const mended = error instanceof ContentError ? null : withTrailer(bytes);
    if (mended === null) throw error;
    return { document: await loadPdf(mended), bytes: mended };
  }
}

/** How pdf.js calls encryption for the keys of certain people, and what it does not know. */
const FOREIGN_LOCK = /(unknown|unsupported) (encryption|crypto)/;

/** Throws ContentError CONTENT_ENCRYPTED, and whatever pdf.js throws. */
export async function loadPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
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
    if (cause instanceof Error && (cause.name === 'PasswordException' || FOREIGN_LOCK.test(cause.message))) {
      throw new ContentError('CONTENT_ENCRYPTED', 'Expected a PDF that opens without a password', { cause });
    }
    throw cause;
  }
}
