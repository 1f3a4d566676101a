import { describe, expect, it } from 'vitest';
import {
  makeCompound,
  makeExcel97,
  makeOutlook,
  makeWord97,
  uint32,
} from '../../../../test/hostile/generators/make-compound.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const uint16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
/** A BIFF8 string: count, width, characters. */
const wide = (text: string) =>
  Buffer.concat([uint16(text.length), Buffer.from([1]), Buffer.from(text, 'utf16le')]);
const narrow = (text: string) =>
  Buffer.concat([uint16(text.length), Buffer.from([0]), Buffer.from(text, 'latin1')]);

describe('opening old office files', () => {
  it('reads Word by part: body, notes, headers; fields by their result', async () => {
    const body =
      'VS-NUR FÜR DEN DIENSTGEBRAUCH\rPlan \u0013 PAGE \u00143\u0015 von 5\rZelle\u0007\fZweite Seite des Plans\rEnde\r';
    const { texts, pieces } = await piecesOf(makeWord97([body, 'Fußnote\r', 'GEHEIM\r']));
    expect(texts).toEqual([
      'header: VS-NUR FÜR DEN DIENSTGEBRAUCH',
      'unknown: PAGE',
      'body: Plan 3 von 5',
      'cell: Zelle',
      'body: Zweite Seite des Plans',
      'footer: Ende',
      'body: Fußnote',
      'header: GEHEIM',
    ]);
    expect(pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.segment.where.page] : []))).toContain(2);
  });

  it('reads the variables of a Word document, and names of styles, lists and whoever changed something', async () => {
    const counted = (text: string) => Buffer.concat([uint16(text.length), Buffer.from(text, 'utf16le')]);
    const list = (extra: number, ...texts: string[]) =>
      Buffer.concat([
        ...[0xffff, texts.length, extra].map(uint16),
        ...texts.flatMap((text) => [counted(text), Buffer.alloc(extra)]),
      ]);
    const style = Buffer.concat([uint16(30), Buffer.alloc(10), counted('NATO SECRET'), uint16(0)]);
    const tables = {
      1: Buffer.concat([Buffer.alloc(20), style, Buffer.alloc(10), counted('Normal'), uint16(0)]),
      51: list(0, 'Unknown', 'UK SECRET'),
      60: Buffer.concat([list(4, 'Classification', 'empty'), counted('Geheim'), counted('')]),
      91: list(0, 'STRENG GEHEIM'),
    };
    expect((await piecesOf(makeWord97(['Plan\r'], { tables }))).texts).toEqual([
      'body: Plan',
      'Classification = Geheim',
      'unknown: NATO SECRET',
      'unknown: UK SECRET',
      'unknown: STRENG GEHEIM',
    ]);
  });

  it('reads shared strings of Excel across continued records', async () => {
    const half = wide('机密★10年 港口');
    const table = Buffer.concat([uint32(2), uint32(2), narrow('Harbour'), half.subarray(0, 9)]);
    const rest = Buffer.concat([Buffer.from([1]), half.subarray(9)]);
    const { texts } = await piecesOf(
      makeExcel97([
        [0x0085, Buffer.concat([Buffer.alloc(6), Buffer.from([5, 0]), Buffer.from('Sheet')])],
        [0x00fc, table],
        [0x003c, rest],
        [0x0014, narrow('&L&14SECRET&R&P')],
        [0x0015, narrow('&CSECRET')],
      ]),
    );
    expect(texts).toEqual([
      'title: Sheet',
      'cell: Harbour',
      'cell: 机密★10年 港口',
      'header: SECRET',
      'footer: SECRET',
    ]);
  });

  it('knows a banner over the table of a sheet of Excel: a cell that fills its row', async () => {
    const cell = (row: number, column: number, shared: number): readonly [number, Buffer] => [
      0x00fd,
      Buffer.concat([uint16(row), uint16(column), uint16(0), uint32(shared)]),
    ];
    const { texts } = await piecesOf(
      makeExcel97([
        [0x0809, Buffer.from([0, 6, 5, 0, 0, 0, 0, 0])],
        [0x00fc, Buffer.concat([uint32(3), uint32(3), narrow('Buoy'), narrow('Berth'), narrow('SECRET')])],
        [0x0809, Buffer.from([0, 6, 16, 0, 0, 0, 0, 0])],
        cell(0, 0, 2),
        cell(1, 0, 0),
        cell(1, 1, 1),
        [0x0809, Buffer.from([0, 6, 16, 0, 0, 0, 0, 0])],
        cell(0, 0, 0),
      ]),
    );
    expect(texts).toEqual(['cell: Buoy', 'cell: Berth', 'header: SECRET']);
  });

  it('reads formats, styles, rules and filters of Excel', async () => {
    const text = (words: string) =>
      Buffer.concat([uint16(words.length), Buffer.from([0]), Buffer.from(words)]);
    const literal = Buffer.concat([Buffer.from([0x17, 6, 0]), Buffer.from('GEHEIM')]);
    const compared = Buffer.concat([
      Buffer.from([6, 2]),
      Buffer.alloc(4),
      Buffer.from([11]),
      Buffer.alloc(3),
    ]);
    const { texts } = await piecesOf(
      makeExcel97([
        [0x0809, Buffer.from('0006050000000000', 'hex')],
        [0x041e, Buffer.concat([uint16(164), text('"NATO SECRET";0.00')])],
        [0x0293, Buffer.concat([uint16(0x10), text('VS-NfD')])],
        [0x0293, Buffer.from([0x10, 0x80, 3, 0xff])],
        [0x01b1, Buffer.concat([Buffer.alloc(6), literal])],
        [0x009e, Buffer.concat([Buffer.alloc(4), compared, Buffer.alloc(10), Buffer.from('\0UK OFFICIAL')])],
      ]),
    );
    expect(texts).toEqual([
      'cell: NATO SECRET',
      'unknown: VS-NfD',
      'unknown: GEHEIM',
      'unknown: UK OFFICIAL',
    ]);
  });

  it('reads the text records of PowerPoint', async () => {
    const record = (type: number, body: Uint8Array, kind = 0) =>
      Buffer.concat([uint16(kind), uint16(type), uint32(body.length), body]);
    const slide = record(
      0x03ee,
      Buffer.concat([
        record(0x0fa8, Buffer.from('CONFIDENTIAL\rPlan')),
        record(0x0fa0, Buffer.from('秘密★', 'utf16le')),
      ]),
      0xf,
    );
    const { texts } = await piecesOf(makeCompound({ 'PowerPoint Document': record(0x03e8, slide, 0xf) }));
    expect(texts).toEqual(['body: CONFIDENTIAL', 'body: Plan', 'body: 秘密★']);
  });

  it.each([
    ['Word', makeWord97(['x'], { encrypted: true })],
    ['Excel', makeExcel97([[0x002f, Buffer.alloc(6)]])],
    [
      'OOXML in a compound file',
      makeCompound({ EncryptedPackage: Buffer.alloc(64), EncryptionInfo: Buffer.alloc(64) }),
    ],
  ])('says encrypted of %s with a password', async (_, bytes) => {
    expect((await piecesOf(bytes)).uninspected).toEqual([{ part: 'file', reason: 'encrypted', limit: null }]);
  });

  it('reads custom properties as labels', async () => {
    const key = Buffer.from('Classification\0');
    const value = Buffer.from('Secret\0');
    const dictionary = Buffer.concat([uint32(1), uint32(2), uint32(key.length), key]);
    const property = Buffer.concat([uint32(0x1e), uint32(value.length), value]);
    const section = Buffer.concat([
      uint32(0),
      uint32(2),
      uint32(0),
      uint32(24),
      uint32(2),
      uint32(24 + dictionary.length),
      dictionary,
      property,
    ]);
    const head = Buffer.concat([
      uint16(0xfffe),
      Buffer.alloc(22),
      uint32(2),
      Buffer.alloc(16),
      uint32(68 + section.length),
      Buffer.alloc(16),
      uint32(68),
    ]);
    const { texts } = await piecesOf(
      makeCompound({
        'PowerPoint Document': Buffer.alloc(8),
        '\u0005DocumentSummaryInformation': Buffer.concat([head, section, Buffer.alloc(8)]),
      }),
    );
    expect(texts).toEqual(['Classification = Secret']);
  });

  it('reads the XML that lies beside the text', async () => {
    const { texts } = await piecesOf(
      makeCompound({
        'PowerPoint Document': Buffer.alloc(8),
        'MsoDataStore/AB/Item': Buffer.from('<sisl><level>Secret</level></sisl>'),
        'MsoDataStore/AB/Properties': Buffer.from('<x/>'),
      }),
    );
    expect(texts).toEqual(['level = Secret']);
  });

  it('never calls a compound file of an unknown kind inspected', async () => {
    expect((await piecesOf(makeCompound({ Odd: Buffer.alloc(10) }))).uninspected).toEqual([
      { part: 'file', reason: 'unsupported-type', limit: null },
    ]);
  });

  it('reads an Outlook message with its headers', async () => {
    const { texts } = await piecesOf(
      makeOutlook({
        '0037': 'Plan [SEC=SECRET]',
        '1000': 'SECRET\r\nHello\r\nBye',
        '007D': 'X-Protective-Marking: VER=2018.4,\r\n SEC=SECRET\r\n',
      }),
    );
    expect(texts).toEqual([
      'X-Protective-Marking = VER=2018.4, SEC=SECRET',
      'Subject = Plan [SEC=SECRET]',
      'title: Plan [SEC=SECRET]',
      'header: SECRET',
      'body: Hello',
      'footer: Bye',
    ]);
  });

  it('reads named properties of an Outlook message as labels by their names', async () => {
    const name = Buffer.from('msip_labels', 'utf16le');
    const entry = Buffer.concat([uint32(0), uint16(1), uint16(5)]);
    const { texts } = await piecesOf(
      makeCompound({
        '__properties_version1.0': Buffer.alloc(32),
        '__nameid_version1.0/__substg1.0_00030102': entry,
        '__nameid_version1.0/__substg1.0_00040102': Buffer.concat([uint32(name.length), name]),
        '__substg1.0_8005001F': Buffer.from('MSIP_Label_1_Name=Secret;', 'utf16le'),
        '__substg1.0_8007101F-00000000': Buffer.from('NATO SECRET', 'utf16le'),
      }),
    );
    expect(texts).toEqual(['msip_labels = MSIP_Label_1_Name=Secret;', '8007 = NATO SECRET']);
  });

  it('opens the body of an Outlook message that Outlook wrote in its own form, unless it copies another', async () => {
    const message = (rtf: string, other: Record<string, Uint8Array> = {}) => {
      const body = Buffer.from(rtf);
      const head = Buffer.concat([
        uint32(body.length + 12),
        uint32(body.length),
        uint32(0x414c454d),
        uint32(0),
      ]);
      return makeCompound({
        '__properties_version1.0': Buffer.alloc(32),
        '__substg1.0_10090102': Buffer.concat([head, body]),
        ...other,
      });
    };
    const plain = { '__substg1.0_1000001F': Buffer.from('hello', 'utf16le') };
    expect((await piecesOf(message('{\\rtf1 SECRET\\par}'))).texts).toEqual(['body: SECRET']);
    expect((await piecesOf(message('{\\rtf1 SECRET\\par}', plain))).texts).toContain('body: SECRET');
    expect((await piecesOf(message('{\\rtf1\\fromtext hello\\par}', plain))).texts).toEqual([
      'header: hello',
    ]);
  });

  it('says that the body of an Outlook message is damaged, and opens what is attached all the same', async () => {
    const attachment = '__attach_version1.0_#00000000';
    const { pieces, uninspected } = await piecesOf(
      makeCompound({
        '__properties_version1.0': Buffer.alloc(32),
        '__substg1.0_10090102': Buffer.from('no header of packed RTF'),
        [`${attachment}/__properties_version1.0`]: Buffer.alloc(8),
        [`${attachment}/__substg1.0_37010102`]: Buffer.from('SECRET//NOFORN'),
        [`${attachment}/__substg1.0_3707001F`]: Buffer.from('a.txt', 'utf16le'),
      }),
    );
    expect(pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.segment.text] : []))).toContain(
      'SECRET//NOFORN',
    );
    expect(uninspected.map(({ reason }) => reason)).toEqual(['damaged']);
  });

  it('opens every document embedded in another as a part of its own', async () => {
    const sheet = (text: string) => {
      const body = Buffer.concat([Buffer.alloc(6), wide(text)]);
      return Buffer.concat([uint16(0x0204), uint16(body.length), body]);
    };
    const { pieces } = await piecesOf(
      makeCompound({
        Workbook: sheet('outer'),
        'MBD1/Workbook': sheet('first'),
        'MBD2/Workbook': sheet('second'),
      }),
    );
    const places = pieces.flatMap((piece) =>
      piece.kind === 'text' ? [`${piece.segment.where.part} ${piece.segment.text}`] : [],
    );
    expect(places).toEqual([' outer', '#1 first', '#2 second']);
  });

  it('unpacks pictures of every kind from drawing records, also where a full record cuts them', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const blip = (instance: number, type: number, body: Buffer) =>
      Buffer.concat([uint16(instance << 4), uint16(type), uint32(body.length), body]);
    const drawn = Buffer.concat([
      blip(0x6e0, 0xf01e, Buffer.concat([Buffer.alloc(17), png])),
      blip(0x6e1, 0xf01e, Buffer.concat([Buffer.alloc(33), png])),
    ]);
    const { images, uninspected } = await piecesOf(
      makeExcel97([
        [0x00eb, drawn.subarray(0, 60)],
        [0x003c, drawn.subarray(60, 130)],
        [0x00eb, drawn.subarray(130)],
      ]),
    );
    expect(images).toBe(2);
    expect(uninspected).toEqual([]);
  });

  it.each(['EncryptedPackage', 'EncryptedSummary'])(
    'says encrypted of a document with a stream %s',
    async (name) => {
      const { uninspected } = await piecesOf(
        makeCompound({ [name]: Buffer.from('x'), 'PowerPoint Document': Buffer.alloc(8) }),
      );
      expect(uninspected).toEqual([{ part: 'file', reason: 'encrypted', limit: null }]);
    },
  );
});
