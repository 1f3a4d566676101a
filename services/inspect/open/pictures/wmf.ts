import { encodingOfCharset } from '../text/rtf-charsets.ts';
import { createGathering, type MetafileContent, packedBitmapFile } from './metafile-lines.ts';

/** [MS-WMF] 2.1.1.1: records that show something. Sizes are in words of two bytes. */
const FUNCTION = { text: 0x0521, placedText: 0x0a32, createFont: 0x02fb, escape: 0x0626 };
/** Polygons of many parts, regions: letters may be drawn so; and bitmaps that only their device understands. */
const DRAWN = new Set([0x0538, 0x0228, 0x012b, 0x0922, 0x0b23]);
/** Where a bitmap begins in its record, in bytes. */
const BITMAPS: Readonly<Record<number, number>> = { 2368: 22, 2881: 26, 3907: 28, 3379: 24 };
const PLACEABLE = 0x9ac6cdd7;
const GLYPH_NUMBERS = 0x10;
const CLIPPED_OR_OPAQUE = 0x06;

/** Text and bitmaps of a Windows metafile, letters by the character set of the font made last. */
export function wmfContent(buffer: Buffer): MetafileContent {
  const found = createGathering();
  const start = buffer.length >= 4 && buffer.readUInt32LE(0) === PLACEABLE ? 22 : 0;
  let encoding = 'windows-1252';
  let at = start + 18;
  while (at + 6 <= buffer.length) {
    const bytes = buffer.readUInt32LE(at) * 2;
    const type = buffer.readUInt16LE(at + 4);
    if (type === 0 && bytes <= 6) return found.content(false);
    if (bytes < 6 || at + bytes > buffer.length) return found.content(true);
    const record = buffer.subarray(at, at + bytes);
    const bitmap = BITMAPS[type];
    if (bitmap !== undefined) {
      // Without pixels it fills with a pattern.
      if (record.length > bitmap) found.bitmap(packedBitmapFile(record.subarray(bitmap)));
    } else if (DRAWN.has(type)) found.drawn();
    else if (type === FUNCTION.createFont && record.length >= 20)
      encoding = encodingOfCharset(record[19] ?? 0) ?? 'windows-1252';
    else if (type === FUNCTION.text && record.length >= 8) {
      const length = record.readUInt16LE(6);
      const place = 8 + length + (length % 2);
      write(record.subarray(8, 8 + length), place + 2 <= record.length ? record.readInt16LE(place) : null);
    } else if (type === FUNCTION.placedText && record.length >= 14) {
      const options = record.readUInt16LE(12);
      const letters = (options & CLIPPED_OR_OPAQUE) === 0 ? 14 : 22;
      if ((options & GLYPH_NUMBERS) !== 0) found.drawn();
      else write(record.subarray(letters, letters + record.readUInt16LE(10)), record.readInt16LE(6));
    }
    at += bytes;
  }
  return found.content(true);

  function write(letters: Buffer, y: number | null): void {
    found.write(new TextDecoder(encoding).decode(letters), y);
  }
}
