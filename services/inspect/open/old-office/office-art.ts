import { inflateSync } from 'node:zlib';

/**
 * [MS-ODRAW] records inside the streams of old office documents. They are looked for by their headers instead of followed
 * from the top, because every program hangs them in somewhere else, and a damaged tree would hide what is whole.
 */
const FOPT = 0xf00b;
const BLIPS: Readonly<Record<number, readonly number[]>> = {
  61466: [0x3d4, 0x3d5],
  61467: [0x216, 0x217],
  61468: [0x542, 0x543],
  61469: [0x46a, 0x46b, 0x6e2, 0x6e3],
  61470: [0x6e0, 0x6e1],
  61471: [0x7a8, 0x7a9],
  61481: [0x6e4, 0x6e5],
  61482: [0x46a, 0x46b, 0x6e2, 0x6e3],
};
const METAFILES = new Set([0xf01a, 0xf01b, 0xf01c]);
const DIB = 0xf01f;
const DIGEST_BYTES = 16;
const METAFILE_HEADER_BYTES = 34;
const MOST_PICTURES = 500;
const MOST_PICTURE_BYTES = 64 * 1024 * 1024;

interface ArtRecord {
  readonly type: number;
  readonly instance: number;
  readonly body: Buffer;
  readonly end: number;
}

function* recordsIn(
  buffer: Buffer,
  isWanted: (type: number, version: number, instance: number) => boolean,
): Iterable<ArtRecord> {
  // The upper byte of every record type of this family is 0xF0.
  for (let at = buffer.indexOf(0xf0, 3); at >= 0; at = buffer.indexOf(0xf0, at + 1)) {
    const start = at - 3;
    if (start + 8 > buffer.length) return;
    const head = buffer.readUInt16LE(start);
    const type = buffer.readUInt16LE(start + 2);
    if (!isWanted(type, head & 0xf, head >> 4)) continue;
    const length = buffer.readUInt32LE(start + 4);
    const end = start + 8 + length;
    if (length === 0 || end > buffer.length) continue;
    yield { type, instance: head >> 4, body: buffer.subarray(start + 8, end), end };
  }
}

/** Pictures of every kind the family knows, unpacked, as files of their own. */
export function* artPictures(stream: Uint8Array): Iterable<Uint8Array> {
  const buffer = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  let count = 0;
  const wanted = (type: number, version: number, instance: number) =>
    version === 0 && BLIPS[type]?.includes(instance) === true;
  for (const { type, instance, body } of recordsIn(buffer, wanted)) {
    count += 1;
    if (count > MOST_PICTURES) return;
    const digests = DIGEST_BYTES * ((instance & 1) + 1);
    if (METAFILES.has(type)) {
      const packed = body.subarray(digests + METAFILE_HEADER_BYTES);
      const isPacked = body[digests + METAFILE_HEADER_BYTES - 2] === 0;
      yield isPacked ? unpacked(packed) : packed;
    } else {
      const picture = body.subarray(digests + 1);
      yield type === DIB ? asBitmapFile(picture) : picture;
    }
  }
}

/** What cannot be unpacked goes on as it is: the opener then says of it that it is nothing known. */
function unpacked(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_PICTURE_BYTES });
  } catch {
    return bytes;
  }
}

/** A bitmap in memory lacks the 14 bytes in front of a bitmap in a file. */
function asBitmapFile(dib: Buffer): Buffer {
  if (dib.length < 40) return dib;
  const colours = dib.readUInt32LE(32) || (dib.readUInt16LE(14) <= 8 ? 1 << dib.readUInt16LE(14) : 0);
  const head = Buffer.alloc(14);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(head.length + dib.length, 2);
  head.writeUInt32LE(Math.min(head.length + dib.readUInt32LE(0) + colours * 4, 0xffff_ffff), 10);
  return Buffer.concat([head, dib]);
}

/** Shape properties that are words: the text of WordArt (watermarks are that), and what a shape says to who cannot see it. */
const WORDS: Readonly<Record<number, 'drawn' | 'description'>> = { 192: 'drawn', 897: 'description' };

export function* artWords(
  stream: Uint8Array,
): Iterable<{ readonly text: string; readonly kind: 'drawn' | 'description' }> {
  const buffer = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  for (const { instance, body } of recordsIn(buffer, (type, version) => type === FOPT && version === 3)) {
    let complex = instance * 6;
    for (let at = 0; at + 6 <= Math.min(body.length, instance * 6); at += 6) {
      const id = body.readUInt16LE(at);
      if ((id & 0x8000) === 0) continue;
      const length = body.readUInt32LE(at + 2);
      const kind = WORDS[id & 0x3fff];
      if (kind !== undefined) {
        const text = body
          .subarray(complex, complex + length)
          .toString('utf16le')
          .replace(/\0.*$/s, '')
          .trim();
        if (text !== '') yield { text, kind };
      }
      complex += length;
    }
  }
}
