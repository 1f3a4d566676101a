import readExif from 'exif-reader';
import { decodeAs, decodeCertainText, decodeText } from '../text/decode-text.ts';

/** Fields whose bytes are data of a maker's own or of the colour engine, never words. */
const NO_WORDS =
  /^(MakerNote|ComponentsConfiguration|ICCProfile|InterColorProfile|FileSource|SceneType|CFAPattern)$/;
/** Longer values are data: a description is at most a page. */
const MOST_BYTES = 64 * 1024;

/**
 * The words of an EXIF block, or of a TIFF file (its first directory): descriptions, comments, artist, copyright, what
 * Windows calls title, subject and keywords. Throws when the block is damaged.
 */
export function exifTexts(block: Uint8Array): string[] {
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const { bigEndian, Image, Photo, GPSInfo, Thumbnail } = readExif(buffer);
  return [Image, Photo, GPSInfo, Thumbnail].flatMap((fields) =>
    Object.entries(fields ?? {}).flatMap(([name, value]) => wordsOf(name, value, bigEndian)),
  );
}

function wordsOf(name: string, value: unknown, bigEndian: boolean): string[] {
  if (NO_WORDS.test(name)) return [];
  if (typeof value === 'string') return [value];
  // Bytes one by one: Windows' own fields (XPTitle …) hold UTF-16 in them.
  if (Array.isArray(value) && name.startsWith('XP'))
    return [decodeAs(Uint8Array.from(value.filter((byte) => typeof byte === 'number')), 'utf-16le')];
  return value instanceof Uint8Array && value.length <= MOST_BYTES ? decoded(value, bigEndian) : [];
}

const CODE_BYTES = 8;

/** EXIF 2.32 4.6.5: comments begin with eight bytes that name their code; other fields of bytes are in any. */
function decoded(bytes: Uint8Array, bigEndian: boolean): string[] {
  const code = Buffer.from(bytes.subarray(0, CODE_BYTES)).toString('latin1');
  const rest = bytes.subarray(CODE_BYTES);
  // Some write the order of the file, some always the other one: what is read wrong makes no words.
  if (code === 'UNICODE\0') {
    const orders = bigEndian ? ['utf-16be', 'utf-16le'] : ['utf-16le', 'utf-16be'];
    return orders.map((order) => decodeAs(rest, order));
  }
  const words = /^(ASCII|JIS)?\0+$/.test(code) ? rest : bytes;
  const text = wordsIn(trimmed(words));
  return text === null ? [] : [text];
}

/** Guessing an encoding costs more than most pictures take to be looked at: what holds control characters is data. */
function wordsIn(bytes: Uint8Array): string | null {
  const certain = decodeCertainText(bytes);
  if (certain !== null) return certain.text;
  const isData = bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return isData ? null : (decodeText(bytes)?.text ?? null);
}

/** Fields of a fixed length are filled up with zeros or spaces. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end -= 1;
  return bytes.subarray(0, end);
}
