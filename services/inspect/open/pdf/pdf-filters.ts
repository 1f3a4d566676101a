import { constants, inflateRawSync, inflateSync } from 'node:zlib';

/** What a stream holds, unpacked; null where its packing is none of those for data, or what it holds is none of that. */
export type Unpacked = Buffer | 'too large' | null;

const NAMES: Readonly<Record<string, (data: Buffer, mostBytes: number) => Buffer>> = {
  FlateDecode: inflated,
  Fl: inflated,
  LZWDecode: unLzw,
  LZW: unLzw,
  ASCIIHexDecode: unHex,
  AHx: unHex,
  ASCII85Decode: un85,
  A85: un85,
  RunLengthDecode: unRun,
  RL: unRun,
  Crypt: (data) => data,
};
const MOST_FILTERS = 200;

/** ISO 32000 7.4: what packs data; not what packs pictures. */
export function unpackedStream(dictionary: string, data: Buffer, mostBytes: number): Unpacked {
  const [, list, one] = /\/F(?:ilter)?\s{0,9}(?:\[([^\][]{0,4000})\]|\/([\w.]{1,40}))/.exec(dictionary) ?? [];
  const names = (list ?? `/${one ?? ''}`).match(/[\w.]+/g) ?? [];
  if (names.length === 0) return /\/Filter\b/.test(dictionary) ? null : data;
  if (names.length > MOST_FILTERS) return null;
  let out = data;
  for (const name of names) {
    const unpack = NAMES[name];
    if (unpack === undefined) return null;
    try {
      out = unpack(out, mostBytes);
    } catch (error) {
      if (error instanceof TooLarge) return 'too large';
      return isTooLarge(error) ? 'too large' : null;
    }
  }
  return /\/Predictor\s{0,9}(?:[2-9]|1\d)/.test(dictionary) ? unpredicted(dictionary, out) : out;
}

class TooLarge extends Error {}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

const ZLIB_HEADER_BYTES = 2;

/** As far as it goes; a sum at the end that is wrong spoils nothing. */
function inflated(data: Buffer, mostBytes: number): Buffer {
  const limits = { maxOutputLength: Math.max(1, mostBytes), finishFlush: constants.Z_SYNC_FLUSH };
  try {
    return inflateSync(data, limits);
  } catch (error) {
    if (isTooLarge(error)) throw error;
    return inflateRawSync(data.subarray(ZLIB_HEADER_BYTES), limits);
  }
}

function unHex(data: Buffer): Buffer {
  const digits = data.toString('latin1').split('>', 1).join('').replace(/\s/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function un85(data: Buffer): Buffer {
  const letters = (
    data
      .toString('latin1')
      .replace(/^\s{0,9}<~/, '')
      .split('~', 1)[0] ?? ''
  ).replace(/\s/g, '');
  const out: number[] = [];
  let group: number[] = [];
  for (const letter of letters) {
    if (letter === 'z' && group.length === 0) {
      out.push(0, 0, 0, 0);
      continue;
    }
    group.push(letter.charCodeAt(0) - 33);
    if (group.length < 5) continue;
    out.push(...bytesOf85(group));
    group = [];
  }
  if (group.length > 1)
    out.push(...bytesOf85([...group, 84, 84, 84, 84].slice(0, 5)).slice(0, group.length - 1));
  return Buffer.from(out);
}

function bytesOf85(group: readonly number[]): number[] {
  const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) & 0xff);
}

/** A length below 128 copies one more than it says, one above 128 repeats. */
function unRun(data: Buffer, mostBytes: number): Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  for (let at = 0; at < data.length && data[at] !== 128; ) {
    const length = data[at] ?? 128;
    const piece =
      length < 128 ? data.subarray(at + 1, at + length + 2) : Buffer.alloc(257 - length, data[at + 1] ?? 0);
    at += length < 128 ? length + 2 : 2;
    size += piece.length;
    if (size > mostBytes) throw new TooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/** ISO 32000 7.4.4: codes of 9 to 12 bits that grow one code early. */
function unLzw(data: Buffer, mostBytes: number): Buffer {
  const pieces: Buffer[] = [];
  let table: Buffer[] = [];
  let last: Buffer | null = null;
  let size = 0;
  let bits = 0;
  let held = 0;
  const width = () => Math.min(12, 9 + [511, 1023, 2047].filter((code) => table.length + 258 >= code).length);
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xff_ffff;
    bits += 8;
    if (bits < width()) continue;
    bits -= width();
    const code = (held >>> bits) & (2 ** width() - 1);
    if (code === END) break;
    if (code === CLEAR) {
      table = [];
      last = null;
      continue;
    }
    if (code > table.length + 258) throw new RangeError('Expected a code of the table');
    const known: Buffer | undefined = code < CLEAR ? Buffer.from([code]) : table[code - 258];
    const piece: Buffer =
      known ?? Buffer.concat([last ?? Buffer.alloc(0), (last ?? Buffer.alloc(0)).subarray(0, 1)]);
    if (last !== null && table.length + 258 < MOST_CODES)
      table.push(Buffer.concat([last, piece.subarray(0, 1)]));
    last = piece;
    size += piece.length;
    if (size > mostBytes) throw new TooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Rows of differences (PNG's, ISO 32000 7.4.4.4), as streams of objects may be written; TIFF's are for pictures. */
function unpredicted(dictionary: string, data: Buffer): Buffer | null {
  const number = (key: string, otherwise: number) =>
    Number(new RegExp(`/${key}\\s{1,9}(\\d{1,6})`).exec(dictionary)?.[1] ?? otherwise);
  if (number('Predictor', 1) < 10) return null;
  const bits = number('Colors', 1) * number('BitsPerComponent', 8);
  const left = Math.max(1, bits >> 3);
  const width = Math.ceil((bits * number('Columns', 1)) / 8);
  const rows = Math.ceil(data.length / (width + 1));
  const out = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const kind = data[row * (width + 1)] ?? 0;
    for (let at = 0; at < width; at += 1) {
      const own = row * width + at;
      const a = at < left ? 0 : (out[own - left] ?? 0);
      const b = row === 0 ? 0 : (out[own - width] ?? 0);
      const c = at < left || row === 0 ? 0 : (out[own - width - left] ?? 0);
      out[own] = (data[row * (width + 1) + 1 + at] ?? 0) + predictedBy(kind, a, b, c);
    }
  }
  return out;
}

function predictedBy(kind: number, a: number, b: number, c: number): number {
  if (kind === 1) return a;
  if (kind === 2) return b;
  if (kind === 3) return (a + b) >> 1;
  if (kind !== 4) return 0;
  const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)] as const;
  return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
}
