import { describe, expect, it } from 'vitest';
import {
  emfFile,
  emfRecord,
  emfText,
  mapiProperties,
  mapiProperty,
  oneNoteFile,
  oneNoteHead,
  padded,
  tnefAttribute,
  tnefFile,
  u16,
  u32,
  wide,
  wmfFile,
  wmfRecord,
  xlsbRecord,
  xlsbString,
} from '../../../test/hostile/generators/make-rare-formats.ts';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

const unsupported = (part: string) => ({ part, reason: 'unsupported-type', limit: null });
const damaged = { part: 'file', reason: 'damaged', limit: null };

describe('TNEF', () => {
  const message = (...all: Buffer[]) => tnefAttribute(1, 0x9003, 6, mapiProperties(...all));
  /** Not packed: "MELA". */
  const rtf = (text: string) =>
    Buffer.concat([u32(text.length + 12, text.length, 0x414c454d, 0), Buffer.from(text)]);

  it('is read: subject, body, properties, attachments with their names', async () => {
    const { mediaType, texts, uninspected, pieces } = await piecesOf(
      tnefFile(
        tnefAttribute(1, 0x9007, 6, u32(1251, 0)),
        tnefAttribute(1, 0x8004, 1, Buffer.from([0xcf, 0xeb, 0xe0, 0xed, 0])),
        message(
          mapiProperty(0x1000, 0x1f, wide('NATO SECRET\r\nplan\0')),
          mapiProperty(0x8001 - 0x4000, 0x1f, wide('x')),
        ),
        tnefAttribute(2, 0x9002, 6, Buffer.alloc(14)),
        tnefAttribute(2, 0x8010, 1, Buffer.from('a.jpg\0')),
        tnefAttribute(2, 0x800f, 6, Buffer.from('CONFIDENTIAL')),
      ),
    );
    expect(mediaType).toBe('application/vnd.ms-tnef');
    expect(texts).toEqual([
      '0x4001 = x',
      'Subject = План',
      'title: План',
      'header: NATO SECRET',
      'footer: plan',
      'body: CONFIDENTIAL',
    ]);
    expect(pieces.some((piece) => piece.kind === 'note' && piece.note.code === 'name-mismatch')).toBe(true);
    expect(uninspected).toEqual([]);
  });

  it('has bodies in HTML and in RTF, packed or not, and attachments among its properties', async () => {
    // [MS-OXRTFCP] 3.1.1: the example there.
    const packed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0'.replaceAll(
        ' ',
        '',
      ),
      'hex',
    );
    const named = Buffer.concat([
      u32((0x8000 << 16) | 0x1f),
      Buffer.alloc(16),
      u32(1, 10),
      padded(wide('Label')),
      u32(1, 14),
      padded(wide('SECRET\0')),
    ]);
    const { texts, uninspected } = await piecesOf(
      tnefFile(
        message(
          mapiProperty(0x1013, 0x102, Buffer.from('<html><body><p>NATO SECRET</p></body></html>')),
          mapiProperty(0x1009, 0x102, rtf('{\\rtf1 NATO CONFIDENTIAL\\par}')),
          mapiProperty(0x1009, 0x102, packed),
          named,
        ),
        tnefAttribute(2, 0x9002, 6, Buffer.alloc(14)),
        tnefAttribute(2, 0x9005, 6, mapiProperties(mapiProperty(0x3701, 0x102, Buffer.from('RESTRICTED')))),
      ),
    );
    expect(texts.join('\n')).toContain('NATO SECRET');
    expect(texts).toContain('Label = SECRET');
    expect(texts.join('\n')).toContain('NATO CONFIDENTIAL');
    expect(texts.join('\n')).toContain('hello world');
    expect(texts).toContain('body: RESTRICTED');
    expect(uninspected).toEqual([]);
  });

  it('cut off, or of a type nobody knows, is read as far as it goes and called damaged', async () => {
    const whole = tnefFile(
      tnefAttribute(1, 0x8004, 1, Buffer.from('NATO SECRET\0')),
      tnefAttribute(1, 0x800c, 2, Buffer.from('plan')),
    );
    const odd = tnefFile(
      tnefAttribute(1, 0x8004, 1, Buffer.from('NATO SECRET\0')),
      message(mapiProperty(0x1000, 0x77, Buffer.alloc(4))),
    );
    for (const bytes of [whole.subarray(0, whole.length - 3), odd]) {
      const { texts, uninspected } = await piecesOf(bytes);
      expect(texts).toContain('title: NATO SECRET');
      expect(uninspected).toEqual([damaged]);
    }
  });
});

describe('enhanced metafiles', () => {
  it('are read line by line, whether a record holds a line, a word or a letter', async () => {
    const { mediaType, texts, uninspected } = await piecesOf(
      emfFile(
        emfText('NATO SECRET', 10),
        emfText('NATO', 30),
        emfText('RESTRICTED', 30),
        ...[...'TOP SECRET'].map((letter) => emfText(letter, 50)),
      ),
    );
    expect(mediaType).toBe('image/emf');
    expect(texts).toEqual([
      'unknown: NATO SECRET',
      'unknown: NATORESTRICTED',
      'unknown: NATO RESTRICTED',
      'unknown: TOP SECRET',
    ]);
    expect(uninspected).toEqual([]);
  });

  it('hand their bitmaps on', async () => {
    const info = Buffer.alloc(40);
    info.writeUInt32LE(40, 0);
    info.writeInt32LE(20, 4);
    info.writeInt32LE(20, 8);
    info.writeUInt16LE(1, 12);
    info.writeUInt16LE(24, 14);
    const pixels = Buffer.alloc(20 * 60, 200);
    const bitmap = emfRecord(
      81,
      Buffer.concat([Buffer.alloc(40), u32(80, 40, 120, pixels.length), Buffer.alloc(16), info, pixels]),
    );
    const { images, uninspected } = await piecesOf(emfFile(bitmap));
    expect(images).toBe(1);
    expect(uninspected).toEqual([]);
  });

  it.each([
    ['curves', emfRecord(88, Buffer.alloc(40))],
    ['letters by their numbers in a font', emfText('\u0012\u0013', 10, 0x10)],
    [
      'a text that is not where it is said to be',
      emfRecord(84, Buffer.concat([Buffer.alloc(28), u32(1, 1, 9999, 76, 0)])),
    ],
    [
      'a glyph run of EMF+',
      emfRecord(70, Buffer.concat([u32(28), Buffer.from('EMF+'), u16(0x4036, 0), u32(12, 0)])),
    ],
  ])('say that %s are not read', async (_, odd) => {
    expect(await piecesOf(emfFile(emfText('NATO SECRET', 1), odd))).toMatchObject({
      texts: ['unknown: NATO SECRET'],
      uninspected: [unsupported('file, drawings')],
    });
  });

  it('cut off are read as far as they go', async () => {
    const { texts, uninspected } = await piecesOf(
      Buffer.concat([emfFile().subarray(0, 108), emfText('NATO SECRET', 1), u32(84, 9999)]),
    );
    expect(texts).toEqual(['unknown: NATO SECRET']);
    expect(uninspected).toEqual([damaged]);
  });
});

describe('Windows metafiles', () => {
  const even = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]);
  const font = (charset: number) => {
    const body = Buffer.alloc(18 + 8);
    body[13] = charset;
    return wmfRecord(0x02fb, body);
  };

  it('are read, in the character set of the font', async () => {
    const { mediaType, texts, uninspected } = await piecesOf(
      wmfFile(
        wmfRecord(0x0521, Buffer.concat([u16(11), even(Buffer.from('NATO SECRET')), u16(10, 10)])),
        font(204),
        wmfRecord(
          0x0a32,
          Buffer.concat([u16(20, 10, 8, 0), Buffer.from([0xd1, 0xc5, 0xca, 0xd0, 0xc5, 0xd2, 0xcd, 0xce])]),
        ),
      ),
    );
    expect(mediaType).toBe('image/wmf');
    expect(texts).toEqual(['unknown: NATO SECRET', 'unknown: СЕКРЕТНО']);
    expect(uninspected).toEqual([]);
  });

  it('say what is drawn, and where they break off', async () => {
    const drawn = await piecesOf(wmfFile(wmfRecord(0x0538, u16(1, 3, 1, 1, 2, 2, 3, 3))));
    expect(drawn.uninspected).toEqual([unsupported('file, drawings')]);
    const whole = wmfFile(wmfRecord(0x0521, Buffer.concat([u16(4), Buffer.from('plan'), u16(10, 10)])));
    expect((await piecesOf(whole.subarray(0, whole.length - 6))).uninspected).toEqual([damaged]);
  });
});

describe('OneNote', () => {
  it('is read for its strings and files, and never called inspected', async () => {
    const bytes = Buffer.concat([
      oneNoteHead(),
      wide('NATO SECRET'),
      Buffer.from([0, 12, 0, 0, 0]),
      wide('秘密★启用前'),
      Buffer.from([0, 0, 12, 0, 0, 0]),
      Buffer.from('CONFIDENTIAL\0'),
      oneNoteFile(Buffer.from('RESTRICTED')),
      Buffer.alloc(50),
    ]);
    const { mediaType, texts, uninspected } = await piecesOf(bytes);
    expect(mediaType).toBe('application/onenote');
    for (const text of [
      'unknown: NATO SECRET',
      'unknown: 秘密★启用前',
      'unknown: CONFIDENTIAL',
      'body: RESTRICTED',
    ])
      expect(texts).toContain(text);
    expect(uninspected).toEqual([unsupported('file')]);
  });
});

describe('binary workbooks', () => {
  it('are read: shared strings, cells, names, printed headers, literals of formulas', async () => {
    const shared = [
      xlsbRecord(19, Buffer.concat([Buffer.from([0]), xlsbString('NATO SECRET')])),
      xlsbRecord(19, Buffer.concat([Buffer.from([1]), xlsbString('plan'.repeat(60))])),
    ];
    const formula = Buffer.concat([
      Buffer.alloc(8),
      xlsbString('RESTRICTED'),
      Buffer.from([0x17]),
      u16(6),
      wide('SECRET'),
    ]);
    const { mediaType, texts, uninspected } = await piecesOf(
      makeZip([
        ['[Content_Types].xml', '<Types/>'],
        [
          'xl/workbook.bin',
          xlsbRecord(0x019c, Buffer.concat([u32(0, 1), xlsbString('rId1'), xlsbString('TOP SECRET')])),
        ],
        ['xl/sharedStrings.bin', Buffer.concat(shared)],
        [
          'xl/worksheets/sheet1.bin',
          Buffer.concat([
            xlsbRecord(8, formula),
            xlsbRecord(0x03df, Buffer.concat([u16(0), xlsbString('&CCONFIDENTIAL'), xlsbString('&Lpage')])),
          ]),
        ],
        [
          'xl/styles.bin',
          Buffer.concat([
            xlsbRecord(44, Buffer.concat([u16(164), xlsbString('"VS-NfD "0.00')])),
            xlsbRecord(48, Buffer.concat([u32(0), u16(1), Buffer.alloc(2), xlsbString('Normal')])),
            xlsbRecord(48, Buffer.concat([u32(0), u16(0), Buffer.alloc(2), xlsbString('GEHEIM')])),
          ]),
        ],
      ]),
    );
    expect(mediaType).toBe('application/vnd.ms-excel.sheet.binary.macroenabled.12');
    for (const text of [
      'cell: NATO SECRET',
      'cell: TOP SECRET',
      'cell: RESTRICTED',
      'cell: SECRET',
      'cell: VS-NfD',
      'unknown: GEHEIM',
      'header: CONFIDENTIAL',
      'footer: page',
    ])
      expect(texts).toContain(text);
    expect(texts.join()).not.toContain('Normal');
    expect(uninspected).toEqual([]);
  });

  it('with a part that breaks off are damaged there, and read elsewhere', async () => {
    const { texts, uninspected } = await piecesOf(
      makeZip([
        ['xl/workbook.bin', Buffer.from([5, 100, 1])],
        [
          'xl/sharedStrings.bin',
          xlsbRecord(19, Buffer.concat([Buffer.from([0]), xlsbString('NATO SECRET')])),
        ],
      ]),
    );
    expect(texts).toEqual(['cell: NATO SECRET']);
    expect(uninspected).toEqual([{ part: 'entry #1', reason: 'damaged', limit: null }]);
  });
});
