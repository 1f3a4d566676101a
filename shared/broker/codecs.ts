import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { compressFrame, decompressFrame } from 'lz4-napi';
import * as snappy from 'snappy';

/**
 * A record batch may unpack to this much. The broker limits only its packed size, and 400 kB of gzip can hold 400 MB.
 * Our own batches stay far below; what exceeds this was not made by an honest producer.
 */
export const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;

export interface Codec {
  compress(bytes: Uint8Array): Promise<Buffer>;
  /** Throws RangeError above `MAX_UNPACKED_BYTES`. */
  decompress(bytes: Uint8Array): Promise<Buffer>;
}

function tooLarge(sizeBytes: number | null): RangeError {
  const got = sizeBytes === null ? 'more' : `${sizeBytes}`;
  return new RangeError(
    `Expected a record batch of at most ${MAX_UNPACKED_BYTES} bytes unpacked, got ${got}`,
  );
}

const zip = promisify(gzip);
const unzip = promisify(gunzip);

export const gzipCodec: Codec = {
  compress: (bytes) => zip(bytes),
  decompress: (bytes) => unzip(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }),
};

/** Java's snappy writes the frames of the xerial library: a magic, two versions, then length and raw block in turn. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

export const snappyCodec: Codec = {
  compress: (bytes) => snappy.compress(asBuffer(bytes)),
  decompress: async (bytes) => {
    const packed = asBuffer(bytes);
    const blocks = packed.subarray(0, XERIAL.length).equals(XERIAL) ? xerialBlocks(packed) : [packed];
    const size = blocks.reduce((sum, block) => sum + snappySize(block), 0);
    if (size > MAX_UNPACKED_BYTES) throw tooLarge(size);
    const unpacked = await Promise.all(blocks.map((block) => snappy.uncompress(block, { asBuffer: true })));
    return Buffer.concat(unpacked.map((part) => Buffer.from(part)));
  },
};

function xerialBlocks(packed: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  let at = XERIAL_HEADER_BYTES;
  while (at < packed.length) {
    const size = packed.readUInt32BE(at);
    blocks.push(packed.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return blocks;
}

/** A raw snappy block begins with its unpacked size as a varint. */
function snappySize(block: Buffer): number {
  let size = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = block[index] ?? 0;
    size += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) break;
  }
  return size;
}

export const lz4Codec: Codec = {
  compress: (bytes) => compressFrame(bytes),
  decompress: async (bytes) => {
    const atMost = lz4SizeAtMost(asBuffer(bytes));
    if (atMost > MAX_UNPACKED_BYTES) throw tooLarge(atMost);
    return decompressFrame(bytes);
  },
};

/** What a frame can unpack to at most: its blocks times the block size it declares (LZ4 frame format 1.6). */
function lz4SizeAtMost(frame: Buffer): number {
  const flags = frame.readUInt8(4);
  const blockMax = 2 ** (8 + 2 * ((frame.readUInt8(5) >> 4) & 7));
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  let at = 7 + (hasContentSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  let size = 0;
  while (at + 4 <= frame.length) {
    const packed = frame.readUInt32LE(at) & 0x7fffffff;
    if (packed === 0) break;
    size += blockMax;
    at += 4 + packed + (hasBlockChecksum ? 4 : 0);
  }
  return size;
}

/** Reading only: Node 20 has no zstd, and the pure JavaScript decoder has no encoder. */
export const zstdCodec: Codec = {
  compress: () => Promise.reject(new Error('Expected gzip, snappy or lz4 for sending, got zstd')),
  decompress: async (bytes) => {
    const parts: Uint8Array[] = [];
    let size = 0;
    const stream = new Decompress((part) => {
      size += part.length;
      if (size > MAX_UNPACKED_BYTES) throw tooLarge(null);
      parts.push(part);
    });
    stream.push(new Uint8Array(bytes), true);
    return Buffer.concat(parts);
  },
};

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
