import { bitmapFile, createGathering, type MetafileContent } from './metafile-lines.ts';

/** [MS-EMF] 2.1.1: records that show something, by what they hold. */
const END = 14;
const HEADER = 1;
const COMMENT = 70;
/** Curves, filled and stroked paths, regions, polygons of many parts, OpenGL: letters may be drawn so. */
const DRAWN = new Set([
  2, 5, 7, 8, 55, 58, 60, 62, 63, 64, 71, 72, 73, 74, 85, 88, 90, 91, 92, 102, 103, 118,
]);
/** Where a bitmap's header and pixels are said to lie, by record. */
const BITMAPS: Readonly<Record<number, number>> = {
  76: 84,
  77: 84,
  78: 84,
  79: 100,
  80: 48,
  81: 48,
  114: 84,
  116: 84,
};
const TEXT = { ansi: 83, wide: 84, manyAnsi: 96, many: 97, small: 108 };
const GLYPH_NUMBERS = 0x10;
const SMALL_WITHOUT_BOUNDS = 0x100;
const SMALL_ANSI = 0x200;

/** Text and bitmaps of an enhanced metafile. A record that lies about its places is drawn, and not seen. */
export function emfContent(buffer: Buffer): MetafileContent {
  const found = createGathering();
  let at = 0;
  while (at + 8 <= buffer.length) {
    const type = buffer.readUInt32LE(at);
    const size = buffer.readUInt32LE(at + 4);
    if (size < 8 || at + size > buffer.length) return found.content(true);
    if (type === END) return found.content(false);
    take(type, buffer.subarray(at, at + size), found);
    at += size;
  }
  return found.content(true);
}

function take(type: number, record: Buffer, found: ReturnType<typeof createGathering>): void {
  const bitmap = BITMAPS[type];
  if (bitmap !== undefined) takeBitmap(record, bitmap, found);
  else if (DRAWN.has(type)) found.drawn();
  else if (type === HEADER && record.length >= 68)
    found.title(utf16(record, record.readUInt32LE(64), record.readUInt32LE(60)) ?? '');
  else if (type === TEXT.wide || type === TEXT.ansi) takeText(record, 36, type === TEXT.ansi, found);
  else if ((type === TEXT.many || type === TEXT.manyAnsi) && record.length >= 40) {
    const count = Math.min(record.readUInt32LE(36), record.length / 40);
    for (let index = 0; index < count; index += 1)
      takeText(record, 40 + index * 40, type === TEXT.manyAnsi, found);
  } else if (type === TEXT.small) takeSmallText(record, found);
  // EMF+ draws the same again in its own records, or instead of the others; its letters are not read.
  else if (type === COMMENT && record.toString('latin1', 12, 16) === 'EMF+')
    takePlus(record.subarray(16), found);
}

/** An EMRTEXT: place, length, where the letters lie, options. */
function takeText(
  record: Buffer,
  at: number,
  isAnsi: boolean,
  found: ReturnType<typeof createGathering>,
): void {
  if (at + 20 > record.length) {
    found.drawn();
    return;
  }
  const length = record.readUInt32LE(at + 8);
  const start = record.readUInt32LE(at + 12);
  if (length === 0) return;
  if ((record.readUInt32LE(at + 16) & GLYPH_NUMBERS) !== 0) {
    found.drawn();
    return;
  }
  const text = isAnsi ? ansi(record, start, length) : utf16(record, start, length);
  if (text === null) found.drawn();
  else found.write(text, record.readInt32LE(at + 4));
}

function takeSmallText(record: Buffer, found: ReturnType<typeof createGathering>): void {
  if (record.length < 36) {
    found.drawn();
    return;
  }
  const length = record.readUInt32LE(16);
  const options = record.readUInt32LE(20);
  if ((options & GLYPH_NUMBERS) !== 0) {
    found.drawn();
    return;
  }
  const start = (options & SMALL_WITHOUT_BOUNDS) === 0 ? 52 : 36;
  const text = (options & SMALL_ANSI) === 0 ? utf16(record, start, length) : ansi(record, start, length);
  if (text === null) found.drawn();
  else found.write(text, record.readInt32LE(12));
}

function takeBitmap(record: Buffer, at: number, found: ReturnType<typeof createGathering>): void {
  if (at + 16 > record.length) {
    found.drawn();
    return;
  }
  const [header = 0, headerBytes = 0, pixels = 0, pixelBytes = 0] = [0, 4, 8, 12].map((offset) =>
    record.readUInt32LE(at + offset),
  );
  // A fill of one colour has none.
  if (headerBytes === 0 && pixelBytes === 0) return;
  found.bitmap(
    bitmapFile(record.subarray(header, header + headerBytes), record.subarray(pixels, pixels + pixelBytes)),
  );
}

/** [MS-EMFPLUS] 2.1.1.1: strings as they are; paths, glyphs and objects (which hold pictures) are drawn. */
const PLUS = { string: 0x401c, end: 0x4002 };
const PLUS_DRAWN = new Set([
  0x4008, 0x4010, 0x4011, 0x4014, 0x4015, 0x4016, 0x4017, 0x4018, 0x4019, 0x401a, 0x401b, 0x4036,
]);

function takePlus(records: Buffer, found: ReturnType<typeof createGathering>): void {
  for (let at = 0; at + 12 <= records.length; ) {
    const type = records.readUInt16LE(at);
    const size = records.readUInt32LE(at + 4);
    if (size < 12) {
      found.drawn();
      return;
    }
    const body = records.subarray(at + 12, at + size);
    if (type === PLUS.string && body.length >= 28) {
      const text = utf16(body, 28, body.readUInt32LE(8));
      if (text === null) found.drawn();
      else found.write(text, Math.round(body.readFloatLE(16)));
    } else if (PLUS_DRAWN.has(type)) found.drawn();
    at += size;
  }
}

function utf16(bytes: Buffer, start: number, length: number): string | null {
  return start + length * 2 > bytes.length ? null : bytes.toString('utf16le', start, start + length * 2);
}

function ansi(bytes: Buffer, start: number, length: number): string | null {
  return start + length > bytes.length ? null : bytes.toString('latin1', start, start + length);
}
