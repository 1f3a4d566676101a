import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { ArchiveEntry } from './container.ts';
import { collect } from './unpacked.ts';

export interface ZipEntry extends ArchiveEntry {
  /** Packed by a method Node's zlib does not know (LZMA, BZip2, Deflate64, Zstandard …). */
  readonly exotic: boolean;
}

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;

/** Entries of a ZIP's central directory, directories left out. Throws what yauzl throws for a damaged directory. */
export async function* zipEntries(bytes: Uint8Array): AsyncIterable<ZipEntry> {
  // Names stay bytes: yauzl would refuse an archive for a name with ".." in it, and names are no paths to us.
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options);
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    if (!name.endsWith('/')) yield entryOf(zip, entry, name);
  }
}

function entryOf(zip: ZipFile, entry: Entry, name: string): ZipEntry {
  return {
    name,
    encrypted: (entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0,
    exotic: entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED,
    read: async (budget) => collect(await zip.openReadStreamPromise(entry), entry.compressedSize, budget),
  };
}

/** Without the flag it is some code page, in which the names this program asks for are all ASCII. */
function nameOf(entry: Entry): string {
  const encoding = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 ? 'utf8' : 'latin1';
  return entry.fileNameRaw.toString(encoding).replaceAll('\\', '/');
}
