import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { assemble, stream } from './make-pdf.ts';
import { endRecord, makeZip } from './make-zip.ts';

/** Files made to exhaust whoever opens them. All content is zeros, spaces and the word "x". */

const ZEROS = Buffer.alloc(200_000_000);

export function flatZipBomb(): Buffer {
  return makeZip([1, 2, 3, 4].map((number) => [`${number}.txt`, ZEROS] as const));
}

/** Each level holds four of the level below. */
export function nestedZipBomb(levels: number): Buffer {
  let inner = makeZip([['0.txt', Buffer.alloc(20_000_000)]]);
  for (let level = 0; level < levels; level += 1) {
    const below = inner;
    inner = makeZip([1, 2, 3, 4].map((number) => [`${number}.zip`, below] as const));
  }
  return inner;
}

/** One stretch of packed zeros that hundreds of directory entries point to. */
export function overlappingZipBomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(5_000_000));
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(8, 4);
  header.writeUInt32LE(crc32(Buffer.alloc(5_000_000)), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(5_000_000, 18);
  header.writeUInt16LE(1, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, Buffer.from('a'), packed]);
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 0]),
    header,
    Buffer.alloc(14),
    Buffer.from('a'),
  ]);
  const directory = Array.from({ length: 900 }, () => entry);
  return Buffer.concat([local, ...directory, endRecord(directory, local.length)]);
}

export function manyEntriesZip(count: number): Buffer {
  return makeZip(Array.from({ length: count }, (_, index) => [`${index}`, 'x', { stored: true }] as const));
}

export function gzipOf(text: string): Buffer {
  return gzipSync(Buffer.from(text));
}

export function gzipBomb(): Buffer {
  return gzipSync(gzipSync(ZEROS));
}

/** A PNG whose header claims these sides, over a few bytes of data. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(Math.min(height * (width + 1), 4_000_000)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export function xmlEntityBomb(): Buffer {
  const levels = Array.from(
    { length: 20 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  );
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "xxxxxxxxxx">${levels.join('')}]><x>&e20;</x>`,
  );
}

export function deepXml(depth: number): Buffer {
  return Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(depth)}x`);
}

/** A page tree that claims a thousand million pages, and one that holds itself. */
export function billionPagePdf(): Buffer {
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1000000000 /Kids [2 0 R 2 0 R 3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ],
    '/Root 1 0 R',
  );
}

/** A drawing that draws itself, twice each time. */
export function selfDrawingPdf(): Buffer {
  const form = '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>';
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>',
      stream('', Buffer.from('/F Do /F Do')),
      stream(form, Buffer.from('/F Do /F Do')),
    ],
    '/Root 1 0 R',
  );
}

/** A page a thousand kilometres wide. */
export function hugePagePdf(): Buffer {
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 3000000000 3000000000] /Contents 4 0 R >>',
      stream('', Buffer.from('0 0 3000000000 3000000000 re f')),
    ],
    '/Root 1 0 R',
  );
}

export function nestedMail(depth: number): Buffer {
  const head = (type: string) =>
    `From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.from(`${head('message/rfc822').repeat(depth) + head('text/plain')}x`);
}

export function deepRtf(depth: number): Buffer {
  return Buffer.from(`{\\rtf1 ${'{'.repeat(depth)}x`);
}
