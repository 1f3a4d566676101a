import { crc32 } from 'node:zlib';

/** One file in archives that no library here writes, packed by the method "as it is". */

export const makeTar = (name: string, content: string): Buffer => tarOf([{ name, content }]);

export interface TarFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** "0", a file, when absent. */
  readonly type?: string;
  /** What the header claims, when it is to be a lie. */
  readonly claimedBytes?: number;
  /** Fields for the file that follows; they stand in for the content. */
  readonly pax?: Readonly<Record<string, string>>;
}

export function tarOf(files: readonly TarFile[]): Buffer {
  return Buffer.concat([...files.map(tarFile), Buffer.alloc(1024)]);
}

function tarFile({ name, content, type = '0', claimedBytes, pax }: TarFile): Buffer {
  const data = pax === undefined ? Buffer.from(content) : Buffer.from(paxRecords(pax));
  const size = claimedBytes ?? data.length;
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  if (size < 0) header.fill(0xff, 124, 136);
  else header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

/** Each says its own length, the digits of it included. */
function paxRecords(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      const digits = String(rest.length + 2).length;
      return `${rest.length + digits}${rest}`;
    })
    .join('');
}

/** RAR 4: marker, archive header, file header, content, end. `flags` 4 says the file is encrypted, the archive's 0x80 that all is. */
export function makeRar(name: string, content: string, flags = 0, archiveFlags = 0): Buffer {
  const data = Buffer.from(content);
  const file = Buffer.alloc(25 + name.length);
  file.writeUInt32LE(data.length, 0);
  file.writeUInt32LE(data.length, 4);
  file.writeUInt8(3, 8);
  file.writeUInt32LE(crc32(data), 9);
  file.writeUInt8(20, 17);
  file.writeUInt8(0x30, 18);
  file.writeUInt16LE(name.length, 19);
  file.writeUInt32LE(0o100644, 21);
  file.write(name, 25);
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
    rarBlock(0x73, archiveFlags, Buffer.alloc(6)),
    rarBlock(0x74, 0x8000 | flags, file),
    data,
    rarBlock(0x7b, 0x4000, Buffer.alloc(0)),
  ]);
}

function rarBlock(type: number, flags: number, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(type, 0);
  head.writeUInt16LE(flags, 1);
  head.writeUInt16LE(7 + body.length, 3);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc32(Buffer.concat([head, body])) & 0xffff);
  return Buffer.concat([sum, head, body]);
}

/** 7z with the codec "copy"; every number below 128, so that each is one byte. */
export function makeSevenZip(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const names = Buffer.from(`${name}\0`, 'utf16le');
  const header = Buffer.concat([
    Buffer.from([0x01, 0x04, 0x06, 0, 1, 0x09, data.length, 0x00]),
    Buffer.from([0x07, 0x0b, 1, 0, 1, 0x01, 0x00, 0x0c, data.length, 0x00]),
    Buffer.concat([Buffer.from([0x08, 0x0a, 1]), checksum(data), Buffer.from([0x00, 0x00])]),
    Buffer.from([0x05, 1, 0x11, names.length + 1, 0]),
    names,
    Buffer.from([0x00, 0x00]),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(data.length), 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const sum = checksum(start);
  const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  return Buffer.concat([signature, sum, start, data, header]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(bytes));
  return sum;
}

/** RAR 5 of one file that is stored; `encrypted` says its content is, or, in a block of its own, everything behind it. */
export function makeRar5(name: string, content: string, encrypted?: 'content' | 'headers'): Buffer {
  const data = Buffer.from(content);
  const salt = Buffer.alloc(16, 7);
  const record = Buffer.concat([Buffer.from([0x01, 0, 0, 15]), salt, salt]);
  const extra =
    encrypted === 'content' ? Buffer.concat([Buffer.from([record.length]), record]) : Buffer.alloc(0);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(data));
  const file = Buffer.concat([
    Buffer.from(extra.length > 0 ? [2, 3, extra.length, data.length] : [2, 2, data.length]),
    Buffer.from([4, data.length, 0]),
    sum,
    Buffer.from([0, 1, name.length]),
    Buffer.from(name),
    extra,
  ]);
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'),
    ...(encrypted === 'headers' ? [rar5Block(Buffer.concat([Buffer.from([4, 0, 0, 0, 15]), salt]))] : []),
    rar5Block(Buffer.from([1, 0, 0])),
    rar5Block(file),
    data,
    rar5Block(Buffer.from([5, 0, 0])),
  ]);
}

function rar5Block(body: Buffer): Buffer {
  const sized = Buffer.concat([Buffer.from([body.length]), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(sized));
  return Buffer.concat([sum, sized]);
}
