import { fileTypeFromBuffer } from 'file-type';
import { sniffText } from './sniff-text.ts';

/** What the bytes are, by their content. */
export interface FileKind {
  readonly mediaType: string;
}

/** Says what the bytes are; null when nobody knows. The name a file came with is not asked. */
export async function identify(bytes: Uint8Array): Promise<FileKind | null> {
  const known = await fileTypeFromBuffer(bytes);
  // file-type takes any XML prologue for the answer; what kind of XML it is decides who opens it.
  if (known !== undefined && known.mime !== 'application/xml') return { mediaType: known.mime };
  if (holdsPdf(bytes)) return { mediaType: 'application/pdf' };
  const text = sniffText(bytes);
  return text === null ? null : { mediaType: text };
}

/** Readers accept a PDF header anywhere in the first 1024 bytes (ISO 32000, implementation note). */
function holdsPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
