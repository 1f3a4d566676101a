import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { assemble, stream } from '../../../../test/hostile/generators/make-pdf.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const packed = (dictionary: string, text: string) =>
  stream(`${dictionary} /Filter /FlateDecode`, deflateSync(Buffer.from(text)));
const inUtf16 = Buffer.from('\ufeff机密★10年', 'utf16le').swap16().toString('hex');

it('reads the words of a PDF that stand on no page', async () => {
  const inner = '<< /Type /StructElem /S /Figure /Alt (CONFIDENTIEL) >>';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [4 0 R 7 0 R] >>',
    '<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /Subj (SECRET \\(NOFORN\\)) >>',
    packed('', '/Span << /ActualText (NATO RESTRICTED) >> BDC 0 0 9 9 re f EMC'),
    '<< /FT /Tx /T (f) /TU (GEHEIM) /V (UK SECRET) >>',
    '<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /T (b) /Rect [9 9 99 29] /MK << /CA (STRENG GEHEIM) >> >>',
    `<< /Type /StructElem /S /Figure /Alt <${inUtf16}> >>`,
    packed(`/Type /ObjStm /N 1 /First 5`, `10 0 ${inner}`),
  ];
  const { texts, uninspected } = await piecesOf(assemble(objects, '/Root 1 0 R'));
  for (const words of [
    'SECRET (NOFORN)',
    'NATO RESTRICTED',
    'GEHEIM',
    'UK SECRET',
    'STRENG GEHEIM',
    '机密★10年',
    'CONFIDENTIEL',
  ])
    expect(texts.filter((text) => text === `unknown: ${words}`)).toHaveLength(1);
  expect(uninspected).toEqual([]);
});

it('reads them too where something only looks like the lock of a document', async () => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >> % /Encrypt 9 0 R',
    '<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /Subj (NATO SECRET) >>',
  ];
  expect((await piecesOf(assemble(objects, '/Root 1 0 R'))).texts).toContain('unknown: NATO SECRET');
});

it.each([
  ['titles of threads', '/Threads [<< /Type /Thread /I << /Title (NATO SECRET) >> >>]', ''],
  ['data of programs', '/PieceInfo << /A << /Private << /Note (NATO SECRET) >> >> >>', ''],
  ['names of places', '/Names << /Dests << /Names [(NATO SECRET) [3 0 R /Fit]] >> >>', ''],
  [
    'a form in XML behind another',
    '/AcroForm << /Fields [<< /FT /Tx /T (a) >>] /XFA [(template) 5 0 R] >>',
    '',
  ],
  ['a script', '/OpenAction << /S /JavaScript /JS (app.alert\\("NATO SECRET"\\)) >>', ''],
  ['a script in a stream', '/OpenAction << /S /JavaScript /JS 4 0 R >>', ''],
  ['a named script', '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS 4 0 R >>] >> >>', ''],
  ['a script of a page', '', '/AA << /O << /S /JavaScript /JS 4 0 R >> >>'],
  [
    'a script of a field',
    '',
    '/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [9 9 99 29] /AA << /K << /S /JavaScript /JS 4 0 R >> >> >>]',
  ],
])('reads %s', async (_, catalogue, page) => {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} >>`,
    packed('', 'var banner = "NATO SECRET";\nthis.go(2);'),
    packed('', '<template><field><value><text>NATO SECRET</text></value></field></template>'),
  ].slice(0, catalogue.includes('5 0 R') ? 5 : 4);
  const { texts, uninspected } = await piecesOf(assemble(objects, '/Root 1 0 R'));
  expect(texts.filter((text) => text.startsWith('unknown:'))).toEqual(['unknown: NATO SECRET']);
  expect(uninspected).toEqual([]);
});

it.each([
  ['titles of films', '<< /Type /Annot /Subtype /Movie /T (NATO SECRET) >>'],
  ['titles of parts', '<< /Type /StructElem /S /Sect /T (NATO SECRET) >>'],
  ['what short forms stand for', '<< /Type /StructElem /S /Span /E (NATO SECRET) >>'],
  ['remarks', '<< /A 1 >> % NATO SECRET'],
  ['remarks in what draws', packed('', '0 0 9 9 re f % NATO SECRET\n')],
  ['a string that is an object of its own', '(NATO SECRET)'],
  ['names of groups of layers', '<< /OCGs [] /D << /Order [(NATO SECRET) []] >> >>'],
  [
    'what is packed twice, and as letters',
    stream(
      '/Filter [/ASCIIHexDecode /FlateDecode]',
      Buffer.from(deflateSync('/E (NATO SECRET)').toString('hex')),
    ),
  ],
])('reads %s', async (_, object) => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    object,
  ];
  const { texts, uninspected } = await piecesOf(assemble(objects, '/Root 1 0 R'));
  expect(texts.filter((text) => text.startsWith('unknown:'))).toEqual(['unknown: NATO SECRET']);
  expect(uninspected).toEqual([]);
});

const empty = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
];

it('reads what stands before the beginning, behind the end and between objects', async () => {
  const file = assemble(empty, '/Root 1 0 R').toString('latin1');
  const { texts } = await piecesOf(
    Buffer.from(`${file.replace('%PDF-1.7', '%PDF-1.7\n% GEHEIM')}\nNATO SECRET\n`),
  );
  expect(texts.filter((text) => text.startsWith('unknown:'))).toEqual([
    'unknown: % GEHEIM',
    'unknown: NATO SECRET',
  ]);
});

it('does not take names of fields, files and choices for words', async () => {
  const objects = [
    ...empty,
    '<< /FT /Ch /T (NATO SECRET) /Opt [(NATO SECRET) (b)] /Kids [] >>',
    '<< /Names [(NATO SECRET.pdf) 4 0 R] /Limits [(NATO SECRET.pdf) (NATO SECRET.pdf)] >>',
  ];
  const { texts } = await piecesOf(assemble(objects, '/Root 1 0 R'));
  expect(texts.filter((text) => text.includes('NATO'))).toEqual([]);
});

it('says that words may lie where nobody can unpack them', async () => {
  const { uninspected } = await piecesOf(
    assemble([...empty, stream('/Filter /BrotliDecode', Buffer.from('/E (NATO SECRET)'))], '/Root 1 0 R'),
  );
  expect(uninspected).toEqual([{ part: 'file, words on no page', reason: 'damaged', limit: null }]);
});

it('does not read strings that are never closed for ever, and says so', async () => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    stream('', Buffer.from('/E('.repeat(300_000))),
  ];
  const { uninspected } = await piecesOf(assemble(objects, '/Root 1 0 R'));
  expect(uninspected.map(({ reason }) => reason)).toEqual(['too-large']);
});
