import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeRar, makeRar5, tarOf } from '../../../../test/hostile/generators/make-archives.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const MARK = 'properties: NATO SECRET';
const words = Buffer.from('NATO SECRET');
const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer);
const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);

describe('comments in archives', () => {
  const tar = tarOf([
    { name: 'x', content: '', type: 'g', pax: { comment: 'NATO SECRET' } },
    { name: 'a.txt', content: 'hello' },
  ]);

  it.each([
    ['a tar', tar],
    ['a tar that is packed', gzipSync(tar)],
    [
      'what a file system kept beside a file in a tar',
      tarOf([
        { name: 'x', content: '', type: 'x', pax: { 'SCHILY.xattr.user.class': 'NATO SECRET' } },
        { name: 'a.txt', content: 'hello' },
      ]),
    ],
    [
      'the same in base64',
      tarOf([
        {
          name: 'x',
          content: '',
          type: 'x',
          pax: { 'LIBARCHIVE.xattr.user.class': words.toString('base64') },
        },
        { name: 'a.txt', content: 'hello' },
      ]),
    ],
  ])('are read: %s', async (_, bytes) => {
    const { texts, uninspected } = await piecesOf(bytes);
    expect(texts).toContain(MARK);
    expect(texts).toContain('body: hello');
    expect(uninspected).toEqual([]);
  });

  /** RAR 5: a service, its sizes, and what it holds behind it. */
  const service = (method: number) => {
    const body = Buffer.concat([
      Buffer.from([3, 2, words.length, 0, words.length, 0, 0x80, method, 0, 3]),
      Buffer.from('CMT'),
    ]);
    return Buffer.concat([u32(0), Buffer.from([body.length]), body, words]);
  };
  const withService = (method: number) => {
    const rar = makeRar5('a.txt', 'hello');
    // Behind the signature and the archive's own header of eight bytes.
    return Buffer.concat([rar.subarray(0, 16), service(method), rar.subarray(16)]);
  };

  it('of RAR 5 are read where they are stored, and said where they are packed', async () => {
    expect((await piecesOf(withService(0))).texts).toContain(MARK);
    expect((await piecesOf(withService(1))).uninspected).toContainEqual({
      part: 'file, comment',
      reason: 'unsupported-type',
      limit: null,
    });
  });

  it('of RAR 4 are read where they are stored, and said where they are packed', async () => {
    const rar = makeRar('a.txt', 'hello');
    const block = (method: number) => {
      const head = Buffer.concat([
        Buffer.from([0, 0, 0x7a]),
        u16(0x8000, 32 + 3),
        u32(words.length, words.length),
        Buffer.alloc(9),
        Buffer.from([29, method]),
        u16(3),
        u32(0),
        Buffer.from('CMT'),
      ]);
      return Buffer.concat([head, words]);
    };
    const mainEnds = 7 + 13;
    const withBlock = (method: number) =>
      Buffer.concat([rar.subarray(0, mainEnds), block(method), rar.subarray(mainEnds)]);
    expect((await piecesOf(withBlock(0x30))).texts).toContain(MARK);
    expect((await piecesOf(withBlock(0x33))).uninspected).toContainEqual({
      part: 'file, comment',
      reason: 'unsupported-type',
      limit: null,
    });
    expect((await piecesOf(rar)).uninspected).toEqual([]);
  });

  it('on discs are their names', async () => {
    const disc = Buffer.alloc(40 * 2048);
    disc.write('\x01CD001\x01', 16 * 2048, 'latin1');
    disc.write('NATO_SECRET'.padEnd(32), 16 * 2048 + 40, 'latin1');
    disc.write('\xffCD001\x01', 17 * 2048, 'latin1');
    expect((await piecesOf(disc)).texts).toEqual(['properties: NATO_SECRET']);
  });
});
