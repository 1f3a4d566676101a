import bitIterator from 'unbzip2-stream/lib/bit_iterator.js';
import bzip2 from 'unbzip2-stream/lib/bzip2.js';

/** Bytes of one piece that is handed out. */
const CHUNK_BYTES = 256 * 1024;

/**
 * What a .bz2 holds, block by block; streams may follow one another. The package's own stream keeps every byte of a block as an
 * element of an array, and a block of zeros unpacks to 46 million: here they are bytes from the start. Throws what the package
 * throws on damage.
 */
export function* unpackBzip2(bytes: Uint8Array): Iterable<Uint8Array> {
  let handed = false;
  const bits = bitIterator(() => {
    if (handed) throw new RangeError('Expected more of a bzip2 stream, got its end');
    handed = true;
    return bytes;
  });
  while (bits.bytesRead < bytes.length) {
    const blockBytes = 100_000 * bzip2.header(bits);
    const block = new Int32Array(blockBytes);
    for (let sum: number | null = 0; sum !== null; ) {
      const out = gather();
      sum = bzip2.decompress(bits, out.put, block, blockBytes, sum);
      yield* out.chunks();
    }
  }
}

function gather(): { put(byte: number): void; chunks(): Uint8Array[] } {
  const full: Uint8Array[] = [];
  let current = Buffer.allocUnsafe(CHUNK_BYTES);
  let length = 0;
  return {
    put(byte) {
      if (length === CHUNK_BYTES) {
        full.push(current);
        current = Buffer.allocUnsafe(CHUNK_BYTES);
        length = 0;
      }
      current[length++] = byte;
    },
    chunks: () => [...full, current.subarray(0, length)],
  };
}
