import { crc32 } from 'node:zlib';

/** A file of a RAR 5 archive: these bytes as they are, or so many zeros, packed. */
export type RarFile =
  | { readonly name: string; readonly content: Buffer }
  | { readonly name: string; readonly matches: number };

/** How far one match of the packing below reaches: the longest there is. */
const MATCH = 4097;

/** How many matches make so many zeros, or a few more. (libarchive calls a file damaged whose last match crosses the edge of its window.) */
export function matchesIn(bytes: number): number {
  return Math.ceil(bytes / MATCH);
}

function zerosIn(matches: number): number {
  return 1 + matches * MATCH;
}

export function packedRar(files: readonly RarFile[]): Buffer {
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'),
    block([1, 0, 0]),
    ...files.flatMap(fileBlocks),
    block([5, 0, 0]),
  ]);
}

/** Zeros of one number are the same bytes in every archive. */
const packedZeros = new Map<number, { readonly data: Buffer; readonly sum: number }>();

function fileBlocks(file: RarFile): Buffer[] {
  const stored = 'content' in file;
  const bytes = stored ? file.content.length : zerosIn(file.matches);
  const { data, sum } = stored ? { data: file.content, sum: crc32(file.content) } : zerosOf(file.matches);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(sum);
  const NORMAL = 3 << 7;
  const name = Buffer.from(file.name);
  const head = [
    2,
    2,
    ...vint(data.length),
    4,
    ...vint(bytes),
    0,
    ...crc,
    ...vint(stored ? 0 : NORMAL),
    1,
    name.length,
    ...name,
  ];
  return [block(head), data];
}

function zerosOf(matches: number): { readonly data: Buffer; readonly sum: number } {
  const known = packedZeros.get(matches);
  if (known !== undefined) return known;
  const made = { data: packed(matches), sum: crc32(Buffer.alloc(zerosIn(matches))) };
  packedZeros.set(matches, made);
  return made;
}

/**
 * One block of RAR 5's packing (LZ and Huffman): its tables know three letters, a zero, the longest match and "the same again"; of distances
 * only the next byte. A bit is 4,097 zeros then.
 */
function packed(matches: number): Buffer {
  // How long the codes of code lengths are: of 1 and 2 two bits, of "many zeros" one.
  const codeLengths = [...'02200000000000000001']
    .map((digit) => Number(digit).toString(2).padStart(4, '0'))
    .join('');
  const [run, one, two] = ['0', '10', '11'];
  const zeros = (count: number) => run + (count - 11).toString(2).padStart(7, '0');
  const tables = two + zeros(138) + zeros(118) + one + zeros(47) + two + one + zeros(123);
  const [again, zero, longest, nextByte] = ['0', '10', '11', '0'];
  const bits = codeLengths + tables + zero + longest + '1'.repeat(9) + nextByte + again.repeat(matches - 1);
  const data = Buffer.alloc(Math.ceil(bits.length / 8));
  for (let at = 0; at < data.length; at += 1)
    data[at] = Number.parseInt(bits.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2);
  const LAST_WITH_TABLES = 0xc0;
  const flags = LAST_WITH_TABLES | (1 << 3) | ((bits.length - 1) % 8);
  const size = [data.length & 0xff, data.length >> 8];
  const check = size.reduce((sum, byte) => sum ^ byte, 0x5a ^ flags);
  return Buffer.concat([Buffer.from([flags, check, ...size]), data]);
}

/** A number in pieces of seven bits, the lowest first. */
function vint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...vint(Math.floor(value / 0x80))];
}

function block(body: readonly number[]): Buffer {
  const sized = Buffer.from([...vint(body.length), ...body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(sized));
  return Buffer.concat([sum, sized]);
}
