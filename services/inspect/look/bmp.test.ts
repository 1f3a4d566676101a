import { describe, expect, it } from 'vitest';
import { decodeBmp } from './bmp.ts';

const MANY = 1_000_000;

/** A bitmap of the given rows (as they stand in the file), with a 40-byte header. */
function bitmap(options: {
  width: number;
  height: number;
  bits: number;
  compression?: number;
  masks?: readonly number[];
  palette?: ReadonlyArray<readonly [number, number, number]>;
  pixels: readonly number[];
}): Uint8Array {
  const { width, height, bits, compression = 0, masks = [], palette = [], pixels } = options;
  const head = Buffer.alloc(54 + masks.length * 4 + palette.length * 4);
  head.write('BM', 'latin1');
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  head.writeUInt32LE(palette.length, 46);
  masks.forEach((mask, i) => {
    head.writeUInt32LE(mask, 54 + i * 4);
  });
  palette.forEach(([red, green, blue], i) => {
    head.set([blue, green, red, 0], 54 + masks.length * 4 + i * 4);
  });
  return Buffer.concat([head, Buffer.from(pixels)]);
}

const rgb = ({ data }: { data: Uint8Array }) =>
  Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(i * 4, i * 4 + 3)]);
const RED = [255, 0, 0] as const;
const GREEN = [0, 255, 0] as const;

describe('decodeBmp', () => {
  it('reads 24 bits from the bottom row up', () => {
    const pixels = [0, 0, 255, 0, 0, 255, 0, 0];
    expect(rgb(decodeBmp(bitmap({ width: 1, height: 2, bits: 24, pixels }), MANY))).toEqual([GREEN, RED]);
  });

  it('reads from the top row down where the height is negative', () => {
    const pixels = [0, 0, 255, 0, 0, 255, 0, 0];
    expect(rgb(decodeBmp(bitmap({ width: 1, height: -2, bits: 24, pixels }), MANY))).toEqual([RED, GREEN]);
  });

  it('reads one bit and four bits through the palette', () => {
    const palette = [RED, GREEN];
    const one = decodeBmp(
      bitmap({ width: 3, height: 1, bits: 1, palette, pixels: [0b010_00000, 0, 0, 0] }),
      MANY,
    );
    expect(rgb(one)).toEqual([RED, GREEN, RED]);
    const four = decodeBmp(bitmap({ width: 2, height: 1, bits: 4, palette, pixels: [0x10, 0, 0, 0] }), MANY);
    expect(rgb(four)).toEqual([GREEN, RED]);
  });

  it('reads run lengths, runs of their own values and ends of rows', () => {
    const palette = [RED, GREEN];
    const pixels = [2, 1, 0, 0, 0, 3, 0, 1, 0, 0, 0, 1];
    const picture = decodeBmp(
      bitmap({ width: 3, height: 2, bits: 8, compression: 1, palette, pixels }),
      MANY,
    );
    expect(rgb(picture)).toEqual([RED, GREEN, RED, GREEN, GREEN, RED]);
  });

  it('spreads what lies under masks over the whole range', () => {
    const masks = [0xf800, 0x07e0, 0x001f];
    const pixels = [0x00, 0xf8, 0xe0, 0x07];
    const picture = decodeBmp(bitmap({ width: 2, height: 1, bits: 16, compression: 3, masks, pixels }), MANY);
    expect(rgb(picture)).toEqual([RED, GREEN]);
  });

  it('takes a fourth byte that is zero everywhere for no alpha', () => {
    const picture = decodeBmp(bitmap({ width: 1, height: 1, bits: 32, pixels: [0, 0, 255, 0] }), MANY);
    expect([...picture.data]).toEqual([255, 0, 0, 255]);
  });

  it.each([
    ['cut off in its rows', bitmap({ width: 9, height: 9, bits: 24, pixels: [1, 2, 3] }), 'IMAGE_DAMAGED'],
    [
      'cut off in its header',
      bitmap({ width: 1, height: 1, bits: 24, pixels: [] }).subarray(0, 30),
      'IMAGE_DAMAGED',
    ],
    [
      'cut off in its runs',
      bitmap({ width: 9, height: 9, bits: 8, compression: 1, pixels: [3] }),
      'IMAGE_DAMAGED',
    ],
    ['of no size', bitmap({ width: 0, height: 4, bits: 24, pixels: [] }), 'IMAGE_DAMAGED'],
    [
      'of an unknown kind',
      bitmap({ width: 1, height: 1, bits: 24, compression: 5, pixels: [] }),
      'IMAGE_UNSUPPORTED',
    ],
    [
      'of too many pixels',
      bitmap({ width: 60_000, height: 60_000, bits: 1, pixels: [] }),
      'IMAGE_TOO_MANY_PIXELS',
    ],
  ])('refuses a bitmap %s', (_, bytes, code) => {
    expect(() => decodeBmp(bytes, MANY)).toThrow(expect.objectContaining({ code }));
  });
});
