import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ContentError } from '../../../../shared/errors.ts';
import type { ArchiveEntry } from '../container.ts';
import { collect } from '../unpacked.ts';
import { localEntries } from './zip-local.ts';

export interface ZipEntry extends ArchiveEntry {
  /** Packed by a method Node's zlib does not know (LZMA, BZip2, Deflate64, Zstandard …). */
  readonly exotic: boolean;
  /** Bytes of some code page; none where the directory is lost. */
  readonly comment?: Uint8Array;
}

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;

/**
 * Entries of a ZIP, directories left out: by its central directory, or, where that cannot be read, by the headers in front
 * of each, which ends in ContentError ZIP_DAMAGED.
 */
export async function* zipEntries(bytes: Uint8Array): AsyncIterable<ZipEntry> {
  // Names stay bytes: yauzl would refuse an archive for a name with ".." in it, and names are no paths to us.
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, options).catch(() => null);
  if (zip === null) {
    if (isPartOfSeveral(buffer))
      throw new ContentError('CONTENT_MULTI_PART', 'Expected a whole archive, got one of its parts');
    yield* localEntries(bytes);
    return;
  }
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    if (!name.endsWith('/')) yield entryOf(zip, entry, name);
  }
}

/** APPNOTE 8.5: the first part begins with a mark of its own, the last one says how many disks there are. */
function isPartOfSeveral(buffer: Buffer): boolean {
  if (buffer.subarray(0, 4).equals(SPANNED)) return true;
  const end = buffer.lastIndexOf('PK\x05\x06', buffer.length, 'latin1');
  return (
    end >= 0 &&
    end + 8 <= buffer.length &&
    buffer.readUInt16LE(end + 4) !== 0 &&
    buffer.readUInt16LE(end + 4) !== 0xffff
  );
}
const SPANNED = Buffer.from('PK\x07\x08', 'latin1');

function entryOf(zip: ZipFile, entry: Entry, name: string): ZipEntry {
  return {
    name,
    encrypted: (entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0,
    comment: entry.fileCommentRaw,
    exotic: entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED,
    read: async (budget) => collect(await zip.openReadStreamPromise(entry), entry.compressedSize, budget),
  };
}

/** Without the flag it is some code page, in which the names this program asks for are all ASCII. */
function nameOf(entry: Entry): string {
  const encoding = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 ? 'utf8' : 'latin1';
  return entry.fileNameRaw.toString(encoding).replaceAll('\\', '/');
}
