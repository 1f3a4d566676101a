import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  makeEncryptedPdf,
  type PdfEncryption,
  type Sealed,
} from '../../../../test/hostile/generators/make-encrypted-pdf.ts';
import { appendUpdate } from '../../../../test/hostile/generators/make-pdf.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';
import { readPdfFile } from './pdf-file.ts';
import { pdfWords } from './pdf-words.ts';

const KINDS: readonly PdfEncryption[] = ['RC4-40', 'RC4-128', 'AESV2', 'AESV3'];
const page = (contents: string, more = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources << /Font << /F 5 0 R >> >> ${more} >>`;
const said = (text: string) => (sealed: Sealed) =>
  sealed.stream('', Buffer.from(`BT /F 12 Tf 72 500 Td (${text}) Tj ET`));
const document = (...more: ((sealed: Sealed) => Buffer | string)[]) => [
  () => '<< /Type /Catalog /Pages 2 0 R >>',
  () => '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  () => page('4 0 R', '/Annots [6 0 R]'),
  said('Harbour inspection plan'),
  () => '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ...more,
];

describe.each(KINDS)('a PDF locked by %s that opens without a password', (kind) => {
  it('says what stands on no page as well', async () => {
    const file = makeEncryptedPdf(
      kind,
      document(
        (sealed) =>
          `<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /Subj ${sealed.string('UK SECRET')} /Contents ${sealed.string('a remark')} >>`,
        (sealed) => `<< /Type /StructElem /S /Figure /Alt ${sealed.string('NATO SECRET')} >>`,
        (sealed) =>
          sealed.stream(
            '/Filter /FlateDecode',
            deflateSync('/Span << /ActualText (NATO RESTRICTED) >> BDC 0 0 9 9 re f EMC'),
          ),
        (sealed) => sealed.stream('/Type /ObjStm /N 1 /First 5', Buffer.from('80 0 << /Alt (GEHEIM) >>')),
      ),
    );
    const { texts, uninspected } = await piecesOf(file);
    expect(texts).toContain('body: Harbour inspection plan');
    expect(texts).toContain('unknown: a remark');
    for (const words of ['UK SECRET', 'NATO SECRET', 'NATO RESTRICTED', 'GEHEIM'])
      expect(texts.filter((text) => text === `unknown: ${words}`)).toHaveLength(1);
    expect(uninspected).toEqual([]);
  });

  it('has its unlisted files opened, and pages that nothing leads to', async () => {
    const file = makeEncryptedPdf(
      kind,
      document(
        () => '<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /AF [<< /EF << /F 7 0 R >> >>] >>',
        (sealed) => sealed.stream('/Type /EmbeddedFile', Buffer.from('NATO SECRET')),
        () => page('9 0 R'),
        said('NATO RESTRICTED'),
      ),
    );
    const { texts, uninspected } = await piecesOf(file);
    expect(texts).toContain('body: NATO SECRET');
    expect(texts).toContain('body: NATO RESTRICTED');
    expect(uninspected).toEqual([]);
  });

  it('is read in the state before a change was appended', async () => {
    const before = makeEncryptedPdf(
      kind,
      document(() => '<< >>'),
    );
    const trailer = /\/Encrypt.*\]/.exec(before.toString('latin1'))?.[0] ?? '';
    const changed = appendUpdate(before, { 3: page('70 0 R') }).toString('latin1');
    const after = Buffer.from(changed.replace(/\/Prev/, `${trailer} /Prev`), 'latin1');
    const { texts } = await piecesOf(after);
    expect(texts).toContain('body: Harbour inspection plan');
  });
});

it.each(['rc4-40', 'rc4-128', 'aesv2', 'aesv3'])('opens what another program locked: %s', async (kind) => {
  const bytes = await readFile(
    new URL(`../../../../test/fixtures/encrypted/${kind}-open.pdf`, import.meta.url),
  );
  expect([...pdfWords(readPdfFile(bytes, true), 1_000_000)]).toContain('Plan');
});

it('says that words were not read where the key is not the one of an empty password', async () => {
  const file = makeEncryptedPdf(
    'AESV2',
    document(() => '<< >>'),
  ).toString('latin1');
  const changed = Buffer.from(file.replace('/P -44', '/P -48'), 'latin1');
  expect(readPdfFile(changed, true).isShut).toBe(true);
  expect(readPdfFile(Buffer.from(file, 'latin1'), true).isShut).toBe(false);
});

it('says pictures that nothing draws, of which no page can be made in a locked document', async () => {
  const picture = (sealed: Sealed) =>
    sealed.stream(
      '/Type /XObject /Subtype /Image /Width 60 /Height 60 /ColorSpace /DeviceGray /BitsPerComponent 8',
      Buffer.alloc(3600, 60),
    );
  const { uninspected } = await piecesOf(
    makeEncryptedPdf(
      'AESV2',
      document(() => '<< >>', picture),
    ),
  );
  expect(uninspected).toEqual([{ part: 'entry #200001', reason: 'encrypted', limit: null }]);
});
