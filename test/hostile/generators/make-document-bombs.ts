import { makeCompound, makeExcel97, uint32 } from './make-compound.ts';
import { makeZip } from './make-zip.ts';

/** XML inside packages, compound files, mails and plain text that cost whoever reads them too naively. */

const entities = (open: string, close: string) => {
  const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "xxxxxxxxxx">${levels.join('')}]>${open}&e20;${close}`;
};
const deep = (open: string, tag: string, depth: number) =>
  `<?xml version="1.0"?>${open}${`<${tag}>`.repeat(depth)}x`;

export type Package = 'docx' | 'xlsx' | 'odt';

/** A package whose main part is this XML. */
export function packageOf(kind: Package, xml: string): Buffer {
  if (kind === 'docx')
    return makeZip([
      ['[Content_Types].xml', '<Types/>'],
      ['word/document.xml', xml],
    ]);
  if (kind === 'xlsx')
    return makeZip([
      ['[Content_Types].xml', '<Types/>'],
      ['xl/workbook.xml', '<workbook><sheets><sheet name="a"/></sheets></workbook>'],
      ['xl/sharedStrings.xml', xml],
      ['xl/worksheets/sheet1.xml', xml],
    ]);
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.text', { stored: true }],
    ['content.xml', xml],
  ]);
}

const MAIN = {
  docx: ['<w:document><w:p><w:r><w:t>', '</w:t></w:r></w:p></w:document>', 'w:p'],
  xlsx: ['<sst><si><t>', '</t></si></sst>', 'si'],
  odt: ['<office:document-content><text:p>', '</text:p></office:document-content>', 'text:p'],
} as const;

export const entityPackage = (kind: Package): Buffer =>
  packageOf(kind, entities(MAIN[kind][0], MAIN[kind][1]));
export const deepPackage = (kind: Package, depth: number): Buffer =>
  packageOf(kind, deep(MAIN[kind][0], MAIN[kind][2], depth));

/** Cells and rows that claim to be repeated a thousand million times. */
export const repeatedCells = (): Buffer =>
  makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet', { stored: true }],
    [
      'content.xml',
      '<office:document-content><office:spreadsheet><table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>a<text:s text:c="1000000000"/>b</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:document-content>',
    ],
  ]);

/** A workbook's records that claim what they do not hold: strings without end, lengths beyond the record, names of sheets. */
export const lyingRecords = (): Buffer =>
  makeExcel97([
    [0x0809, Buffer.from([0, 6, 5, 0, 0, 0, 0, 0])],
    [0x0085, Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0, 0xff, 1, 65])],
    [
      0x00fc,
      Buffer.concat([
        uint32(0xffffffff),
        uint32(0xffffffff),
        Buffer.from([0xff, 0xff, 0x0c, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 65, 66]),
      ]),
    ],
    [0x003c, Buffer.from([0x0f, 65])],
    [0x0204, Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 65])],
    [0x00ec, Buffer.alloc(20, 0xff)],
    [0x01b6, Buffer.alloc(18, 0xff)],
  ]);

/** A compound file in which a stream's chain of sectors comes back to its beginning. */
export function compoundLoop(): Buffer {
  const file = makeCompound({ WordDocument: Buffer.alloc(9000, 7), '0Table': Buffer.alloc(9000, 7) });
  const table = (file.readUInt32LE(76) + 1) * 512;
  const first = file.readUInt32LE(file.indexOf(Buffer.from('WordDocument', 'utf16le')) + 116);
  file.writeUInt32LE(first, table + (first + 3) * 4);
  return file;
}

/** multipart in multipart, this deep. */
export function nestedMultipart(depth: number): Buffer {
  const lines = ['From: a@example.org', 'To: b@example.org', 'MIME-Version: 1.0'];
  for (let i = 0; i < depth; i += 1)
    lines.push(`Content-Type: multipart/mixed; boundary="b${i}"`, '', `--b${i}`);
  return Buffer.from([...lines, 'Content-Type: text/plain', '', 'x', ''].join('\r\n'));
}

export function mailOfParts(parts: number): Buffer {
  const part =
    '--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nx\r\n';
  return Buffer.from(
    `From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${part.repeat(parts)}--b--\r\n`,
  );
}

/** A header folded over a hundred thousand lines, and as many headers. */
export const mailOfHeaders = (count: number): Buffer =>
  Buffer.from(
    `From: a@example.org\r\nTo: b@example.org\r\nSubject: a${'\r\n a'.repeat(count)}\r\n${'X-A: =?utf-8?B?YQ==?=\r\n'.repeat(count)}\r\nx\r\n`,
  );

/** One line of this many bytes, without a break or a blank. */
export const longLine = (bytes: number): Buffer => Buffer.alloc(bytes, 'x');

export const manyMarks = (count: number): Buffer => Buffer.from('SECRET//NOFORN\n'.repeat(count));

/** Letters under a hundred thousand accents, text that turns at every letter, and blanks that have no width. */
export const unicodeBomb = (): Buffer =>
  Buffer.from(
    [
      `S${'\u0301'.repeat(100_000)}ECRET`,
      `${'\u202e\u2066a'.repeat(100_000)}`,
      `${'\u200b\u200d\ufeff\u2060'.repeat(100_000)}`,
      `${'\u1100\u1161\u11a8'.repeat(50_000)}`,
      `${'\ufdfa'.repeat(100_000)}`,
      `${'👨\u200d👩\u200d👧\u200d'.repeat(30_000)}`,
    ].join('\n'),
  );
