import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pngChunk } from './make-bombs.ts';

/** Pictures whose headers claim more than anyone should decode, and some that keep the promise. */

const small = () => sharp({ create: { width: 24, height: 16, channels: 3, background: '#dddddd' } });

/** The frame header of a whole JPEG, rewritten. */
export async function jpegClaiming(width: number, height: number): Promise<Buffer> {
  const jpeg = await small().jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

export async function gifClaiming(width: number, height: number): Promise<Buffer> {
  const gif = await small().gif().toBuffer();
  gif.writeUInt16LE(width, 6);
  gif.writeUInt16LE(height, 8);
  return gif;
}

/** An extended WebP: the canvas is 24 bits a side. */
export async function webpClaiming(width: number, height: number): Promise<Buffer> {
  const plain = await small().webp({ lossless: true }).toBuffer();
  const canvas = Buffer.alloc(18);
  canvas.write('VP8X', 0, 'latin1');
  canvas.writeUInt32LE(10, 4);
  canvas.writeUIntLE(width - 1, 12, 3);
  canvas.writeUIntLE(height - 1, 15, 3);
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), canvas, plain.subarray(12)]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** A TIFF of one strip; `loops` makes its directory its own successor, `pages` a chain of that many. */
export function tiffOf(
  width: number,
  height: number,
  { pages = 1, loops = false, description = '' } = {},
): Buffer {
  const TAGS = 9;
  const DESCRIPTION = 270;
  const size = 2 + TAGS * 12 + 4;
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const strip = 8 + pages * size;
  const directories = Array.from({ length: pages }, (_, page) => {
    const directory = Buffer.alloc(size);
    directory.writeUInt16LE(TAGS, 0);
    const rows: ReadonlyArray<readonly [tag: number, value: number]> = [
      ...([
        [256, width],
        [257, height],
        [258, 8],
        [259, 1],
        [262, 1],
        [DESCRIPTION, strip + 100],
        [273, strip],
        [278, height],
        [279, 100],
      ] as const),
    ];
    for (const [i, [tag, value]] of rows.entries()) {
      directory.writeUInt16LE(tag, 2 + i * 12);
      const words = tag === DESCRIPTION;
      directory.writeUInt16LE(words ? 2 : 4, 4 + i * 12);
      directory.writeUInt32LE(words ? description.length + 1 : 1, 6 + i * 12);
      directory.writeUInt32LE(value, 10 + i * 12);
    }
    const next = page === pages - 1 ? (loops ? 8 : 0) : 8 + (page + 1) * size;
    directory.writeUInt32LE(next, size - 4);
    return directory;
  });
  return Buffer.concat([head, ...directories, Buffer.alloc(100, 255), Buffer.from(`${description}\0`)]);
}

export function bmpClaiming(width: number, height: number): Buffer {
  const bmp = Buffer.alloc(54 + 300);
  bmp.write('BM', 0, 'latin1');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(54, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(width, 18);
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  return bmp;
}

/** An icon that holds this picture, `count` times. */
export function iconOf(picture: Buffer, count = 1): Buffer {
  const head = Buffer.alloc(6 + 16 * count);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(count, 4);
  for (let i = 0; i < count; i += 1) {
    head.writeUInt16LE(32, 6 + i * 16 + 6);
    head.writeUInt32LE(picture.length, 6 + i * 16 + 8);
    head.writeUInt32LE(head.length, 6 + i * 16 + 12);
  }
  return Buffer.concat([head, picture]);
}

export const avif = (): Promise<Buffer> => small().avif().toBuffer();

/** AVIF and HEIC say a picture's sides in `ispe` boxes: all of them rewritten. */
export function withSides(heif: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(heif);
  for (let at = copy.indexOf('ispe', 0, 'latin1'); at >= 0; at = copy.indexOf('ispe', at + 1, 'latin1')) {
    copy.writeUInt32BE(width, at + 8);
    copy.writeUInt32BE(height, at + 12);
  }
  return copy;
}

/** A PNG of one bit a pixel that is as large as it says; a few kilobytes for a hundred million pixels. */
export function honestPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rowsOfWhite(width, height), { level: 1 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A whole GIF of `frames` frames, each of which covers the one before in the other colour. */
export function gifOfFrames(frames: number, side = 16): Buffer {
  const head = Buffer.alloc(13 + 6);
  head.write('GIF89a', 0, 'latin1');
  head.writeUInt16LE(side, 6);
  head.writeUInt16LE(side, 8);
  head[10] = 0x80;
  head.fill(0xff, 16);
  const pixels = [frameOf(0, side), frameOf(1, side)];
  const parts = Array.from({ length: frames }, (_, i) => pixels[i % 2] ?? Buffer.alloc(0));
  return Buffer.concat([head, ...parts, Buffer.from([0x3b])]);
}

/** One colour, in codes of three bits: the table is cleared before it grows. */
function frameOf(colour: number, side: number): Buffer {
  const codes = Array.from({ length: side * side }, (_, i) => (i % 2 === 0 ? [4, colour] : [colour])).flat();
  const bits = [...codes, 5].flatMap((code) => [code & 1, (code >> 1) & 1, (code >> 2) & 1]);
  const data = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [i, bit] of bits.entries()) data[i >> 3] = (data[i >> 3] ?? 0) | (bit << (i & 7));
  const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, i) => {
    const block = data.subarray(i * 255, i * 255 + 255);
    return Buffer.concat([Buffer.from([block.length]), block]);
  });
  const place = Buffer.from([0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, 2]);
  return Buffer.concat([place, ...blocks, Buffer.from([0])]);
}

/** One bit a pixel; each row begins with the filter that does nothing. */
function rowsOfWhite(width: number, height: number): Buffer {
  const row = 1 + Math.ceil(width / 8);
  const rows = Buffer.alloc(height * row, 0xff);
  for (let at = 0; at < rows.length; at += row) rows[at] = 0;
  return rows;
}

/** An animated PNG that claims this many frames. */
export function apngClaiming(frames: number): Buffer {
  const png = honestPng(40, 30);
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  return Buffer.concat([png.subarray(0, 33), pngChunk('acTL', control), png.subarray(33)]);
}

/** JPEG 2000 and JPEG XL by their signatures and a size. */
export function jpeg2000Claiming(width: number, height: number): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const size = Buffer.alloc(14);
  size.writeUInt32BE(height, 0);
  size.writeUInt32BE(width, 4);
  size.set([0, 1, 7, 7, 0, 0], 8);
  return Buffer.concat([
    box('jP  ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box('jp2h', box('ihdr', size)),
    box('jp2c', jpxStream(width, height)),
  ]);
}

/** A JPEG 2000 code stream: its size, and then nothing. Also what a PDF's JPX picture holds. */
export function jpxStream(width: number, height: number): Buffer {
  const size = Buffer.alloc(41);
  size.writeUInt16BE(0xff51, 0);
  size.writeUInt16BE(41 - 2 + 0, 2);
  size.writeUInt32BE(width, 6);
  size.writeUInt32BE(height, 10);
  size.writeUInt32BE(1, 22);
  size.writeUInt32BE(1, 26);
  size.writeUInt16BE(1, 38);
  return Buffer.concat([Buffer.from([0xff, 0x4f]), size, Buffer.from([7, 1, 1])]);
}
