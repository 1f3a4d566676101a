import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

/** Documents as LibreOffice writes them, with a made-up word in every place. */
async function fixture(name: string): Promise<Uint8Array> {
  const bytes = await readFile(new URL(`../../../../test/fixtures/office/${name}`, import.meta.url));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

const PROPERTIES = 'ZQTITLE ZQSUBJECT ZQKEYWORD ZQDESCR ZQCUSTOM';
const TEXT =
  'ZQHEADER ZQFOOTER ZQDELETED ZQINSERTED ZQFIRST ZQBODY ZQFOOTNOTE ZQENDNOTE ZQCOMMENT ZQTEXTBOX ZQSHAPE ZQHIDDENTEXT ZQHREF ZQLINKTEXT ZQUSERFIELD ZQCELL ZQPAGETWO ZQLAST ZQFONTWORK';
const SHEET =
  'ZQHEADL ZQHEADC ZQFOOT ZQSHEET ZQTEXTBOX ZQNOTE ZQCELL ZQFORM ZQHREF ZQLINK ZQHIDDENSHEET ZQHIDDENCELL ZQNAMED ZQNAMEEXPR ZQVALHELP';
const SLIDES =
  'ZQMASTER ZQSLIDEFOOTER ZQCOMMENT ZQSLIDETITLE ZQBODY ZQSHAPE ZQTABLECELL ZQSPEAKERNOTE ZQHIDDENSLIDE';

describe('documents of a real office program', () => {
  it.each([
    ['text.docx', `${TEXT} ZQBOOKMARK ZQALTTITLE ZQALTDESC`],
    ['text.doc', `${TEXT} ZQBOOKMARK`],
    ['text.odt', `${TEXT} ZQBOOKMARK ZQALTTITLE ZQALTDESC`],
    ['text.rtf', `${TEXT} ZQBOOKMARK ZQALTDESC`],
    ['sheet.xlsx', SHEET],
    ['sheet.xls', SHEET],
    ['sheet.ods', SHEET],
    ['slides.pptx', SLIDES],
    ['slides.ppt.gz', SLIDES],
    ['slides.odp', `${SLIDES} ZQALTTITLE ZQALTDESC`],
  ])('%s is read in every place', async (name, words) => {
    const { texts, images, uninspected } = await piecesOf(await fixture(name));
    const all = texts.join('\n');
    const missing = [...words.split(' '), ...PROPERTIES.split(' ')].filter((word) => !all.includes(word));
    expect(missing).toEqual([]);
    expect(images).toBeGreaterThan(0);
    expect(uninspected).toEqual([]);
  });

  it.each([
    ['text.docx', 'ZQHEADER', 'header', null],
    ['text.doc', 'ZQHEADER', 'header', null],
    ['text.doc', 'ZQFOOTER', 'footer', null],
    ['text.docx', 'ZQPAGETWO', 'body', 2],
    ['text.doc', 'ZQFONTWORK', 'watermark', null],
    ['text.doc', 'ZQCELL', 'cell', 1],
    ['text.rtf', 'ZQFOOTER', 'footer', null],
    ['text.rtf', 'ZQPAGETWO', 'body', 2],
    ['sheet.xls', 'ZQHEADL', 'header', null],
    ['sheet.xlsx', 'ZQHEADC', 'header', null],
    ['sheet.ods', 'ZQFOOT', 'footer', null],
    ['slides.ppt.gz', 'ZQBODY', 'body', 1],
    ['slides.ppt.gz', 'ZQMASTER', 'header', null],
    ['slides.odp', 'ZQMASTER', 'header', null],
    ['slides.ppt.gz', 'ZQHIDDENSLIDE', 'body', 2],
    ['slides.ppt.gz', 'ZQSPEAKERNOTE', 'body', 1],
    ['slides.pptx', 'ZQHIDDENSLIDE', 'body', 2],
    ['slides.pptx', 'ZQSPEAKERNOTE', 'body', 1],
    ['slides.odp', 'ZQHIDDENSLIDE', 'body', 2],
  ])('%s says where %s stands', async (name, word, zone, page) => {
    const { pieces } = await piecesOf(await fixture(name));
    const places = pieces.flatMap((piece) =>
      piece.kind === 'text' && piece.segment.text.includes(word)
        ? [{ zone: piece.segment.where.zone, page: piece.segment.where.page }]
        : [],
    );
    expect(places).toContainEqual({ zone, page });
  });
});
