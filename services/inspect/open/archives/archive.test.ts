import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeRar, makeSevenZip, makeTar, tarOf } from '../../../../test/hostile/generators/make-archives.ts';
import { pngClaiming } from '../../../../test/hostile/generators/make-bombs.ts';
import { makePdf } from '../../../../test/hostile/generators/make-pdf.ts';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const text = 'SECRET//NOFORN\n\nplan\n';
const read = ['header: SECRET//NOFORN', 'footer: plan'];
const zip = makeZip([['a.txt', text]]);
/** `text`, packed by other programs. */
const BZIP2 = 'QlpoOTFBWSZTWSuwo3kAAAfXgAAQAACLAZwAIAVAACAAIobSM9UyEAAB62LgGlAPMVdr4u5IpwoSBXYUbyA=';
const XZ =
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAUU0VDUkVULy9OT0ZPUk4KCnBsYW4KAAAAADoOBEH3xfFIAAEtFS8LcW0ftvN9AQAAAAAEWVo=';

describe('opening archives', () => {
  it.each([
    ['zip', zip],
    ['zip in zip', makeZip([['b.zip', zip]])],
    ['tar', makeTar('a.txt', text)],
    ['tar.gz', gzipSync(makeTar('a.txt', text))],
    ['gzip', gzipSync(Buffer.from(text))],
    ['bzip2', Buffer.from(BZIP2, 'base64')],
    ['xz', Buffer.from(XZ, 'base64')],
    ['rar', makeRar('a.txt', text)],
    ['7z', makeSevenZip('a.txt', text)],
  ])('reads what is in %s', async (_, bytes) => {
    const { texts, uninspected } = await piecesOf(bytes);
    expect(texts).toEqual(read);
    expect(uninspected).toEqual([]);
  });

  it('names entries by their ordinal path, never by name', async () => {
    const { pieces } = await piecesOf(
      makeZip([
        ['x.txt', 'one'],
        ['secret-name.zip', zip],
      ]),
    );
    expect(pieces.map((piece) => piece.part)).toEqual(['#1', '#2/#1', '#2/#1']);
    expect(JSON.stringify(pieces)).not.toContain('secret-name');
  });

  it('reads what an archive says of itself', async () => {
    const zip = makeZip([['a.txt', 'hello']]);
    zip.writeUInt16LE(11, zip.length - 2);
    const { texts } = await piecesOf(Buffer.concat([zip, Buffer.from('NATO SECRET')]));
    expect(texts).toEqual(['properties: NATO SECRET', 'body: hello']);
  });

  it('reads what an archive says of its entries', async () => {
    const { texts } = await piecesOf(makeZip([['a.txt', 'hello', { comment: 'NATO SECRET' }]]));
    expect(texts).toEqual(['properties: NATO SECRET', 'body: hello']);
  });

  it('says which entry is encrypted, and reads the others', async () => {
    const { texts, uninspected } = await piecesOf(
      makeZip([
        ['x.txt', 'noise', { flags: 1 }],
        ['a.txt', text],
      ]),
    );
    expect(texts).toEqual(read);
    expect(uninspected).toEqual([{ part: 'entry #1', reason: 'encrypted', limit: null }]);
  });

  it('stops a bomb while it goes off, whatever its header says, and reads what comes after it', async () => {
    const zeros = Buffer.alloc(30_000_000);
    const { texts, uninspected } = await piecesOf(
      makeZip([
        ['0', zeros, { claimedBytes: 10 }],
        ['1', zeros],
        ['a.txt', text],
      ]),
    );
    expect(uninspected).toEqual([
      { part: 'entry #1', reason: 'damaged', limit: null },
      { part: 'entry #2', reason: 'too-compressed', limit: { name: 'ratio', value: 100 } },
    ]);
    expect(texts).toEqual(read);
  });

  it('says once that there are too many entries', async () => {
    const { texts, uninspected } = await piecesOf(
      makeZip([1, 2, 3, 4].map((name) => [`${name}`, `${name}`])),
      { entries: 2 },
    );
    expect(texts).toHaveLength(2);
    expect(uninspected).toEqual([
      { part: 'file', reason: 'too-many-entries', limit: { name: 'entries', value: 2 } },
    ]);
  });

  it('says how deep it went', async () => {
    const { uninspected } = await piecesOf(makeZip([['b.zip', zip]]), { depth: 1 });
    expect(uninspected).toEqual([
      { part: 'entry #1/#1', reason: 'too-deep', limit: { name: 'depth', value: 1 } },
    ]);
  });

  it('shares one budget of bytes between all containers', async () => {
    const { uninspected } = await piecesOf(
      makeZip([
        ['1', 'x'.repeat(600)],
        ['2', 'y'.repeat(600)],
      ]),
      { bytesOut: 1000 },
    );
    expect(uninspected).toEqual([
      { part: 'entry #2', reason: 'too-large', limit: { name: 'bytesOut', value: 1000 } },
    ]);
  });

  it.each([
    ['a zip cut short', zip.subarray(0, zip.length - 10)],
    ['a 7z cut short', makeSevenZip('a.txt', text).subarray(0, 50)],
    ['a gzip cut short', gzipSync(Buffer.from(text)).subarray(0, 20)],
    ['a bzip2 cut short', Buffer.from(BZIP2, 'base64').subarray(0, 30)],
    ['an xz cut short', Buffer.from(XZ, 'base64').subarray(0, 40)],
  ])('calls %s damaged', async (_, bytes) => {
    const { uninspected } = await piecesOf(bytes);
    expect(uninspected).toEqual([{ part: 'file', reason: 'damaged', limit: null }]);
  });
});

describe('archives told by what the type detector does not look at', () => {
  it.each(['070701', '070702'])('opens a cpio archive that begins with %s', async (magic) => {
    const entry = (name: string, content: string) => {
      const numbers = [1, 0o100644, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
      const head = magic + numbers.map((number) => number.toString(16).padStart(8, '0')).join('') + name;
      const padded = (bytes: string) => bytes.padEnd(Math.ceil(bytes.length / 4) * 4, '\0');
      return padded(`${head}\0`) + padded(content);
    };
    const bytes = Buffer.from(entry('a.txt', text) + entry('TRAILER!!!', ''), 'latin1');
    const { mediaType, texts } = await piecesOf(bytes);
    expect(mediaType).toBe('application/x-cpio');
    expect(texts).toEqual(read);
  });

  it('takes a disc for a disc', async () => {
    const disc = Buffer.alloc(40_000);
    disc.write('\x01CD001\x01', 16 * 2048, 'latin1');
    expect((await piecesOf(disc)).mediaType).toBe('application/x-iso9660-image');
  });
});

describe('opening polyglots', () => {
  const pdf = makePdf([{ lines: [{ text: 'Plan of the harbour', x: 80, y: 500, size: 12 }] }]);

  it.each([
    ['zip', zip],
    ['rar', makeRar('a.txt', text)],
    ['7z', makeSevenZip('a.txt', text)],
  ])('looks at a PDF and at the %s behind its end', async (_, behind) => {
    const { mediaType, texts, pieces } = await piecesOf(Buffer.concat([pdf, behind]));
    expect(mediaType).toBe('application/pdf');
    expect(texts).toEqual(expect.arrayContaining(['body: Plan of the harbour', ...read]));
    expect(pieces.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });

  it('takes an archive that a tar holds for no other face of it', async () => {
    const { pieces } = await piecesOf(tarOf([{ name: 'a.zip', content: zip }]));
    expect(pieces.filter(({ kind }) => kind === 'note')).toEqual([]);
  });

  const png = pngClaiming(20, 20);

  it.each([
    ['zip', zip],
    ['rar', makeRar('a.txt', text)],
    ['7z', makeSevenZip('a.txt', text)],
  ])('looks at a picture and at the %s behind it', async (_, behind) => {
    const { mediaType, images, texts } = await piecesOf(Buffer.concat([png, behind]));
    expect(mediaType).toBe('image/png');
    expect(images).toBe(1);
    expect(texts).toEqual(read);
  });

  it('opens a PDF behind other bytes', async () => {
    const pdf = makePdf([{ lines: [{ text: 'SECRET//NOFORN', x: 240, y: 815, size: 12 }] }]);
    const { texts } = await piecesOf(Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), pdf]));
    expect(texts).toContain('header: SECRET//NOFORN');
  });
});
