import { promisify } from 'node:util';
import { deflateRaw, gzip } from 'node:zlib';
import { compressFrame } from 'lz4-napi';
import * as snappy from 'snappy';
import { expect, it } from 'vitest';
import { gzipCodec, lz4Codec, MAX_UNPACKED_BYTES, snappyCodec, zstdCodec } from './codecs.ts';

const some = Buffer.from('fictional text '.repeat(5_000));
const bomb = Buffer.alloc(MAX_UNPACKED_BYTES + 1);

it.each([
  ['gzip', gzipCodec],
  ['snappy', snappyCodec],
  ['lz4', lz4Codec],
])('%s gives back what it packed', async (_name, codec) => {
  const packed = await codec.compress(some);
  expect(packed.length).toBeLessThan(some.length / 2);
  expect((await codec.decompress(packed)).equals(some)).toBe(true);
});

it('reads the frames in which Java writes snappy', async () => {
  const blocks = [some.subarray(0, 40_000), some.subarray(40_000)];
  const parts: Buffer[] = [
    Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
  ];
  for (const block of blocks) {
    const packed = await snappy.compress(block);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(packed.length);
    parts.push(size, packed);
  }
  expect((await snappyCodec.decompress(Buffer.concat(parts))).equals(some)).toBe(true);
});

it('reads zstd', async () => {
  // "spillway" five times, packed by the reference encoder (zstd -1).
  const packed = Buffer.from('KLUv/QRIdQAAQHNwaWxsd2F5AQDDCxdhCgGs', 'base64');
  expect((await zstdCodec.decompress(packed)).toString()).toBe('spillway'.repeat(5));
});

it.each([
  ['gzip', async () => gzipCodec.decompress(await promisify(gzip)(bomb))],
  ['snappy', async () => snappyCodec.decompress(await snappy.compress(bomb))],
  ['lz4', async () => lz4Codec.decompress(await compressFrame(bomb))],
  ['zstd', async () => zstdCodec.decompress(zstdBomb())],
])('refuses a %s batch that unpacks beyond the limit', async (_name, unpack) => {
  await expect(unpack()).rejects.toThrow(RangeError);
});

it('refuses what is no gzip', async () => {
  await expect(gzipCodec.decompress(await promisify(deflateRaw)(some))).rejects.toThrow();
});

/** A frame of blocks that each say "128 KiB of the same byte" in four bytes (RFC 8878, sections 3.1.1.1 and 3.1.1.2). */
function zstdBomb(): Buffer {
  const blockBytes = 128 * 1024;
  const magicAndWindow = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
  const count = MAX_UNPACKED_BYTES / blockBytes + 1;
  const blocks = Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1 ? 1 : 0;
    const block = Buffer.alloc(4);
    block.writeUIntLE(isLast | (1 << 1) | (blockBytes << 3), 0, 3);
    return block;
  });
  return Buffer.concat([magicAndWindow, ...blocks]);
}
