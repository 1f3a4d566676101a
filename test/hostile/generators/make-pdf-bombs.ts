import { deflateSync } from 'node:zlib';
import { appendUpdate, assemble, stream } from './make-pdf.ts';

/** PDFs that lead in circles, or promise more than anyone should draw. Objects from number 4 on are the caller's. */

const ROOT = '/Root 1 0 R';

interface OnePage {
  /** Further entries of the page and of the catalogue. */
  readonly page?: string;
  readonly catalogue?: string;
  readonly content?: string | Buffer;
  readonly contentFilter?: string;
  readonly more?: readonly (string | Buffer)[];
  readonly trailer?: string;
}

/** A page whose contents are object 4; `more` are objects from 5 on. */
export function onePage(of: OnePage): Buffer {
  return assemble(
    [
      `<< /Type /Catalog /Pages 2 0 R ${of.catalogue ?? ''} >>`,
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ${of.page ?? ''} >>`,
      stream(of.contentFilter ?? '', Buffer.from(of.content ?? 'q Q')),
      ...(of.more ?? []),
    ],
    `${ROOT} ${of.trailer ?? ''}`,
  );
}

/** Objects that are each other, lengths that are their own, parents that are children. */
export const objectLoop = (): Buffer =>
  onePage({
    page: '/Resources 5 0 R /Annots 6 0 R /Group 7 0 R',
    more: ['6 0 R', '7 0 R', '5 0 R', '<< /Length 8 0 R >>\nstream\nx\nendstream'],
  });

/** The table of references says that its predecessor is itself, in either form. */
export function xrefLoop(): Buffer {
  const pdf = onePage({ trailer: '/Prev 0000000000 /XRefStm 0000000000' });
  const table = String(pdf.indexOf('xref\n0 ')).padStart(10, '0');
  return Buffer.from(
    pdf
      .toString('latin1')
      .replaceAll('0000000000 /X', `${table} /X`)
      .replace('/XRefStm 0000000000', `/XRefStm ${table}`),
    'latin1',
  );
}

/** A chain of bookmarks in which each comes after itself and holds itself. */
export const outlineLoop = (): Buffer =>
  onePage({
    catalogue: '/Outlines 5 0 R',
    more: [
      '<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1000000000 >>',
      '<< /Title (a) /Parent 5 0 R /Next 6 0 R /Prev 6 0 R /First 6 0 R /Last 6 0 R /Count 1000000000 >>',
    ],
  });

/** Names of attached files in a tree that is its own branch; numbers of pages likewise. */
export const nameTreeLoop = (): Buffer =>
  onePage({
    catalogue: '/Names << /EmbeddedFiles 5 0 R >> /PageLabels 5 0 R /AcroForm << /Fields [6 0 R] >>',
    more: ['<< /Kids [5 0 R 5 0 R] >>', '<< /T (a) /Kids [6 0 R 6 0 R] /Parent 6 0 R >>'],
  });

/** A page tree a hundred thousand levels deep, with one page at its end. */
export function deepPageTree(depth: number): Buffer {
  const levels = Array.from({ length: depth }, (_, i) => `<< /Type /Pages /Count 1 /Kids [${i + 3} 0 R] >>`);
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      ...levels,
      `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 595 842] >>`,
    ],
    ROOT,
  );
}

/** Sixteen forms, each of which draws the next sixteen times. */
export function drawingTree(levels = 16, times = 16): Buffer {
  const more = Array.from({ length: levels }, (_, i) =>
    stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F ${i + 6} 0 R >> >>`,
      Buffer.from(i === levels - 1 ? '0 0 9 9 re f' : '/F Do '.repeat(times)),
    ),
  );
  return onePage({ page: '/Resources << /XObject << /F 5 0 R >> >>', content: '/F Do', more });
}

/** A pattern painted with itself, a soft mask that is its own, a Type 3 font whose letter is written in itself. */
export const paintLoops = (): Buffer =>
  onePage({
    page: '/Resources 5 0 R',
    content: '/Pattern cs /P scn 0 0 500 500 re f /G gs 0 0 9 9 re f BT /T 12 Tf 9 9 Td (aaaa) Tj ET',
    more: [
      '<< /Pattern << /P 6 0 R >> /ExtGState << /G << /SMask << /S /Luminosity /G 7 0 R >> >> >> /Font << /T 8 0 R >> >>',
      stream(
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.01 /YStep 0.01 /Resources 5 0 R',
        Buffer.from('/Pattern cs /P scn 0 0 9 9 re f'),
      ),
      stream(
        '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency >> /Resources 5 0 R',
        Buffer.from('/G gs 0 0 9 9 re f'),
      ),
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] /CharProcs << /a 9 0 R >> /Encoding << /Differences [97 /a] >> /Resources 5 0 R >>',
      stream('', Buffer.from('9 0 d0 BT /T 12 Tf (aaaa) Tj ET')),
    ],
  });

/** A tile of a hundredth of a point over a whole page. */
export const tinyTiles = (): Buffer =>
  onePage({
    page: '/Resources << /Pattern << /P 5 0 R >> >>',
    content: '/Pattern cs /P scn 0 0 595 842 re f',
    more: [
      stream(
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.01 /YStep 0.01 /Resources << >>',
        Buffer.from('0 0 1 1 re f'),
      ),
    ],
  });

/** A colour that a program with a hundred thousand nested branches has to work out. */
export const functionBomb = (): Buffer =>
  onePage({
    page: '/Resources << /ColorSpace << /C [/Separation /X /DeviceGray 5 0 R] >> >>',
    content: '/C cs 0.5 scn 0 0 500 500 re f',
    more: [
      stream(
        '/FunctionType 4 /Domain [0 1] /Range [0 1]',
        Buffer.from(`{ ${'{ dup '.repeat(100_000)}${'} if '.repeat(100_000)}}`),
      ),
    ],
  });

/** Contents of 200 million spaces, packed twice over; the same behind a hundred filters. */
export const contentBomb = (): Buffer =>
  onePage({
    content: deflateSync(deflateSync(Buffer.alloc(200_000_000, 32))),
    contentFilter: '/Filter [/FlateDecode /FlateDecode]',
  });

export const filterTower = (): Buffer =>
  onePage({
    content: Array.from({ length: 100 }).reduce<Buffer>(
      (bytes) => deflateSync(bytes, { level: 1 }),
      Buffer.alloc(1_000_000, 32),
    ),
    contentFilter: `/Filter [${'/FlateDecode '.repeat(100)}]`,
  });

/** Several hundred thousand strokes, each over the whole page. */
export const strokeStorm = (strokes = 300_000): Buffer =>
  onePage({
    content: deflateSync(Buffer.from('0 0 m 595 842 l 0 842 l 595 0 l S\n'.repeat(strokes))),
    contentFilter: '/Filter /FlateDecode',
  });

/** A map from codes to letters that claims all four thousand million of them, and asks for itself. */
export const characterMapBomb = (): Buffer =>
  onePage({
    page: '/Resources << /Font << /F 5 0 R >> >>',
    content: 'BT /F 12 Tf 9 9 Td <0041> Tj ET',
    more: [
      '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 7 0 R /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
      '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>',
      stream(
        '/Type /CMap /CMapName /X /UseCMap 7 0 R',
        Buffer.from(
          '/X usecmap\n1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n2 begincidrange <00000000> <ffffffff> 0 <00000000> <ffffffff> 1 endcidrange\n1 beginbfrange <00000000> <ffffffff> <0041> endbfrange',
        ),
      ),
    ],
  });

/** A Type 1 font whose only letter calls itself, and a TrueType font whose letters are made of each other. */
export function fontLoops(): Buffer {
  const type1 = type1Font();
  const trueType = trueTypeFont();
  return onePage({
    page: '/Resources << /Font << /F 5 0 R /T 8 0 R >> >>',
    content: 'BT /F 40 Tf 9 99 Td (aaaa) Tj /T 40 Tf 0 99 Td (aaaa) Tj ET',
    more: [
      '<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 97 /LastChar 97 /Widths [500] /FontDescriptor 6 0 R >>',
      '<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 500 500] /FontFile 7 0 R >>',
      stream(`/Length1 ${type1.clear} /Length2 ${type1.bytes.length - type1.clear} /Length3 0`, type1.bytes),
      '<< /Type /Font /Subtype /TrueType /BaseFont /Y /FirstChar 97 /LastChar 97 /Widths [500] /FontDescriptor 9 0 R >>',
      '<< /Type /FontDescriptor /FontName /Y /Flags 4 /FontBBox [0 0 500 500] /FontFile2 10 0 R >>',
      stream(`/Length1 ${trueType.length}`, trueType),
    ],
  });
}

function type1Font(): { bytes: Buffer; clear: number } {
  const clear = Buffer.from(
    '%!PS-AdobeFont-1.0: X\n/FontName /X def /FontMatrix [0.001 0 0 0.001 0 0] def /Encoding 256 array\ndup 97 /a put\nreadonly def\ncurrentfile eexec\n',
  );
  // Subroutine 0 calls subroutine 0, twice.
  const loop = encrypted(Buffer.from([139, 10, 139, 10, 11]), 4330);
  const letter = encrypted(Buffer.from([139, 248, 136, 13, 139, 10, 139, 10, 14]), 4330);
  const words = [
    Buffer.from(`dup /Private 9 dict dup begin /lenIV 4 def /Subrs 1 array\ndup 0 ${loop.length} RD `),
    ...[
      loop,
      Buffer.from(` NP\nND\n2 index /CharStrings 2 dict dup begin\n/.notdef ${letter.length} RD `),
      letter,
    ],
    ...[Buffer.from(` ND\n/a ${letter.length} RD `), letter, Buffer.from(' ND\nend\nend\n')],
  ];
  return { bytes: Buffer.concat([clear, encrypted(Buffer.concat(words), 55665)]), clear: clear.length };
}

/** Adobe Type 1 Font Format, chapter 7. */
function encrypted(plain: Buffer, key: number): Buffer {
  let r = key;
  return Buffer.from(
    Buffer.concat([Buffer.alloc(4), plain]).map((byte) => {
      const cipher = byte ^ (r >> 8);
      r = ((cipher + r) * 52845 + 22719) & 0xffff;
      return cipher;
    }),
  );
}

function trueTypeFont(): Buffer {
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 2);
    for (const [i, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, i * 2);
    return bytes;
  };
  // Composite: more components follow, words as arguments; each letter is made of the other, twice.
  const composite = (other: number) => words(0xffff, 0, 0, 500, 500, 0x23, other, 0, 0, 0x03, other, 0, 0);
  const glyphs = Buffer.concat([composite(1), composite(0)]);
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt32BE(0x5f0f3cf5, 12);
  head.writeUInt16BE(1000, 18);
  const tables: ReadonlyArray<readonly [string, Buffer]> = [
    [
      'cmap',
      Buffer.concat([
        words(0, 1, 3, 1, 0, 12),
        words(4, 32, 0, 4, 4, 1, 0, 97, 0xffff, 0, 97, 0xffff, -96, 1, 0, 0),
      ]),
    ],
    ['glyf', glyphs],
    ['head', head],
    ['hhea', Buffer.concat([words(1, 0, 500, 0, 0, 500), Buffer.alloc(22), words(2)])],
    ['hmtx', words(500, 0, 500, 0)],
    ['loca', words(0, 13, 26)],
    ['maxp', Buffer.concat([words(1, 0, 2), Buffer.alloc(26, 0xff)])],
  ];
  let offset = 12 + tables.length * 16;
  const rows = tables.map(([tag, body]) => {
    const row = Buffer.alloc(16);
    row.write(tag, 0, 'latin1');
    row.writeUInt32BE(offset, 8);
    row.writeUInt32BE(body.length, 12);
    offset += Math.ceil(body.length / 4) * 4;
    return row;
  });
  const bodies = tables.map(([, body]) => Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]));
  return Buffer.concat([words(1, 0, tables.length, 64, 2, 48), ...rows, ...bodies]);
}

/** Objects that begin and never end, without anything that leads to them. */
export const beginnings = (): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from('1 0 obj /Type /Page '.repeat(1_000_000))]);

/** A document that was saved very often, its one page replaced each time. */
export function manyStates(states = 1200): Buffer {
  let pdf = onePage({ content: 'BT ET' });
  for (let state = 0; state < states; state += 1)
    pdf = appendUpdate(pdf, { 4: stream('', Buffer.from(`% ${state}`)) });
  return pdf;
}
