import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { assemble, assembleStreamed, makePdf, stream } from '../../../../test/hostile/generators/make-pdf.ts';
import { pdfPicture } from '../../../../test/hostile/generators/make-pdf-pictures.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const banner = (y: number) => ({ text: 'SECRET//NOFORN', x: 240, y, size: 12 });
const body = { text: 'Harbour inspection plan (draft)', x: 72, y: 500, size: 11 };
const gray = { width: 100, height: 100, rgb: new Uint8Array(30_000).fill(180) };

describe('opening PDF', () => {
  it('reads each line with the zone it stands in', async () => {
    const { texts, images } = await piecesOf(makePdf([{ lines: [banner(815), body, banner(20)] }]));
    expect(texts).toContain('header: SECRET//NOFORN');
    expect(texts).toContain('body: Harbour inspection plan (draft)');
    expect(texts).toContain('footer: SECRET//NOFORN');
    expect(images).toBe(0);
  });

  it('gives page and box of a line as fractions of the page from the top left', async () => {
    const { pieces } = await piecesOf(makePdf([{ lines: [body] }, { lines: [banner(815)] }]));
    const found = pieces.flatMap((piece) =>
      piece.kind === 'text' && piece.segment.text.startsWith('SECRET') ? [piece.segment.where] : [],
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.page).toBe(2);
    const [x = 0, y = 0, width = 0, height = 0] = found[0]?.box ?? [];
    expect(x).toBeCloseTo(240 / 595, 2);
    expect(y).toBeCloseTo((842 - 815 - 12) / 842, 2);
    expect(width).toBeGreaterThan(0.1);
    expect(height).toBeCloseTo(12 / 842, 3);
  });

  it('calls slanted text a watermark', async () => {
    const { texts } = await piecesOf(makePdf([{ lines: [{ ...body, text: 'CONFIDENTIAL', turned: 45 }] }]));
    expect(texts).toContain('watermark: CONFIDENTIAL');
  });

  it('joins runs of one line and parts columns', async () => {
    const at = (text: string, x: number) => ({ text, x, y: 500, size: 10 });
    const { texts } = await piecesOf(
      makePdf([{ lines: [at('TOP', 72), at('SECRET', 97), at('Column', 400)] }]),
    );
    expect(texts).toContain('body: TOP SECRET');
    expect(texts).toContain('body: Column');
  });

  it('hands pages with pictures on as images, beside their text', async () => {
    const { pieces, texts } = await piecesOf(makePdf([{ lines: [body] }, { lines: [body], picture: gray }]));
    expect(pieces.filter((piece) => piece.kind === 'image').map((piece) => piece.page)).toEqual([2]);
    expect(texts.filter((text) => text.includes('Harbour'))).toHaveLength(2);
  });

  it('looks at a letterhead once, and only at the part of the page it covers', async () => {
    const letterhead = { ...gray, area: [72, 760, 120, 50] as const };
    const pages = [1, 2, 3].map(() => ({ lines: [body], picture: letterhead }));
    const { pieces } = await piecesOf(makePdf(pages));
    const images = pieces.filter((piece) => piece.kind === 'image');
    expect(images).toHaveLength(1);
    expect(images[0]?.frame?.x).toBeCloseTo((72 - 6) / 595, 2);
    expect(images[0]?.frame?.y).toBeCloseTo((842 - 810 - 6) / 842, 2);
    expect(images[0]?.frame?.height).toBeCloseTo(62 / 842, 2);
  });

  it('renders a page whole when it says next to nothing as text', async () => {
    const letterhead = { ...gray, area: [72, 760, 120, 50] as const };
    const { pieces } = await piecesOf(makePdf([{ picture: letterhead }]));
    const [image] = pieces.filter((piece) => piece.kind === 'image');
    expect(image?.frame).toMatchObject({ x: 0, y: 0, width: 1, height: 1 });
  });

  it('reads document properties as labels', async () => {
    const { texts } = await piecesOf(makePdf([{ lines: [body] }], { MSIP_Label_0000_Name: 'Confidential' }));
    expect(texts).toContain('MSIP_Label_0000_Name = Confidential');
  });

  it('opens attachments, and reads comments and form fields', async () => {
    const attached = 'SECRET//NOFORN';
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [6 0 R 7 0 R] >>',
      '<< /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>',
      stream('/Type /EmbeddedFile', Buffer.from(attached)),
      '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a comment) >>',
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (a field) /Rect [9 9 99 29] >>',
    ];
    const { texts } = await piecesOf(assemble(objects, '/Root 1 0 R'));
    expect(texts).toContain('unknown: a comment');
    expect(texts).toContain('unknown: a field');
    expect(texts).toContain('body: SECRET//NOFORN');
  });

  const layered = (state: string) => [
    `<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /Order [6 0 R] ${state} >> >> >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 7 0 R >> /XObject << /P 5 0 R >> /Properties << /L 6 0 R >> >> >>',
    stream(
      '',
      Buffer.from(
        'BT /F 12 Tf 72 500 Td (Harbour inspection plan) Tj ET /OC /L BDC q 200 0 0 100 72 600 cm /P Do Q BT /F 12 Tf 240 815 Td (SECRET//NOFORN) Tj ET EMC',
      ),
    ),
    stream(
      '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8',
      Buffer.alloc(12, 64),
    ),
    '<< /Type /OCG /Name (notes) >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const dark = async (bytes: Uint8Array) => {
    const { channels } = await sharp(bytes).stats();
    return Math.min(...channels.map(({ min }) => min)) < 100;
  };

  it.each([
    ['a table', assemble],
    ['a stream', assembleStreamed],
  ])(
    'reads what stands on a layer that is switched off, its pictures too: %s of references',
    async (_, write) => {
      const { texts, pieces, uninspected } = await piecesOf(write(layered('/OFF [6 0 R]'), '/Root 1 0 R'));
      expect(texts).toContain('header: SECRET//NOFORN');
      expect(uninspected).toEqual([]);
      const images = pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.bytes] : []));
      expect(await Promise.all(images.map(dark))).toContain(true);
      const shown = await piecesOf(write(layered(''), '/Root 1 0 R'));
      expect(shown.images).toBe(1);
    },
  );

  it.each([
    ['by what other layers are not', '/OCGs [6 0 R] /P /AllOff', 'alone'],
    ['by an expression', '/VE [/Not 6 0 R]', 'alone'],
    ['by an expression, in a stream of objects', '/VE [/Not 6 0 R]', 'packed'],
    ['by what other layers are not, in a stream of objects', '/OCGs 6 0 R /P /AllOff', 'packed'],
  ])('looks at pictures that are hidden by a rule: %s', async (_, rule, how) => {
    const membership = `<< /Type /OCMD ${rule} >>`;
    const objects = layered('').map((object) =>
      Buffer.from(object.toString('latin1').replace('/L 6 0 R', '/L 9 0 R'), 'latin1'),
    );
    const others = [...objects, Buffer.from('null')];
    const file =
      how === 'alone'
        ? assemble([...others, membership], '/Root 1 0 R')
        : withObjectStream(others, 9, membership);
    const { texts, pieces, uninspected } = await piecesOf(file);
    expect(texts).toContain('header: SECRET//NOFORN');
    expect(uninspected).toEqual([]);
    const images = pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.bytes] : []));
    expect(await Promise.all(images.map(dark))).toContain(true);
  });

  it('says hidden layers where a stream of objects cannot be looked into', async () => {
    const file = withObjectStream(layered(''), 8, '<< /Type /OCMD /VE [/Not 6 0 R] >>', '/Filter /LZWDecode');
    const { uninspected } = await piecesOf(file);
    expect(uninspected).toContainEqual({ part: 'file, hidden layers', reason: 'damaged', limit: null });
  });

  it('says that hidden layers were not looked at when they cannot be shown', async () => {
    const file = assemble(layered('/OFF [6 0 R]'), '/Root 1 0 R');
    const cut = file.subarray(0, file.lastIndexOf('startxref'));
    const { uninspected } = await piecesOf(cut);
    expect(uninspected).toEqual([{ part: 'file, hidden layers', reason: 'damaged', limit: null }]);
  });

  it('reads bookmarks, link targets, notes that are hidden, and looks at stamps', async () => {
    const { texts, images } = await piecesOf(
      assemble(
        [
          '<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R >>',
          '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
          '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 5 0 R 6 0 R] >>',
          '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/SECRET) >> >>',
          '<< /Type /Annot /Subtype /Text /F 2 /Rect [0 0 9 9] /Contents (a hidden note) >>',
          '<< /Type /Annot /Subtype /Stamp /Name /Confidential /Rect [50 50 250 120] /Contents (a stamp) /AP << /N 9 0 R >> >>',
          '<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>',
          '<< /Title (a bookmark) /Parent 7 0 R /Dest [3 0 R /Fit] >>',
          stream('/Type /XObject /Subtype /Form /BBox [0 0 200 70]', Buffer.from('0 0 200 70 re f')),
        ],
        '/Root 1 0 R',
      ),
    );
    expect(texts).toEqual(
      expect.arrayContaining([
        'unknown: a bookmark',
        'unknown: https://example.org/SECRET',
        'unknown: a hidden note',
        'unknown: a stamp',
      ]),
    );
    expect(images).toBe(1);
  });

  /** Object 3 is the page, 4 what it shows, 5 its font. */
  const pageWith = (
    of: { catalog?: string; page?: string; text?: string },
    more: readonly (Buffer | string)[],
  ) =>
    assemble(
      [
        `<< /Type /Catalog /Pages 2 0 R ${of.catalog ?? ''} >>`,
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> ${of.page ?? ''} >>`,
        stream(
          '',
          Buffer.from(
            `BT /F 12 Tf 72 500 Td (${of.text ?? 'The harbour crane was inspected on Tuesday.'}) Tj ET`,
          ),
        ),
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        ...more,
      ],
      '/Root 1 0 R',
    );
  const FILE = '<< /Type /Filespec /F (a.txt) /Desc (a plan) /EF << /F 7 0 R >> >>';
  const attached = stream('/Type /EmbeddedFile', Buffer.from('NATO SECRET'));

  it.each([
    [
      'the list of a portfolio',
      { catalog: '/Collection << >> /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>' },
    ],
    ['the document alone', { catalog: '/AF [6 0 R]' }],
    ['its page alone', { page: '/AF [6 0 R]' }],
    [
      'its page and the list',
      { catalog: '/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>', page: '/AF [6 0 R]' },
    ],
  ])('opens a file that hangs on %s, once', async (_, of) => {
    const { texts, uninspected } = await piecesOf(pageWith(of, [FILE, attached]));
    expect(texts.filter((text) => text === 'body: NATO SECRET')).toHaveLength(1);
    expect(uninspected).toEqual([]);
  });

  it('says a file in no list whose packing it does not know', async () => {
    const packed = stream('/Type /EmbeddedFile /Filter /BrotliDecode', Buffer.from('x'));
    const { uninspected } = await piecesOf(pageWith({ page: '/AF [6 0 R]' }, [FILE, packed]));
    expect(uninspected).toEqual([{ part: 'file, attachment', reason: 'unsupported-type', limit: null }]);
  });

  const shown = stream(
    '/Type /XObject /Subtype /Form /BBox [0 0 300 60] /Resources << /Font << /F 5 0 R >> >>',
    Buffer.from('BT /F 24 Tf 2 10 Td (SECRET) Tj ET'),
  );
  const RECT = '/Type /Annot /Rect [0 0 300 60]';

  it('reads what fields show, whatever value they hold', async () => {
    const fields = `<< ${RECT} /Subtype /Widget /FT /Tx /T (a) /AP << /N 7 0 R >> >>`;
    const choice = `<< ${RECT} /Subtype /Widget /FT /Ch /T (b) /V (1) /Opt [[(1) (GEHEIM)] [(2) (offen)]] >>`;
    const { texts } = await piecesOf(
      pageWith({ catalog: '/AcroForm << /Fields [6 0 R 8 0 R] >>', page: '/Annots [6 0 R 8 0 R]' }, [
        fields,
        shown,
        choice,
      ]),
    );
    expect(texts).toEqual(expect.arrayContaining(['unknown: SECRET', 'unknown: GEHEIM']));
    expect(texts).not.toContain('unknown: offen');
  });

  it.each([
    ['a shape', '/Subtype /Square'],
    ['a button', '/Subtype /Widget /FT /Btn /Ff 65536 /T (a)'],
    ['a signature', '/Subtype /Widget /FT /Sig /T (a)'],
  ])('looks at the page where %s has letters of its own', async (_, kind) => {
    const of = { catalog: '/AcroForm << /Fields [6 0 R] >>', page: '/Annots [6 0 R]' };
    const plain = await piecesOf(pageWith(of, [`<< ${RECT} ${kind} >>`]));
    const drawn = await piecesOf(pageWith(of, [`<< ${RECT} ${kind} /AP << /N 7 0 R >> >>`, shown]));
    expect([plain.images, drawn.images]).toEqual([0, 1]);
  });

  it('reads names of layers', async () => {
    const of = { catalog: '/OCProperties << /OCGs [6 0 R] /D << /Order [6 0 R] >> >>' };
    const { texts } = await piecesOf(pageWith(of, ['<< /Type /OCG /Name (NATO SECRET) >>']));
    expect(texts).toContain('unknown: NATO SECRET');
  });

  it('says a form that exists in XML only, also where it lists fields', async () => {
    const of = { catalog: '/AcroForm << /Fields [7 0 R] /XFA [(template) 6 0 R] >>' };
    const form = [stream('', Buffer.from('<template/>')), '<< /FT /Tx /T (a) >>'];
    const note = { part: 'file', reason: 'unsupported-type', limit: null };
    const waits = 'Please wait... If this message is not eventually replaced';
    expect((await piecesOf(pageWith({ ...of, text: waits }, form))).uninspected).toEqual([note]);
    expect((await piecesOf(pageWith(of, form))).uninspected).toEqual([]);
  });

  it('says which limit cut pages off, and reads those before it', async () => {
    const { texts, uninspected } = await piecesOf(makePdf([{ lines: [body] }, { lines: [banner(815)] }]), {
      pages: 1,
    });
    expect(uninspected).toEqual([
      { part: 'file', reason: 'too-many-pages', limit: { name: 'pages', value: 1 } },
    ]);
    expect(texts).toContain('body: Harbour inspection plan (draft)');
    expect(texts.join()).not.toContain('SECRET');
  });

  it.each([
    ['the references at its end', 500],
    ['its last objects too', 1100],
  ])('reads what is left of a PDF that lost %s, and says that it is damaged', async (_, lost) => {
    const line = { text: 'SECRET//NOFORN', x: 240, y: 815, size: 12 };
    const whole = makePdf(
      Array.from({ length: 4 }, () => ({ lines: [line, { ...line, text: 'Plan', y: 500 }] })),
    );
    const { texts, uninspected } = await piecesOf(whole.subarray(0, whole.length - lost));
    expect(texts).toContain('header: SECRET//NOFORN');
    expect(uninspected).toContainEqual({ part: 'file', reason: 'damaged', limit: null });
  });

  it('reads the pages of a PDF of which nothing leads to them any more', async () => {
    const whole = makePdf([
      {
        lines: [
          { text: 'NATO SECRET', x: 240, y: 815, size: 12 },
          { text: 'Plan', x: 80, y: 500, size: 12 },
        ],
      },
    ]).toString('latin1');
    const headless = whole.slice(0, whole.indexOf('xref\n')).replace('/Type /Catalog', '/Type /Nothing');
    const { texts, uninspected } = await piecesOf(Buffer.from(headless, 'latin1'));
    expect(texts).toContain('header: NATO SECRET');
    expect(uninspected).toContainEqual({ part: 'file', reason: 'damaged', limit: null });
  });

  it('calls what is no readable PDF damaged', async () => {
    const { mediaType, uninspected } = await piecesOf(
      Buffer.from('%PDF-1.7\nnothing that follows makes sense'),
    );
    expect(mediaType).toBe('application/pdf');
    expect(uninspected).toEqual([{ part: 'file', reason: 'damaged', limit: null }]);
  });

  const withPicture = (attributes: string, bytes: Uint8Array) =>
    assemble(
      [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>',
        stream('', Buffer.from('q 500 0 0 500 9 9 cm /P Do Q')),
        stream(`/Type /XObject /Subtype /Image ${attributes}`, Buffer.from(bytes)),
      ],
      '/Root 1 0 R',
    );
  const rgb = '/ColorSpace /DeviceRGB /BitsPerComponent 8';

  it.each(['JBIG2Decode', 'JPXDecode', 'DCTDecode'] as const)(
    'says that a picture is damaged when nothing of it can be decoded: %s',
    async (filter) => {
      const { uninspected } = await piecesOf(pdfPicture(filter, 600));
      expect(uninspected).toEqual([{ part: 'page 1', reason: 'damaged', limit: null }]);
    },
  );

  it('says nothing of the kind of pictures that are whole, stencils among them', async () => {
    const drawn = sharp({ create: { width: 60, height: 60, channels: 3, background: '#808080' } });
    const files = [
      withPicture(`/Width 60 /Height 60 ${rgb} /Filter /DCTDecode`, await drawn.clone().jpeg().toBuffer()),
      withPicture(`/Width 60 /Height 60 ${rgb}`, await drawn.clone().raw().toBuffer()),
      withPicture('/Width 64 /Height 64 /ImageMask true /BitsPerComponent 1', new Uint8Array(512).fill(0x55)),
      withPicture(
        '/Width 60 /Height 60 /ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>] /BitsPerComponent 8',
        new Uint8Array(3600).fill(1),
      ),
    ];
    for (const file of files) expect((await piecesOf(file)).uninspected).toEqual([]);
  });

  it('does not decode a picture that claims more pixels than the limit, and says so', async () => {
    const claims = withPicture(`/Width 60000 /Height 60000 ${rgb} /Filter /DCTDecode`, new Uint8Array(64));
    const { uninspected } = await piecesOf(claims);
    expect(uninspected).toMatchObject([{ part: 'page 1', reason: 'too-many-pixels' }]);
  });
});

/** A file whose object `number` is in a stream of objects, as most programs write them. */
function withObjectStream(
  objects: readonly (Buffer | string)[],
  number: number,
  body: string,
  filter = '/Filter /FlateDecode',
): Buffer {
  const head = `${number} 0 `;
  const packed = deflateSync(head + body);
  const all = [
    ...objects.slice(0, number - 1),
    'null',
    stream(`/Type /ObjStm /N 1 /First ${head.length} ${filter}`, packed),
  ];
  const table = assemble(all, '');
  const start = table.lastIndexOf('xref\n0 ');
  const own = all.length + 1;
  const rows = Buffer.alloc((own + 1) * 7);
  for (let at = 1; at <= own; at += 1) {
    rows.writeUInt8(at === number ? 2 : 1, at * 7);
    const offset = at === own ? start : at === number ? own - 1 : table.indexOf(`\n${at} 0 obj`) + 1;
    rows.writeUInt32BE(offset, at * 7 + 1);
  }
  return Buffer.concat([
    table.subarray(0, start),
    Buffer.from(`${own} 0 obj\n`),
    stream(`/Type /XRef /Size ${own + 1} /W [1 4 2] /Root 1 0 R`, rows),
    Buffer.from(`\nendobj\nstartxref\n${start}\n%%EOF\n`),
  ]);
}
