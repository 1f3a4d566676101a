import { expect, it } from 'vitest';
import { assemble, makePdf, stream } from '../../../../test/hostile/generators/make-pdf.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

/** A page with these contents; font T has one letter, which is drawn by itself. */
const pageThatDraws = (contents: string, letter = '') =>
  assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R /T 6 0 R >> >> >>',
      stream('', Buffer.from(contents)),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 60 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /LastChar 65 /Widths [60] /Encoding << /Differences [65 /A] >> /CharProcs << /A 7 0 R >> >>',
      stream('', Buffer.from(letter)),
    ],
    '/Root 1 0 R',
  );
const number = 'BT /F 11 Tf 290 30 Td (12) Tj ET';

it('does not look at pages that draw nothing but the few letters they say', async () => {
  const pages = ['1', '12', '--', 'mmmmmmmm'].map((text) => ({ lines: [{ text, x: 290, y: 30, size: 11 }] }));
  expect(await piecesOf(makePdf(pages))).toMatchObject({ images: 0, uninspected: [] });
});

it('does not look at a rule beside a page number, and looks at what else is drawn there', async () => {
  expect((await piecesOf(pageThatDraws(`${number} 72 50 400 0.5 re f`))).images).toBe(0);
  const { pieces } = await piecesOf(pageThatDraws(`${number} 72 400 100 20 re f`));
  const [image] = pieces.filter((piece) => piece.kind === 'image');
  expect(image?.frame?.y).toBeCloseTo((842 - 420 - 6) / 842, 2);
  expect(image?.frame?.height).toBeCloseTo(32 / 842, 2);
});

it('looks at letters that show more than they say', async () => {
  const wide = pageThatDraws('BT /T 12 Tf 72 500 Td (A) Tj ET', '60 0 0 0 60 10 d1 0 0 60 10 re f');
  expect((await piecesOf(wide)).images).toBe(1);
  const high = pageThatDraws('BT /T 120 Tf 0 0 Td (A) Tj ET', '60 0 0 0 60 10 d1 0 0 10 10 re f');
  expect((await piecesOf(high)).images).toBe(1);
});
