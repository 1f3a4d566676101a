const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const HEADER_BYTES = 10;

/** What whoever packed a file with gzip said about it (RFC 1952 2.3); null where nothing is. */
export function gzipComment(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = buffer[3] ?? 0;
  if (buffer.length < HEADER_BYTES + 2 || (flags & COMMENT) === 0) return null;
  const behindExtra = HEADER_BYTES + ((flags & EXTRA) === 0 ? 0 : 2 + buffer.readUInt16LE(HEADER_BYTES));
  const from = (flags & NAME) === 0 ? behindExtra : buffer.indexOf(0, behindExtra) + 1;
  const end = buffer.indexOf(0, from);
  return end > from ? buffer.subarray(from, end) : null;
}
