/** [MS-OVBA] 2.4.1: a signature byte, then chunks of at most 4,096 bytes unpacked, each literal or with copy tokens. */
const SIGNATURE = 1;
const CHUNK_BYTES = 4096;
const MOST_BYTES = 16 * 1024 * 1024;

/** null when the bytes are no such container. */
export function unpackVba(packed: Buffer): Buffer | null {
  if (packed[0] !== SIGNATURE) return null;
  const out: number[] = [];
  let at = 1;
  while (at + 2 <= packed.length && out.length < MOST_BYTES) {
    const header = packed.readUInt16LE(at);
    if (((header >> 12) & 7) !== 3) return out.length > 0 ? Buffer.from(out) : null;
    const end = Math.min(packed.length, at + (header & 0xfff) + 3);
    at += 2;
    if ((header & 0x8000) === 0) {
      for (const byte of packed.subarray(at, at + CHUNK_BYTES)) out.push(byte);
      at += CHUNK_BYTES;
    } else {
      unpackChunk(packed.subarray(at, end), out);
      at = end;
    }
  }
  return Buffer.from(out);
}

function unpackChunk(chunk: Buffer, out: number[]): void {
  const start = out.length;
  for (let at = 0; at < chunk.length; ) {
    const flags = chunk[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < chunk.length; bit += 1) {
      if (((flags >> bit) & 1) === 0) {
        out.push(chunk[at] ?? 0);
        at += 1;
        continue;
      }
      if (at + 2 > chunk.length) return;
      const token = chunk.readUInt16LE(at);
      at += 2;
      // The further into the chunk, the more bits say how far back, and the fewer how long.
      const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, out.length - start))));
      const length = (token & (0xffff >> bits)) + 3;
      const from = out.length - ((token >> (16 - bits)) + 1);
      if (from < start) return;
      for (let copied = 0; copied < length && out.length - start < CHUNK_BYTES; copied += 1)
        out.push(out[from + copied] ?? 0);
    }
  }
}
