/** What whoever packed an archive or a file said about it; null for what was packed itself, in RAR's own way. */
export type RarComment = Buffer | null;

const RAR_4 = Buffer.from('Rar!\x1a\x07\x00', 'latin1');
const RAR_5 = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1');
const STORED = 0x30;

export function rarComments(bytes: Uint8Array): Iterable<RarComment> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, RAR_5.length).equals(RAR_5)) return ofRar5(buffer);
  return buffer.subarray(0, RAR_4.length).equals(RAR_4) ? ofRar4(buffer) : [];
}

const SERVICE_5 = 3;
const LOCKED_5 = 4;
const FLAG = { extra: 1, data: 2, time: 2, checksum: 4 };

/** RAR 5: a checksum, the size of the header, its type and flags, the sizes of what belongs to it. A service says what it is by name. */
function* ofRar5(buffer: Buffer): Iterable<RarComment> {
  for (let block = RAR_5.length; block + 7 < buffer.length; ) {
    const number = numbersFrom(buffer, block + 4);
    const size = number.next();
    const end = number.at() + size;
    const type = number.next();
    const flags = number.next();
    if (size < 2 || type === LOCKED_5) return;
    if ((flags & FLAG.extra) !== 0) number.next();
    const dataBytes = (flags & FLAG.data) === 0 ? 0 : number.next();
    if (type === SERVICE_5) {
      const own = number.next();
      number.next();
      number.next();
      number.skip(((own & FLAG.time) === 0 ? 0 : 4) + ((own & FLAG.checksum) === 0 ? 0 : 4));
      const method = (number.next() >> 7) & 7;
      number.next();
      const length = number.next();
      const name = buffer.toString('latin1', number.at(), number.at() + length);
      if (name === 'CMT') yield method === 0 ? buffer.subarray(end, end + dataBytes) : null;
    }
    block = end + dataBytes;
  }
}

/** Seven bits a byte, the highest bit says that more follow. */
function numbersFrom(buffer: Buffer, start: number) {
  let at = start;
  return {
    at: () => at,
    skip(bytes: number) {
      at += bytes;
    },
    next(): number {
      let value = 0;
      for (let weight = 1; weight < 2 ** 49; weight *= 128) {
        const byte = buffer[at] ?? 0;
        at += 1;
        value += (byte & 0x7f) * weight;
        if ((byte & 0x80) === 0) break;
      }
      return value;
    },
  };
}

const OLD_COMMENT = 0x75;
const FILE = 0x74;
const MAIN = 0x73;
const SERVICE_4 = 0x7a;
const HAS_DATA = 0x8000;
const HAS_COMMENT = { main: 0x0002, file: 0x0008 };
const HEADERS_LOCKED = 0x0080;
const MAIN_BYTES = 13;

/** RAR 1.5 to 4: comments are a service of their own, or stand in the header of what they are about. */
function* ofRar4(buffer: Buffer): Iterable<RarComment> {
  for (let at = RAR_4.length; at + 7 <= buffer.length; ) {
    const type = buffer[at + 2];
    const flags = buffer.readUInt16LE(at + 3);
    const size = buffer.readUInt16LE(at + 5);
    if (size < 7) return;
    const hasData = (flags & HAS_DATA) !== 0 || type === FILE || type === SERVICE_4;
    const dataBytes = hasData && at + 11 <= buffer.length ? buffer.readUInt32LE(at + 7) : 0;
    const head = buffer.subarray(at, at + size);
    if (type === MAIN && (flags & HEADERS_LOCKED) !== 0) return;
    if (type === MAIN && (flags & HAS_COMMENT.main) !== 0) yield oldComment(head.subarray(MAIN_BYTES));
    if (type === OLD_COMMENT) yield oldComment(head);
    if (type === FILE && (flags & HAS_COMMENT.file) !== 0) yield null;
    if (type === SERVICE_4 && head.includes('CMT', 32))
      yield head[25] === STORED ? buffer.subarray(at + size, at + size + dataBytes) : null;
    at += size + dataBytes;
  }
}

function oldComment(head: Buffer): RarComment {
  return head[2] === OLD_COMMENT && head[10] === STORED ? head.subarray(13) : null;
}
