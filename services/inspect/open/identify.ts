import { fileTypeFromBuffer } from 'file-type';
import { otherMagic } from './other-magic.ts';
import { isPlainlyText, sniffText } from './text/sniff-text.ts';

/** What the bytes are, by their content. */
export interface FileKind {
  readonly mediaType: string;
}

/** Says what the bytes are; null when nobody knows. The name a file came with is not asked. */
export async function identify(bytes: Uint8Array): Promise<FileKind | null> {
  // Two or three letters make some types; a text may begin with them ("BM", "MZ", a byte-order mark).
  const text = isPlainlyText(bytes) ? sniffText(bytes) : null;
  const known = await fileTypeFromBuffer(bytes);
  if (known?.mime === 'application/zip') return { mediaType: whichZip(bytes) };
  // file-type takes any XML prologue for the answer; what kind of XML it is decides who opens it.
  if (known !== undefined && known.mime !== 'application/xml' && (text === null || TEXTUAL.test(known.mime)))
    return { mediaType: known.mime };
  if (holdsPdf(bytes)) return { mediaType: 'application/pdf' };
  const sniffed = text ?? otherMagic(bytes) ?? sniffText(bytes);
  return sniffed === null ? null : { mediaType: sniffed };
}

/** Types whose bytes are text themselves. */
const TEXTUAL = /pdf|rtf|postscript|eps|calendar|vcard|gltf|x-mie|subrip|vtt/;

/** Packages told by the names in their central directory, which stand there unpacked. */
const PACKAGES = [
  ['OFD.xml', 'application/ofd'],
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['xl/workbook.bin', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
] as const;

function whichZip(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = buffer.subarray(Math.max(0, buffer.indexOf('PK\x01\x02', 0, 'latin1')));
  return PACKAGES.find(([name]) => directory.includes(name))?.[1] ?? 'application/zip';
}

/** Readers accept a PDF header anywhere in the first 1024 bytes (ISO 32000, implementation note). */
function holdsPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
