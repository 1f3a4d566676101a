import type { Headers } from './broker.ts';

/**
 * Headers as one run of bytes for the embedded log: for each a 16-bit length and the name (UTF-8), a 32-bit length and
 * the value. Keeps order and repeated names, as Kafka does.
 */
export function encodeHeaders(headers: Headers): Uint8Array {
  const names = headers.map(([name]) => Buffer.from(name, 'utf8'));
  const size = headers.reduce(
    (sum, [, value], index) => sum + 6 + (names[index]?.length ?? 0) + value.length,
    0,
  );
  const bytes = Buffer.alloc(size);
  let at = 0;
  headers.forEach(([, value], index) => {
    const name = names[index] ?? Buffer.alloc(0);
    at = bytes.writeUInt16BE(name.length, at);
    at += name.copy(bytes, at);
    at = bytes.writeUInt32BE(value.length, at);
    bytes.set(value, at);
    at += value.length;
  });
  return bytes;
}

/** Throws RangeError when the bytes are cut short: the log is ours, so that is a damaged database. */
export function decodeHeaders(bytes: Uint8Array): Headers {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers: Array<readonly [string, Uint8Array]> = [];
  let at = 0;
  const take = (length: number) => {
    if (at + length > buffer.length) {
      throw new RangeError(`Expected ${length} more header bytes, got ${buffer.length - at}`);
    }
    at += length;
    return buffer.subarray(at - length, at);
  };
  while (at < buffer.length) {
    const name = take(take(2).readUInt16BE()).toString('utf8');
    headers.push([name, new Uint8Array(take(take(4).readUInt32BE()))]);
  }
  return headers;
}
