import { inflateSync } from 'node:zlib';

/** A file inside a PDF as its bytes stand there, whoever refers to it. */
export type Embedded = { readonly content: Buffer } | { readonly unread: true };

const TYPE = /\/Type\s*\/EmbeddedFile(?![A-Za-z])/g;
/** Between the name of its type and the bytes of a file. */
const DICTIONARY_WITHIN = 2000;
const CHECKED_CHARS = 8;

/**
 * Every stream that calls itself an embedded file. Readers of PDF find those in the document's list of names; a file may hang on a page
 * or a picture alone ("associated", ISO 32000-2 14.13). Of encrypted documents they cannot be read here.
 */
export function* embeddedFiles(bytes: Uint8Array, mostBytes: () => number): Iterable<Embedded> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('/EmbeddedFile')) return;
  const text = buffer.toString('latin1');
  const isEncrypted = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text);
  for (const { index } of text.matchAll(TYPE)) {
    const start = text.indexOf('stream', index);
    const begin = text.lastIndexOf('obj', index);
    if (start < 0 || start > index + DICTIONARY_WITHIN || begin < index - DICTIONARY_WITHIN) continue;
    const from = start + (text.startsWith('\r\n', start + 6) ? 8 : 7);
    const dictionary = text.slice(begin, start);
    const content = isEncrypted ? null : unpacked(dictionary, stretch(buffer, dictionary, from), mostBytes());
    yield content === null ? { unread: true } : { content };
  }
}

/** As long as it says, where it says so itself and an end follows; else up to the next end. */
function stretch(buffer: Buffer, dictionary: string, from: number): Buffer {
  const said = Number(/\/Length\s+(\d{1,10})(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.NaN);
  const after = buffer.toString('latin1', from + said, from + said + 'endstream'.length + CHECKED_CHARS);
  if (after.includes('endstream')) return buffer.subarray(from, from + said);
  const end = buffer.indexOf('endstream', from);
  return buffer.subarray(from, end < 0 ? buffer.length : end);
}

function unpacked(dictionary: string, data: Buffer, mostBytes: number): Buffer | null {
  if (!/\/Filter/.test(dictionary)) return data;
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(?:\/(?!DecodeParms)|>>)/.test(dictionary)) return null;
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, mostBytes) });
  } catch {
    return null;
  }
}
