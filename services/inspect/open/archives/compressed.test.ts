import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type TarFile, tarOf } from '../../../../test/hostile/generators/make-archives.ts';
import { createRandom } from '../../../../test/hostile/generators/mutate.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const MARK = 'NATO SECRET';
const packed = (...files: TarFile[]) => gzipSync(tarOf(files));
/** Letters that do not pack. */
const random = createRandom(1);
const noise = Buffer.from(Array.from({ length: 9000 }, () => 33 + Math.floor(random() * 90)));
const filler = { name: 'noise', content: Buffer.alloc(700, 7) };

describe('a packed tar', () => {
  it('is one archive with its packing: entries are counted and named in it', async () => {
    const { pieces, texts, uninspected } = await piecesOf(
      packed({ name: 'a.txt', content: 'one' }, { name: 'b.txt', content: MARK }),
      { depth: 1, entries: 2 },
    );
    expect(texts).toEqual(['body: one', `body: ${MARK}`]);
    expect(pieces.map(({ part }) => part)).toEqual(['#1', '#2']);
    expect(uninspected).toEqual([]);
  });

  it.each<[string, TarFile[]]>([
    ['a file without a name', [{ name: '', content: MARK }]],
    [
      'a long name by pax',
      [
        { name: 'x', content: 'path=a\n', type: 'x', pax: { path: 'long/a.txt' } },
        { name: 'x', content: MARK },
      ],
    ],
    [
      'a size by pax',
      [
        { name: 'x', content: '', type: 'x', pax: { size: '11' } },
        { name: 'a.txt', content: MARK, claimedBytes: 0 },
      ],
    ],
    [
      'fields for all by pax',
      [
        { name: 'x', content: '', type: 'g', pax: { mtime: '1' } },
        { name: 'a.txt', content: MARK },
      ],
    ],
    [
      'a long name by GNU',
      [
        { name: '././@LongLink', content: `${'d/'.repeat(200)}a.txt\0`, type: 'L' },
        { name: 'x', content: MARK },
      ],
    ],
    [
      'a link with the size of its target',
      [
        { name: 'l', content: '', type: '1', claimedBytes: 5000 },
        { name: 'a.txt', content: MARK },
      ],
    ],
    ['content that is called a link', [{ name: 'l', content: MARK, type: '2' }]],
    [
      'a folder',
      [
        { name: 'd/', content: '', type: '5' },
        { name: 'd/a.txt', content: MARK },
      ],
    ],
    ['a type nobody knows', [{ name: 'a.txt', content: MARK, type: 'Q' }]],
  ])('is read with %s in it', async (_, files) => {
    const { texts, uninspected } = await piecesOf(packed(...files));
    expect(texts).toEqual([`body: ${MARK}`]);
    expect(uninspected).toEqual([]);
  });

  it('is read on behind its end, where another may follow', async () => {
    const { texts } = await piecesOf(
      gzipSync(
        Buffer.concat([tarOf([{ name: 'a', content: 'one' }]), tarOf([{ name: 'b', content: MARK }])]),
      ),
    );
    expect(texts).toEqual(['body: one', `body: ${MARK}`]);
  });

  it('that breaks off is read as far as it goes, its last entry included, and called damaged', async () => {
    const whole = gzipSync(
      tarOf([
        { name: 'a.txt', content: 'one' },
        { name: 'b.txt', content: Buffer.concat([Buffer.from(`${MARK}\n`), noise]) },
      ]),
    );
    const { texts, uninspected } = await piecesOf(whole.subarray(0, whole.length - 2000));
    expect(texts.slice(0, 2)).toEqual(['body: one', `header: ${MARK}`]);
    expect(uninspected).toEqual([{ part: 'file', reason: 'damaged', limit: null }]);
  });

  it.each<[string, TarFile]>([
    ['more than there is', { name: 'b', content: 'x', claimedBytes: 5000 }],
    ['less than none', { name: 'b', content: 'x', claimedBytes: -1 }],
    ['a name of gigabytes', { name: 'b', content: '', type: 'L', claimedBytes: 2 ** 32 }],
  ])('that claims %s is damaged after what came before', async (_, lie) => {
    const { texts, uninspected } = await piecesOf(packed({ name: 'a.txt', content: MARK }, lie));
    expect(texts).toContain(`body: ${MARK}`);
    expect(uninspected.at(-1)).toEqual({ part: 'file', reason: 'damaged', limit: null });
  });

  it('is stopped in the middle by a limit, and what came before it stands', async () => {
    const zeros = { name: 'zeros', content: Buffer.alloc(5_000_000) };
    const { texts, uninspected } = await piecesOf(packed({ name: 'a.txt', content: MARK }, zeros, filler));
    expect(texts).toEqual([`body: ${MARK}`]);
    expect(uninspected).toEqual([
      { part: 'entry #2', reason: 'too-compressed', limit: { name: 'ratio', value: 100 } },
      { part: 'file', reason: 'too-compressed', limit: { name: 'ratio', value: 100 } },
    ]);
    const large = await piecesOf(packed({ name: 'a.txt', content: MARK }, filler, filler), {
      bytesOut: 2000,
    });
    expect(large.texts).toEqual([`body: ${MARK}`]);
    expect(large.uninspected.at(-1)).toMatchObject({ part: 'file', reason: 'too-large' });
  });
});

it('what came out of a packed file before it breaks off is read', async () => {
  const whole = gzipSync(`${MARK}\n\n${noise}`);
  const { texts, uninspected } = await piecesOf(whole.subarray(0, whole.length - 2000));
  expect(texts.join()).toContain(MARK);
  expect(uninspected).toEqual([{ part: 'file', reason: 'damaged', limit: null }]);
});

it('the comment of a gzip file is read, behind its extra field and its name', async () => {
  const plain = gzipSync('plan');
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 4 | 8 | 16;
  const fields = Buffer.from('\x02\0abplan.txt\0NATO SECRET\0', 'latin1');
  const { texts, uninspected } = await piecesOf(Buffer.concat([head, fields, plain.subarray(10)]));
  expect(texts).toEqual(['unknown: NATO SECRET', 'body: plan']);
  expect(uninspected).toEqual([]);
});
