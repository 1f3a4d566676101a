import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackedStream } from './pdf-filters.ts';

const hex = (digits: string) => Buffer.from(digits.replace(/ /g, ''), 'hex');
const text = (dictionary: string, data: Buffer, mostBytes = 1000) =>
  String(unpackedStream(dictionary, data, mostBytes));

describe('streams of PDF', () => {
  it.each([
    ['/Filter /ASCIIHexDecode', Buffer.from('53 45 43 52 45 54>'), 'SECRET'],
    ['/Filter/ASCII85Decode', Buffer.from('<~;aj&O78s~>'), 'SECRET'],
    ['/Filter [/AHx /Fl]', Buffer.from(`${deflateSync('SECRET').toString('hex')}>`), 'SECRET'],
    ['/Filter /RunLengthDecode', hex('01 53 45 fd 2d 80'), 'SE----'],
    // The example of ISO 32000 7.4.4.2.
    ['/Filter /LZWDecode', hex('80 0b 60 50 22 0c 0c 85 01'), '-----A---B'],
    [
      '/Filter /FlateDecode',
      Buffer.concat([deflateSync('SECRET').subarray(0, -4), Buffer.alloc(4)]),
      'SECRET',
    ],
    ['/Filter /FlateDecode', deflateSync('SECRET').subarray(0, -4), 'SECRET'],
    ['/Filter /FlateDecode', Buffer.alloc(0), ''],
    ['', Buffer.from('SECRET'), 'SECRET'],
    [
      '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 3 >>',
      deflateSync(hex('02 53 45 43 02 ff 00 11')),
      'SECRET',
    ],
  ])('%s', (dictionary, data, said) => {
    expect(text(dictionary, data)).toBe(said);
  });

  it('is not read where nobody knows its packing, or it is none of that kind', () => {
    for (const filter of [
      '/Filter /BrotliDecode',
      '/Filter 9 0 R',
      '/Filter /DCTDecode',
      '/Filter /LZWDecode',
    ])
      expect(unpackedStream(filter, Buffer.from('SECRET'), 1000)).toBeNull();
  });

  it('does not grow beyond its limit', () => {
    expect(unpackedStream('/Filter /FlateDecode', deflateSync(Buffer.alloc(5000)), 1000)).toBe('too large');
    expect(unpackedStream('/Filter /RL', Buffer.alloc(100, 0x81), 1000)).toBe('too large');
  });
});
