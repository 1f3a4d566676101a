import { expect, it } from 'vitest';
import {
  appendUpdate,
  assemble,
  assembleStreamed,
  stream,
} from '../../../../test/hostile/generators/make-pdf.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const said = (text: string) => stream('', Buffer.from(`BT /F 12 Tf 72 500 Td (${text}) Tj ET`));
const page = (contents: string, more = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources << /Font << /F 5 0 R >> /XObject << /P 6 0 R >> >> ${more} >>`;
const picture = (grey: number) =>
  stream(
    '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8',
    Buffer.alloc(12, grey),
  );
const drawn = stream(
  '',
  Buffer.from('q 200 0 0 100 72 600 cm /P Do Q BT /F 12 Tf 72 500 Td (Harbour inspection plan) Tj ET'),
);

const objects = (contents: Buffer, pages = '/Count 1 /Kids [3 0 R]', more = ''): (Buffer | string)[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  `<< /Type /Pages ${pages} >>`,
  page('4 0 R', more),
  contents,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  picture(60),
];

/** "part page: text" of what is no label. */
async function lines(bytes: Buffer): Promise<string[]> {
  const { pieces, uninspected } = await piecesOf(bytes);
  expect(uninspected).toEqual([]);
  return pieces.flatMap((piece) =>
    piece.kind === 'text' && piece.segment.source === 'text'
      ? [`${piece.segment.where.part} ${piece.segment.where.page}: ${piece.segment.text}`]
      : [],
  );
}

it.each([
  ['a table', assemble],
  ['a stream', assembleStreamed],
])('reads what stood on a page before it was replaced: %s of references', async (_, write) => {
  const before = write(objects(said('SECRET//NOFORN')), '/Root 1 0 R');
  expect(await lines(appendUpdate(before, { 4: said('Harbour inspection plan') }))).toEqual([
    ' 1: Harbour inspection plan',
    '#200001 1: SECRET//NOFORN',
  ]);
});

it('reads each state of a document that was saved again and again, the newest first', async () => {
  const first = assemble(objects(said('first')), '/Root 1 0 R');
  const second = appendUpdate(first, { 4: said('second') });
  expect(await lines(appendUpdate(second, { 4: said('third') }))).toEqual([
    ' 1: third',
    '#200001 1: second',
    '#200002 1: first',
  ]);
});

it('reads pages that were taken out, once', async () => {
  const before = assemble(objects(said('SECRET//NOFORN')), '/Root 1 0 R');
  const after = appendUpdate(before, {
    2: '<< /Type /Pages /Count 1 /Kids [7 0 R] >>',
    7: page('8 0 R'),
    8: said('plan'),
  });
  expect(await lines(after)).toEqual([' 1: plan', '#200001 1: SECRET//NOFORN']);
});

it('reads pages that nothing leads to', async () => {
  const file = assemble([...objects(said('plan')), page('8 0 R'), said('SECRET//NOFORN')], '/Root 1 0 R');
  expect(await lines(file)).toEqual([' 1: plan', '#200001 1: SECRET//NOFORN']);
});

it('reads beyond the edge of a page that was cropped', async () => {
  const both = stream(
    '',
    Buffer.from('BT /F 12 Tf 72 800 Td (SECRET//NOFORN) Tj ET BT /F 12 Tf 72 200 Td (plan) Tj ET'),
  );
  const cropped = await lines(assemble(objects(both, undefined, '/CropBox [0 0 595 400]'), '/Root 1 0 R'));
  expect(cropped).toEqual([' 1: plan', '#200001 1: SECRET//NOFORN', '#200001 1: plan']);
  const whole = await lines(assemble(objects(both, undefined, '/CropBox [0 0 595.0 842]'), '/Root 1 0 R'));
  expect(whole).toEqual([' 1: SECRET//NOFORN', ' 1: plan']);
});

it('looks at a picture that was replaced, and not again at one that stayed', async () => {
  const before = assemble(objects(drawn), '/Root 1 0 R');
  const parts = async (bytes: Buffer) =>
    (await piecesOf(bytes)).pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.part] : []));
  expect(await parts(appendUpdate(before, { 6: picture(200) }))).toEqual(['', '#200001']);
  expect(
    await parts(appendUpdate(before, { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' })),
  ).toEqual(['']);
});

it('does not open anew what was only signed', async () => {
  const before = assemble(objects(said('plan')), '/Root 1 0 R');
  const signed = appendUpdate(before, {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [9 0 R] /SigFlags 3 >> >>',
    3: page('4 0 R', '/Annots [9 0 R]'),
    9: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /V << /Type /Sig /Reason (SECRET//NOFORN) >> >>',
  });
  expect(await lines(signed)).toEqual([' 1: plan', ' null: SECRET//NOFORN']);
  const { pieces } = await piecesOf(signed, { entries: 0 });
  expect(pieces.filter((piece) => piece.kind === 'uninspected')).toEqual([]);
});

it('says which state was not looked at when a limit is hit', async () => {
  const before = assemble(objects(said('before')), '/Root 1 0 R');
  const { uninspected } = await piecesOf(appendUpdate(before, { 4: said('after') }), { entries: 0 });
  expect(uninspected).toEqual([
    { part: 'entry #200001', reason: 'too-many-entries', limit: { name: 'entries', value: 0 } },
  ]);
});

const form = (text: string, more = '') =>
  stream(
    `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> ${more}`,
    Buffer.from(`BT /F 12 Tf 72 500 Td (${text}) Tj ET`),
  );

it.each([
  ['a table', assemble],
  ['a stream', assembleStreamed],
])('reads drawings that nothing draws: %s of references', async (_, write) => {
  expect(await lines(write([...objects(said('plan')), form('SECRET//NOFORN')], '/Root 1 0 R'))).toEqual([
    ' 1: plan',
    '#200001 1: SECRET//NOFORN',
  ]);
});

it('reads a drawing that its page names and does not draw, also where another page draws one of that name', async () => {
  const twoPages = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 2 /Kids [3 0 R 7 0 R] >>',
    page('4 0 R').replace('/P 6 0 R', '/P 8 0 R'),
    stream('', Buffer.from('/P Do')),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    form('SECRET//NOFORN'),
    page('9 0 R'),
    form('drawn'),
    said('plan'),
  ];
  expect(await lines(assemble(twoPages, '/Root 1 0 R'))).toEqual([
    ' 1: drawn',
    ' 2: plan',
    '#200001 1: SECRET//NOFORN',
  ]);
});

it('reads every state of a field, and contents that no page has', async () => {
  const field =
    '<< /Type /Annot /Subtype /Widget /FT /Btn /Rect [9 9 99 29] /AS /Off /AP << /N << /Yes 8 0 R >> >> >>';
  const file = assemble(
    [...objects(said('plan'), undefined, '/Annots [7 0 R]'), field, form('NATO SECRET'), said('UK SECRET')],
    '/Root 1 0 R',
  );
  expect(await lines(file)).toEqual([
    ' 1: plan',
    ' 1: Off',
    '#200001 1: UK SECRET',
    '#200002 1: NATO SECRET',
  ]);
});

it('looks at a picture that no page draws, and not at one that is drawn, or is the mask of one', async () => {
  const shown = (of: string) =>
    stream(
      `/Type /XObject /Subtype /Image /Width 60 /Height 60 /ColorSpace /DeviceGray /BitsPerComponent 8 ${of}`,
      Buffer.alloc(3600, 60),
    );
  const parts = async (...more: Buffer[]) =>
    (await piecesOf(assemble([...objects(drawn).slice(0, 5), ...more], '/Root 1 0 R'))).pieces.flatMap(
      (piece) => (piece.kind === 'image' ? [piece.part] : []),
    );
  expect(await parts(shown('/SMask 7 0 R'), shown(''))).toEqual(['']);
  expect(await parts(shown(''), shown(''))).toEqual(['', '#200001']);
});

it('finds pages in streams of objects that nothing leads to', async () => {
  const inner = `7 0 ${page('4 0 R').replace('/Parent 2 0 R', '')}`;
  const file = assembleStreamed(
    [
      ...objects(said('plan')),
      'null',
      stream('/Type /ObjStm /N 1 /First 4', Buffer.from(inner.replace('4 0 R', '9 0 R'))),
      said('SECRET//NOFORN'),
    ],
    '/Root 1 0 R',
  );
  // The table says where number 7 is: first in the stream that is number 8.
  const at = file.lastIndexOf('stream\n', file.lastIndexOf('endstream')) + 7 + 7 * 7;
  file.writeUInt8(2, at);
  file.writeUInt32BE(8, at + 1);
  file.writeUInt16BE(0, at + 5);
  expect(await lines(file)).toEqual([' 1: plan', '#200001 1: SECRET//NOFORN']);
});

it('reads what patterns and masks say that a page draws', async () => {
  const pattern = stream(
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 595 842] /XStep 595 /YStep 842 /Resources << /Font << /F 5 0 R >> >>',
    Buffer.from('BT /F 12 Tf 72 500 Td (NATO SECRET) Tj ET'),
  );
  const drawn = stream(
    '',
    Buffer.from('/Pattern cs /A scn 0 0 9 9 re f BT /F 12 Tf 72 500 Td (Harbour plan) Tj ET'),
  );
  const paged = page('4 0 R').replace(
    '/XObject',
    '/Pattern << /A 6 0 R >> /ExtGState << /B << /SMask << /S /Luminosity /G 7 0 R >> >> >> /XObject',
  );
  const file = objects(drawn).map((object, at) =>
    at === 2 ? paged.replace('/P 6 0 R', '') : at === 5 ? pattern : object,
  );
  expect(await lines(assemble([...file, form('UK SECRET')], '/Root 1 0 R'))).toEqual([
    ' 1: Harbour plan',
    '#200001 1: NATO SECRET',
    '#200001 2: UK SECRET',
  ]);
});

it('looks at pictures in patterns, and reads letters of a font that are words in another', async () => {
  const pattern = stream(
    '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 595 842] /XStep 595 /YStep 842 /Resources << /XObject << /P 6 0 R >> >>',
    Buffer.from('q 200 0 0 100 72 600 cm /P Do Q'),
  );
  const tiled = await piecesOf(assemble([...objects(said('Harbour plan')), pattern], '/Root 1 0 R'));
  expect(tiled.pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.part] : []))).toEqual(['#200001']);
  const font =
    '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /LastChar 65 /Widths [600] /CharProcs << /A 8 0 R >> /Resources << /Font << /F 5 0 R >> >> >>';
  const glyph = stream('', Buffer.from('600 0 d0 BT /F 9 Tf 0 0 Td (NATO SECRET) Tj ET'));
  expect(await lines(assemble([...objects(drawn), font, glyph], '/Root 1 0 R'))).toEqual([
    ' 1: Harbour inspection plan',
    '#200001 1: NATO SECRET',
  ]);
});

it('reads how very many fields look, which are no pages', async () => {
  const fields = Array.from({ length: 600 }, (_, at) => 7 + at * 2);
  const looks = fields.flatMap((num) => [
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [9 9 99 29] /AP << /D ${num + 1} 0 R >> >>`,
    form(num === 1205 ? 'NATO SECRET' : 'x'),
  ]);
  const annotations = `/Annots [${fields.map((num) => `${num} 0 R`).join(' ')}]`;
  const file = assemble([...objects(said('plan'), undefined, annotations), ...looks], '/Root 1 0 R');
  expect(await lines(file)).toContain('#200001 600: NATO SECRET');
});
