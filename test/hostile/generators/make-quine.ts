import { crc32 } from 'node:zlib';

/**
 * A ZIP archive whose one entry, unpacked, is the archive itself: whoever opens archives inside archives opens it for ever. After Russ
 * Cox, "Zip Files All The Way Down" (2010): deflate read as a language of two orders, "print what follows" (a stored block) and
 * "print again what was printed last" (a match), in which a program can print its own text. Every order begins on a byte, and a
 * repeat takes five of them, as the head of a stored block does.
 */
export function quineZip(): Buffer {
  const draft = archive(Buffer.alloc(4));
  // A checksum is affine over its bits: which one the archive has with itself inside is a system of 32 equations.
  const base = crc32(draft);
  const columns = Array.from({ length: 32 }, (_, bit) => {
    const one = Buffer.alloc(4);
    one.writeUInt32LE((1 << bit) >>> 0);
    return (crc32(archive(one)) ^ base ^ (1 << bit)) >>> 0;
  });
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(solve(columns, base));
  return archive(sum);
}

/** Chosen so that a repeat of the prefix and one of the suffix fit five bytes each. */
const NAME = 'a'.repeat(30 - 4).concat('.zip');
const PREFIX_BYTES = 30 + NAME.length;
const SUFFIX_BYTES = 253;
const LAST_BLOCK = Buffer.from([1, 0, 0, 0xff, 0xff]);

function archive(sum: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  const suffix = Buffer.alloc(SUFFIX_BYTES);
  const program = programFor(prefix, suffix);
  const total = PREFIX_BYTES + program.length + SUFFIX_BYTES;
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(8, 4);
  sum.copy(shared, 10);
  shared.writeUInt32LE(program.length + LAST_BLOCK.length, 14);
  shared.writeUInt32LE(total, 18);
  shared.writeUInt16LE(NAME.length, 22);
  Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(NAME)]).copy(prefix);
  const place = Buffer.alloc(14);
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 0]),
    shared,
    place,
    Buffer.from(NAME),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(total - SUFFIX_BYTES + LAST_BLOCK.length, 16);
  end.writeUInt16LE(SUFFIX_BYTES - LAST_BLOCK.length - entry.length - end.length, 20);
  Buffer.concat([LAST_BLOCK, entry, end]).copy(suffix);
  return Buffer.concat([prefix, programFor(prefix, suffix), suffix]);
}

/** Prints prefix, program and suffix. */
function programFor(prefix: Buffer, suffix: Buffer): Buffer {
  const print = (bytes: number) => {
    const head = Buffer.alloc(5);
    head.writeUInt16LE(bytes, 1);
    head.writeUInt16LE(bytes ^ 0xffff, 3);
    return head;
  };
  const [p, l0, l1, l4] = [print(prefix.length + 5), print(0), print(5), print(20)];
  const [rp, r4, rs, s] = [REPEAT_PREFIX, REPEAT_FOUR, REPEAT_SUFFIX, print(suffix.length + 5)];
  return Buffer.concat([
    ...[p, prefix, p, rp, l1, rp, l1, l1],
    ...[l4, rp, l1, l1, l4, r4, l4, r4, l4, r4, l4, r4],
    ...[l4, r4, l0, l0, s, r4, l0, l0, s, rs, suffix, rs],
  ]);
}

type Bits = readonly [value: number, count: number];
/** RFC 1951 3.2.6: codes begin with their highest bit, everything else with the lowest. */
const code = (value: number, count: number): Bits => {
  const turned = Array.from({ length: count }, (_, i) => (value >> i) & 1).reduce(
    (all, bit) => (all << 1) | bit,
    0,
  );
  return [turned, count];
};
const FIXED: Bits = [0b010, 3];
const END = code(0, 7);

/** 65 bytes from 65 back; an empty block fills the five bytes up. */
const REPEAT_PREFIX = bits([FIXED, code(276 - 256, 7), [6, 3], code(12, 5), [0, 5], END, FIXED, END]);
/** 10 bytes from 20 back, twice. */
const REPEAT_FOUR = bits([
  FIXED,
  ...[0, 1].flatMap(() => [code(264 - 256, 7), code(8, 5), [3, 3] as Bits]),
  END,
]);
/** 258 bytes from 258 back. */
const REPEAT_SUFFIX = bits([FIXED, code(0b11000101, 8), code(16, 5), [1, 7], END, FIXED, END]);

function bits(of: readonly Bits[]): Buffer {
  const all = of.flatMap(([value, count]) => Array.from({ length: count }, (_, i) => (value >> i) & 1));
  if (all.length !== 40) throw new RangeError(`Expected 40 bits, got ${all.length}`);
  return Buffer.from(
    Array.from({ length: 5 }, (_, byte) =>
      all.slice(byte * 8, byte * 8 + 8).reduce((sum, bit, place) => sum | (bit << place), 0),
    ),
  );
}

/** The x for which the columns whose bits stand in x make up `want`. */
function solve(columns: readonly number[], want: number): number {
  const rows = Array.from({ length: 32 }, (_, row) => ({
    left: columns.reduce((sum, column, i) => sum | (((column >>> row) & 1) << i), 0) >>> 0,
    right: (want >>> row) & 1,
  }));
  for (let column = 0; column < 32; column += 1) {
    const pivot = rows.findIndex(({ left }, row) => row >= column && ((left >>> column) & 1) === 1);
    const [row, other] = [rows[column], rows[pivot]];
    if (row === undefined || other === undefined)
      throw new RangeError('Expected one solution, got none or many');
    rows[column] = other;
    rows[pivot] = row;
    for (const [index, one] of rows.entries()) {
      if (index === column || ((one.left >>> column) & 1) === 0) continue;
      rows[index] = { left: (one.left ^ other.left) >>> 0, right: one.right ^ other.right };
    }
  }
  return rows.reduce((sum, { right }, bit) => sum | (right << bit), 0) >>> 0;
}
