import { makeRar, makeTar } from './make-archives.ts';
import { endRecord, makeZip } from './make-zip.ts';

/** Archives whose headers say what is not so. */

const EXAMPLE = [['a.txt', 'x'.repeat(5000)]] as const;

/** The directory says `claim` bytes packed, or that the entry begins there. */
export function zipClaiming(field: 'packed' | 'offset' | 'entries', claim: number): Buffer {
  const zip = makeZip(EXAMPLE);
  const entry = zip.indexOf('PK\x01\x02', 0, 'latin1');
  const end = zip.indexOf('PK\x05\x06', 0, 'latin1');
  if (field === 'packed') zip.writeUInt32LE(claim, entry + 20);
  else if (field === 'offset') zip.writeUInt32LE(claim, entry + 42);
  else zip.writeUInt16LE(claim, end + 10);
  return zip;
}

/** ZIP64 sizes of 2^62 in the extra field of the directory. */
export function zip64Claiming(bytes: bigint): Buffer {
  const zip = makeZip(EXAMPLE);
  const at = zip.indexOf('PK\x01\x02', 0, 'latin1');
  const end = zip.indexOf('PK\x05\x06', 0, 'latin1');
  const entry = Buffer.from(zip.subarray(at, end));
  entry.writeUInt32LE(0xffffffff, 20);
  entry.writeUInt32LE(0xffffffff, 24);
  entry.writeUInt16LE(20, 30);
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(bytes, 4);
  extra.writeBigUInt64LE(bytes, 12);
  const long = Buffer.concat([entry, extra]);
  return Buffer.concat([zip.subarray(0, at), long, endRecord([long], at)]);
}

/** The header in front of the entry calls it another name, method and size than the directory does. */
export function twoFacedZip(): Buffer {
  const zip = makeZip([['a.txt', 'SECRET//NOFORN\n\nplan\n', { stored: true }]]);
  zip.write('b.png', 30);
  zip.writeUInt16LE(8, 8);
  zip.writeUInt32LE(3, 18);
  return zip;
}

/** A tar whose one entry claims this many bytes. */
export function tarClaiming(bytes: bigint): Buffer {
  const tar = makeTar('a.txt', 'hello');
  // GNU: a set first bit makes the rest of the field a number.
  tar.fill(0, 124, 136);
  tar[124] = 0x80;
  tar.writeBigUInt64BE(bytes, 128);
  return withSum(tar);
}

/** GNU's old sparse form: seven gigabytes of hole in front of nothing; the field has eleven octal digits. */
export function sparseTar(holeBytes = 7 * 2 ** 30): Buffer {
  const tar = makeTar('a.txt', '');
  tar.write('S', 156);
  tar.write('ustar  \0', 257, 'latin1');
  const octal = (value: number) => `${value.toString(8).padStart(11, '0')}\0`;
  tar.write(octal(holeBytes), 386);
  tar.write(octal(0), 398);
  tar.write(octal(holeBytes), 483);
  return withSum(tar);
}

function withSum(tar: Buffer): Buffer {
  tar.fill(' ', 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return tar;
}

/** A RAR entry that claims four gigabytes, packed and unpacked. */
export function rarClaiming(bytes: number): Buffer {
  const rar = makeRar('a.txt', 'hello');
  const file = 7 + 13 + 7;
  rar.writeUInt32LE(bytes, file);
  rar.writeUInt32LE(bytes, file + 4);
  return rar;
}
