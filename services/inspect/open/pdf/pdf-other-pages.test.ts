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
