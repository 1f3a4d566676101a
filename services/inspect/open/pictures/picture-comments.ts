import { decodeText } from '../text/decode-text.ts';

/** Comments that stand in a picture's own stream, beside its metadata: of JPEG and of GIF. */
export function pictureComments(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks =
    buffer.readUInt16BE(0) === JPEG.start
      ? jpegComments(buffer)
      : buffer.toString('latin1', 0, 4) === 'GIF8'
        ? gifComments(buffer)
        : [];
  return [...blocks].flatMap((block) => decodeText(block)?.text ?? []);
}

const JPEG = { start: 0xffd8, comment: 0xfe, scan: 0xda, end: 0xd9 };

/** Segments up to the first scan; each says how long it is. */
function* jpegComments(buffer: Buffer): Iterable<Uint8Array> {
  for (let at = 2; at + 4 <= buffer.length && buffer[at] === 0xff; ) {
    const marker = buffer[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === JPEG.scan || marker === JPEG.end) return;
    const end = at + 2 + buffer.readUInt16BE(at + 2);
    if (marker === JPEG.comment) yield buffer.subarray(at + 4, end);
    at = end;
  }
}

const GIF = { extension: 0x21, image: 0x2c, comment: 0xfe, application: 0xff, plainText: 0x01 };
const GIF_HEAD_BYTES = 13;
const GIF_IMAGE_BYTES = 10;

/** Blocks of comments and of plain text; pictures are passed over, sub-block by sub-block. */
function* gifComments(buffer: Buffer): Iterable<Uint8Array> {
  let at = GIF_HEAD_BYTES + tableBytes(buffer[10] ?? 0);
  while (at < buffer.length) {
    const kind = buffer[at];
    if (kind === GIF.image) {
      // After the picture's own colours comes the size of its codes, then its data.
      const blocks = subBlocks(buffer, at + GIF_IMAGE_BYTES + tableBytes(buffer[at + 9] ?? 0) + 1);
      at = blocks.end;
    } else if (kind === GIF.extension) {
      const blocks = subBlocks(buffer, at + 2);
      const label = buffer[at + 1];
      if (label === GIF.comment) yield blocks.data();
      // The first block of plain text says where it is shown.
      if (label === GIF.plainText) yield blocks.data().subarray(12);
      at = blocks.end;
    } else {
      return;
    }
  }
}

function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function subBlocks(buffer: Buffer, start: number): { readonly end: number; data(): Buffer } {
  const parts: Buffer[] = [];
  let at = start;
  for (let size = buffer[at] ?? 0; size > 0; size = buffer[at] ?? 0) {
    parts.push(buffer.subarray(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { end: at + 1, data: () => Buffer.concat(parts) };
}
