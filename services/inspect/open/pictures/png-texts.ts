import { inflateSync } from 'node:zlib';
import { decodeText } from '../text/decode-text.ts';

/** What a PNG says beside its pixels. */
export interface PngTexts {
  readonly exif: Uint8Array | null;
  readonly xmp: string | null;
  readonly comments: readonly string[];
}

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const CHUNK_BYTES = 12;
const XMP = 'XML:com.adobe.xmp';
/** All packed comments of a picture together make no more than this: essays, and no bomb. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Chunks of text wherever they stand: libvips reads those in front of the picture, most programs write them behind it. null when it
 * is no PNG. Throws when a packed one cannot be unpacked.
 */
export function pngTexts(bytes: Uint8Array): PngTexts | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.toString('latin1', 0, 8) !== SIGNATURE) return null;
  let exif: Uint8Array | null = null;
  let xmp: string | null = null;
  const comments: string[] = [];
  const unpack = unpackerOf(MOST_BYTES);
  for (let at = 8; at + CHUNK_BYTES <= buffer.length; at += CHUNK_BYTES + buffer.readUInt32BE(at)) {
    const type = buffer.toString('latin1', at + 4, at + 8);
    const data = buffer.subarray(at + 8, at + 8 + buffer.readUInt32BE(at));
    if (type === 'eXIf') exif = data;
    const comment = readComment(type, data, unpack);
    if (comment === null) continue;
    if (comment.keyword === XMP) xmp = comment.text;
    else comments.push(comment.text);
  }
  return { exif, xmp, comments };
}

/** PNG 11.3.4: a keyword, zero, then text as it is (`tEXt`), packed (`zTXt`), or UTF-8 with its language (`iTXt`). */
function readComment(
  type: string,
  data: Buffer,
  unpack: (packed: Uint8Array) => Buffer,
): { keyword: string; text: string } | null {
  const zero = data.indexOf(0);
  if (zero < 0) return null;
  const keyword = data.toString('latin1', 0, zero);
  const rest = data.subarray(zero + 1);
  // Latin 1 by the book, UTF-8 and others by many.
  const worded = (words: Uint8Array) => ({ keyword, text: decodeText(words)?.text ?? '' });
  if (type === 'tEXt') return worded(rest);
  if (type === 'zTXt') return worded(unpack(rest.subarray(1)));
  if (type !== 'iTXt') return null;
  const translated = rest.indexOf(0, rest.indexOf(0, 2) + 1);
  const words = rest.subarray(translated + 1);
  return { keyword, text: (rest[0] === 1 ? unpack(words) : words).toString('utf8') };
}

/** Throws when what is packed is damaged, or all of it together is more than `left`. */
function unpackerOf(left: number): (packed: Uint8Array) => Buffer {
  return (packed) => {
    const bytes = inflateSync(packed, { maxOutputLength: Math.max(1, left) });
    left -= bytes.length;
    return bytes;
  };
}
