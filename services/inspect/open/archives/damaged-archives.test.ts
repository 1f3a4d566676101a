import { describe, expect, it } from 'vitest';
import { makeSevenZip } from '../../../../test/hostile/generators/make-archives.ts';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const document = makeZip([
  ['[Content_Types].xml', '<Types/>'],
  ['word/document.xml', '<w:document><w:p><w:r><w:t>NATO SECRET</w:t></w:r></w:p></w:document>'],
  ['word/header1.xml', `<w:hdr><w:p><w:r><w:t>${'later '.repeat(500)}</w:t></w:r></w:p></w:hdr>`],
]);
const directory = document.indexOf('PK\x01\x02', 0, 'latin1');

describe('archives that are not whole', () => {
  it('a document cut off on its way is read as far as it goes, and called damaged', async () => {
    const { texts, uninspected } = await piecesOf(document.subarray(0, directory - 10));
    expect(texts).toContain('body: NATO SECRET');
    expect(uninspected).toContainEqual({ part: 'file', reason: 'damaged', limit: null });
  });

  it('an archive without its directory is read entry by entry', async () => {
    const zip = makeZip([
      ['a.txt', 'NATO SECRET'],
      ['b.txt', 'x', { flags: 1 }],
    ]);
    const { texts, uninspected } = await piecesOf(zip.subarray(0, zip.indexOf('PK\x01\x02', 0, 'latin1')));
    expect(texts).toEqual(['body: NATO SECRET']);
    expect(uninspected).toEqual([
      { part: 'entry #2', reason: 'encrypted', limit: null },
      { part: 'file', reason: 'damaged', limit: null },
    ]);
  });

  it('one part of a split archive is named as that', async () => {
    const last = makeZip([['a.txt', 'x']]);
    last.writeUInt16LE(2, last.length - 18);
    const rar4 = Buffer.alloc(40);
    rar4.write('Rar!\x1a\x07\x00', 0, 'latin1');
    rar4[9] = 0x73;
    rar4.writeUInt16LE(1, 10);
    rar4.writeUInt16LE(13, 12);
    for (const bytes of [last, rar4]) {
      const { uninspected } = await piecesOf(bytes);
      expect(uninspected.map(({ reason }) => reason)).toContain('multi-part');
    }
    const noise = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 37) % 256));
    const { uninspected } = await piecesOf(makeZip([['plan.7z.002', noise]]));
    expect(uninspected).toEqual([{ part: 'entry #1', reason: 'multi-part', limit: null }]);
    const first = makeSevenZip('a.txt', 'x').subarray(0, 50);
    const inside = await piecesOf(makeZip([['plan.7z.001', first]]));
    expect(inside.uninspected).toEqual([{ part: 'entry #1', reason: 'multi-part', limit: null }]);
  });
});

describe('notes', () => {
  const notesOf = async (bytes: Uint8Array) =>
    (await piecesOf(bytes)).pieces.flatMap((piece) => (piece.kind === 'note' ? [piece.note] : []));

  it('say when a name promises something else than the content is', async () => {
    const zip = makeZip([
      ['holiday.jpg', document],
      ['plan.docx', document],
      ['readme', document],
    ]);
    expect(await notesOf(zip)).toEqual([{ part: 'entry #1', code: 'name-mismatch' }]);
  });

  it('say when a file is several things at once', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    expect(await notesOf(Buffer.concat([png, document]))).toEqual([{ part: 'file', code: 'polyglot' }]);
  });
});
