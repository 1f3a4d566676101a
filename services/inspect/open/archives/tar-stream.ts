import { ContentError } from '../../../../shared/errors.ts';
import type { ArchiveEntry } from '../container.ts';
import { OverLimit } from '../unpacked.ts';
import type { ByteSource } from './byte-source.ts';

/**
 * Entries of a tar while it is being unpacked: never more of it in memory than one entry. POSIX and GNU headers; of a sparse
 * file what is not a hole. Throws ContentError ARCHIVE_DAMAGED where it breaks off, after what came before. Limits are those of
 * the stream: its bytes are counted as they come out of their packing, not once more here. `onComment` is told of remarks on entries.
 *
 * (Not tar-stream from npm: when its source breaks off it throws away what it had been given.)
 */
export async function* tarEntries(
  source: ByteSource,
  onComment: (text: string) => void = () => {},
): AsyncIterable<ArchiveEntry> {
  let longName: string | null = null;
  let longSize: number | null = null;
  for (;;) {
    const block = await source.take(BLOCK_BYTES);
    if (block.length === 0) break;
    // Two empty blocks are the end, but archives may follow one another.
    if (block.every((byte) => byte === 0)) continue;
    if (!isTarHeader(block)) throw damaged();
    const type = String.fromCharCode(block[156] ?? 0);
    const size = longSize ?? numberAt(block, 124, 12);
    if (EXTENSIONS.has(type)) {
      if (size > MOST_EXTENSION_BYTES) throw damaged();
      const body = await source.take(size);
      await skip(source, padding(size));
      if (type === 'L') longName = textOf(body);
      if (type === 'x' || type === 'g') for (const comment of commentsIn(paxFields(body))) onComment(comment);
      if (type === 'x') {
        const fields = paxFields(body);
        longName = fields.get('GNU.sparse.name') ?? fields.get('path') ?? longName;
        longSize = fields.has('size') ? sizeOf(fields.get('size') ?? '') : longSize;
      }
      continue;
    }
    const name = longName ?? nameOf(block);
    longName = longSize = null;
    if (type === 'S') await skipMap(source, block);
    const held = await bytesBehind(source, type, size);
    let left = held;
    if (held > 0 && type !== DIRECTORY) {
      yield {
        name,
        encrypted: false,
        async read() {
          const pieces: Uint8Array[] = [];
          for await (const piece of source.pieces(held)) {
            pieces.push(piece);
            left -= piece.length;
          }
          const failure = source.failure();
          if (failure instanceof OverLimit) return { over: failure.over };
          return { bytes: Buffer.concat(pieces) };
        },
      };
    }
    await skip(source, left + padding(held));
  }
  if (source.failure() !== null) throw source.failure();
}

/** Whether 512 bytes are the header of an entry: the sum of their bytes says so. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < BLOCK_BYTES) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK_BYTES; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum === Number.parseInt(block.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
}

const BLOCK_BYTES = 512;
const DIRECTORY = '5';
const LINKS = new Set(['1', '2']);
/** Long names and other fields of the entry that follows: pax for one and for all, GNU names and link targets. */
const EXTENSIONS = new Set(['x', 'g', 'L', 'K']);
const MOST_EXTENSION_BYTES = 1024 * 1024;

const damaged = () =>
  new ContentError('ARCHIVE_DAMAGED', 'Expected a whole archive, got one that cannot be read to its end');
const padding = (size: number) => (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;

/** Some writers give a link the size of its target and no content, some its content. */
async function bytesBehind(source: ByteSource, type: string, size: number): Promise<number> {
  if (!LINKS.has(type) || size === 0) return size;
  const next = await source.peek(BLOCK_BYTES);
  return isTarHeader(next) || next.every((byte) => byte === 0) ? 0 : size;
}

/** The last entry need not be padded to its block. */
async function skip(source: ByteSource, bytes: number): Promise<void> {
  let left = bytes;
  for await (const piece of source.pieces(bytes)) left -= piece.length;
  if (source.failure() !== null) throw source.failure();
  if (left >= BLOCK_BYTES) throw damaged();
}

/** GNU: the map of a sparse file goes on in blocks of its own while one says that another follows. */
async function skipMap(source: ByteSource, header: Buffer): Promise<void> {
  for (let more = header[482]; more === 1; ) more = (await source.take(BLOCK_BYTES))[504];
}

function nameOf(block: Buffer): string {
  const name = textOf(block.subarray(0, 100));
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? textOf(block.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** Octal digits; GNU: a number of 95 bits behind a bit of its own. Less than none, or more than can be, is a lie. */
function numberAt(block: Buffer, start: number, length: number): number {
  const [first = 0] = block.subarray(start);
  if (first < 0x80) return sizeOf(`0o${textOf(block.subarray(start, start + length)).trim() || '0'}`);
  const value = block
    .subarray(start + 1, start + length)
    .reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  return sizeOf(String(value));
}

function sizeOf(digits: string): number {
  const size = Number(digits);
  if (!Number.isSafeInteger(size) || size < 0) throw damaged();
  return size;
}

/** Remarks on entries, and what file systems keep beside them. libarchive writes the latter in base64. */
function* commentsIn(fields: ReadonlyMap<string, string>): Iterable<string> {
  for (const [key, value] of fields)
    if (key.startsWith('LIBARCHIVE.xattr.')) yield Buffer.from(value, 'base64').toString('utf8');
    else if (key === 'comment' || /xattr/i.test(key)) yield value;
}

/** POSIX: records of "length key=value\n", the length in bytes and that of the whole record. */
function paxFields(body: Buffer): Map<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = Number(body.toString('latin1', at, Math.max(at, space)));
    if (!Number.isSafeInteger(length) || length < 5) break;
    const record = body.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) fields.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return fields;
}
