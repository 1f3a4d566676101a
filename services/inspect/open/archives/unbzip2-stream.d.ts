/** The package's decoder without its stream. */
declare module 'unbzip2-stream/lib/bit_iterator.js' {
  export interface Bits {
    readonly bytesRead: number;
  }
  /** `next` hands over the packed bytes, stretch by stretch. */
  export default function bitIterator(next: () => Uint8Array): Bits;
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  import type { Bits } from 'unbzip2-stream/lib/bit_iterator.js';

  const bzip2: {
    /** Size of blocks, in units of 100,000 bytes. */
    header(bits: Bits): number;
    /** Unpacks one block; null when the stream ended instead, else its checksum so far. */
    decompress(
      bits: Bits,
      put: (byte: number) => void,
      block: Int32Array,
      blockBytes: number,
      sum: number,
    ): number | null;
  };
  export default bzip2;
}
