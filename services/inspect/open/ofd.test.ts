import { expect, it } from 'vitest';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

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
