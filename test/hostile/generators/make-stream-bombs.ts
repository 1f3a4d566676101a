import { crc32, deflateRawSync } from 'node:zlib';

/** Bombs in the containers no library here writes. All content is zeros. */

const fold = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'base64');

/** 200 million zeros: `head -c 200000000 /dev/zero | bzip2 -9`. */
export const bzip2Bomb = (): Buffer =>
  fold(`
QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kO
CeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZzL/7xgB9osAIwAAC
AAAIIAAwzAmqaZKkQbVFSIPF3JFOFCQeFqODAA==
`);

/** 8 million zeros, several times over (streams may follow one another): `head -c 8000000 /dev/zero | xz -9e --check=crc32`. */
export const xzBomb = (streams = 50): Buffer =>
  Buffer.concat(
    Array.from({ length: streams }, () =>
      fold(`
/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN
2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiU
cR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJY
vul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vua
MC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1T
PfgpZAk7gMsqbN+1O/DEvEgn5lif/xABKwDsc1On/b6ufDEan7eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8Ql
U/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U7
8MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEn
GFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5Uo
Rg+p/Hze+5owLlbAj4Xzg4HAZcQlUQ8/sp//EAErAOxzU6f9vq58MRqft40xbnCepyNf7CjLhdGVmIp+KpHyJ3X3GcAGmE2Y/div
1ZAPxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DL
KmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1g
HbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLKmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4
C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVRDz+ymhTLAPYA7HNTp/2+rnwxGp+3jTFucJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaY
TZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgp
ZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzR
kRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gFF+7NAAAAAApH7hZwAB4gmApOgD/GdP
qT4wDYsCAAAAAAFZWg==
`),
    ),
  );

/** RFC 8878: blocks of one byte repeated 128 KiB times. Four bytes make 131,072. */
export function zstandardBomb(blocks = 4000): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const block = (last: boolean) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE((last ? 1 : 0) | (1 << 1) | ((128 * 1024) << 3));
    bytes[3] = 0;
    return bytes;
  };
  return Buffer.concat([head, ...Array.from({ length: blocks }, (_, i) => block(i === blocks - 1))]);
}

export interface SevenZipClaims {
  readonly unpackedBytes?: number | bigint;
  readonly files?: number | bigint;
  readonly packedBytes?: number | bigint;
  readonly headerBytes?: number | bigint;
}

/** 7z with the codec Deflate over 200 million zeros; what its headers claim may be a lie. */
export function sevenZipBomb(claims: SevenZipClaims = {}): Buffer {
  const zeros = 200_000_000;
  const data = deflateRawSync(Buffer.alloc(zeros));
  const names = Buffer.from('a.txt\0', 'utf16le');
  const header = Buffer.concat([
    ...[
      Buffer.from([0x01, 0x04, 0x06, 0, 1, 0x09]),
      number(claims.packedBytes ?? data.length),
      Buffer.from([0]),
    ],
    Buffer.from([0x07, 0x0b, 1, 0, 1, 0x03, 0x04, 0x01, 0x08, 0x0c]),
    ...[number(claims.unpackedBytes ?? zeros), Buffer.from([0, 0x08, 0, 0])],
    ...[Buffer.from([0x05]), number(claims.files ?? 1), Buffer.from([0x11, names.length + 1, 0]), names],
    Buffer.from([0, 0]),
  ]);
  return sevenZipAround(data, header, claims.headerBytes ?? header.length);
}

function sevenZipAround(data: Buffer, header: Buffer, headerBytes: number | bigint): Buffer {
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(data.length), 0);
  start.writeBigUInt64LE(BigInt(headerBytes), 8);
  start.writeUInt32LE(crc32(header), 16);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(start));
  return Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), sum, start, data, header]);
}

/** Files that share one packed stream, packed by Deflate: a "solid" archive. */
export function sevenZipOf(contents: readonly Buffer[], deflateRaw: (bytes: Buffer) => Buffer): Buffer {
  const data = deflateRaw(Buffer.concat(contents));
  const sizes = contents.map(({ length }) => length);
  const names = Buffer.from(contents.map((_, at) => `${at}\0`).join(''), 'utf16le');
  const header = Buffer.concat([
    ...[Buffer.from([0x01, 0x04, 0x06, 0, 1, 0x09]), number(data.length), Buffer.from([0])],
    Buffer.from([0x07, 0x0b, 1, 0, 1, 0x03, 0x04, 0x01, 0x08, 0x0c]),
    ...[number(sizes.reduce((sum, size) => sum + size, 0)), Buffer.from([0])],
    ...[
      Buffer.from([0x08, 0x0d]),
      number(sizes.length),
      Buffer.from([0x09]),
      ...sizes.slice(0, -1).map(number),
    ],
    ...[Buffer.from([0, 0, 0x05]), number(sizes.length), Buffer.from([0x11]), number(names.length + 1)],
    ...[Buffer.from([0]), names, Buffer.from([0, 0])],
  ]);
  return sevenZipAround(data, header, header.length);
}

/** A number of 7z in its longest form: eight bytes behind a mark. */
function number(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xff;
  bytes.writeBigUInt64LE(BigInt(value), 1);
  return bytes;
}
