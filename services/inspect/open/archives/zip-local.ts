import { createInflateRaw } from 'node:zlib';
import { ContentError } from '../../../../shared/errors.ts';
import { collect } from '../unpacked.ts';
import type { ZipEntry } from './zip-entries.ts';

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const HEADER_BYTES = 30;
const FLAG = { encrypted: 1, sizesFollow: 8, utf8: 0x800 };
const STORED = 0;
const DEFLATED = 8;
/** A chunk at a time, so that a bomb is stopped after one piece has gone off. */
const PIECE_BYTES = 16 * 1024;

/**
 * Entries of a ZIP whose directory is missing or damaged, by the header in front of each: a file cut off on its way is
 * read as far as it goes. Throws ContentError ZIP_DAMAGED after the last one.
 */
export async function* localEntries(bytes: Uint8Array): AsyncIterable<ZipEntry> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = 0;
  for (let at = buffer.indexOf(LOCAL); at >= 0 && at + HEADER_BYTES <= buffer.length; ) {
    const flags = buffer.readUInt16LE(at + 6);
    const method = buffer.readUInt16LE(at + 8);
    const nameEnd = at + HEADER_BYTES + buffer.readUInt16LE(at + 26);
    const start = nameEnd + buffer.readUInt16LE(at + 28);
    const size = (flags & FLAG.sizesFollow) === 0 ? buffer.readUInt32LE(at + 18) : null;
    const next = buffer.indexOf(LOCAL, size === null ? start : Math.min(buffer.length, start + size));
    const end = size === null ? (next < 0 ? buffer.length : next) : Math.min(buffer.length, start + size);
    const name = buffer
      .subarray(at + HEADER_BYTES, nameEnd)
      .toString((flags & FLAG.utf8) === 0 ? 'latin1' : 'utf8');
    if (start > buffer.length) break;
    if (!name.endsWith('/')) {
      found += 1;
      yield entryOf(name.replaceAll('\\', '/'), { flags, method, packed: buffer.subarray(start, end) });
    }
    at = next;
  }
  throw new ContentError(
    'ZIP_DAMAGED',
    `Expected a directory at the end of the archive, got ${found} entries without one`,
  );
}

function entryOf(name: string, of: { flags: number; method: number; packed: Buffer }): ZipEntry {
  const { flags, method, packed } = of;
  return {
    name,
    encrypted: (flags & FLAG.encrypted) !== 0,
    exotic: method !== STORED && method !== DEFLATED,
    async read(budget) {
      if (method === STORED) return collect([packed], packed.length, budget);
      if (method !== DEFLATED) throw new ContentError('CONTENT_UNSUPPORTED', 'Expected a method zlib knows');
      return collect(inflated(packed), packed.length, budget);
    },
  };
}

/** What can be unpacked before the end, or before the damage. */
async function* inflated(packed: Buffer): AsyncIterable<Uint8Array> {
  const stream = createInflateRaw();
  stream.on('error', () => {});
  let some = false;
  for (let at = 0; at < packed.length; at += PIECE_BYTES) stream.write(packed.subarray(at, at + PIECE_BYTES));
  stream.end();
  try {
    for await (const chunk of stream) {
      some = true;
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    // That something is missing is said of the archive as a whole.
    if (!some) throw cause;
  }
}
