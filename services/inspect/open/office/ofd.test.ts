import { expect, it } from 'vitest';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

it('reads an OFD document by line, with page and zone', async () => {
  const run = (x: number, y: number, text: string) =>
    `<ofd:TextObject Boundary="${x} ${y} ${text.length * 6} 6"><ofd:TextCode>${text}</ofd:TextCode></ofd:TextObject>`;
  const { mediaType, texts, pieces } = await piecesOf(
    makeZip([
      [
        'OFD.xml',
        '<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>方案</ofd:Title></ofd:DocInfo></ofd:DocBody></ofd:OFD>',
      ],
      [
        'Doc_0/Pages/Page_1/Content.xml',
        `<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>${run(20, 20, '机密')}${run(32, 20, '★10年')}${run(20, 150, '港口检查')}</ofd:Page>`,
      ],
    ]),
  );
  expect(mediaType).toBe('application/ofd');
  expect(texts).toEqual(['Title = 方案', 'header: 机密★10年', 'body: 港口检查']);
  const page = pieces.flatMap((piece) =>
    piece.kind === 'text' && piece.segment.text.startsWith('机密') ? [piece.segment.where.page] : [],
  );
  expect(page).toEqual([2]);
});

it('reads bookmarks, remarks on annotations and tags of an OFD document', async () => {
  const { texts } = await piecesOf(
    makeZip([
      ['OFD.xml', '<ofd:OFD><ofd:DocBody/></ofd:OFD>'],
      [
        'Doc_0/Document.xml',
        '<ofd:Document><ofd:Outlines><ofd:OutlineElem Title="机密★10年"/></ofd:Outlines><ofd:Bookmarks><ofd:Bookmark Name="绝密附件"/></ofd:Bookmarks></ofd:Document>',
      ],
      [
        'Doc_0/Annots/Page_0/Annotation.xml',
        '<ofd:PageAnnot><ofd:Annot Type="Stamp"><ofd:Remark>NATO SECRET</ofd:Remark></ofd:Annot></ofd:PageAnnot>',
      ],
      ['Doc_0/Tags/CustomTag.xml', '<标引><密级>秘密</密级></标引>'],
    ]),
  );
  expect(texts).toEqual(
    expect.arrayContaining(['body: 机密★10年', 'body: 绝密附件', 'body: NATO SECRET', '密级 = 秘密']),
  );
});
