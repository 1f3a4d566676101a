import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { makeRar, makeRar5 } from '../../../test/hostile/generators/make-archives.ts';
import {
  makeCompound,
  makeExcel97,
  makeWord97,
  uint32,
} from '../../../test/hostile/generators/make-compound.ts';
import { makeAgile, openAgile } from '../../../test/hostile/generators/make-encrypted-office.ts';
import { makeZip } from '../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';
import { openStorage } from './old-office/compound-storage.ts';

/** What qpdf, 7-Zip and Info-ZIP made, see `make.sh` there; what no program at hand makes is made here. */
const fixture = (name: string) =>
  readFile(new URL(`../../../test/fixtures/encrypted/${name}`, import.meta.url));
const encrypted = (...parts: string[]) => parts.map((part) => ({ part, reason: 'encrypted', limit: null }));
/** Nothing that tells one byte from another. */
const noise = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * at * 37 + at * 11) & 0xff));

describe('PDF', () => {
  it.each(['rc4-40', 'rc4-128', 'aesv2', 'aesv3'])(
    '%s is read when it opens without a password',
    async (kind) => {
      const { texts, uninspected } = await piecesOf(await fixture(`${kind}-open.pdf`));
      expect(texts).toContain('body: NATO SECRET');
      expect(texts).toContain('Title = Plan');
      expect(uninspected).toEqual([]);
    },
  );

  it.each(['rc4-40', 'rc4-128', 'aesv2', 'aesv3'])(
    '%s with a password is said, and where it lies',
    async (kind) => {
      const bytes = await fixture(`${kind}-closed.pdf`);
      expect(await piecesOf(bytes)).toMatchObject({ texts: [], images: 0, uninspected: encrypted('file') });
      const zip = makeZip([
        ['a.txt', 'hello'],
        ['b.pdf', bytes],
      ]);
      expect((await piecesOf(zip)).uninspected).toEqual(encrypted('entry #2'));
    },
  );

  it('for the keys of certain people is said', async () => {
    const bytes = (await fixture('aesv2-closed.pdf')).toString('latin1');
    const { uninspected } = await piecesOf(Buffer.from(bytes.replace('/Standard', '/PubSec__'), 'latin1'));
    expect(uninspected).toEqual(encrypted('file'));
  });
});

describe('archives', () => {
  it.each([
    ['crypto.zip', ['entry #1', 'entry #2']],
    ['aes.zip', ['entry #1', 'entry #2']],
    ['content.7z', ['entry #1', 'entry #2']],
    ['header.7z', ['file']],
  ])('%s is said', async (name, parts) => {
    expect(await piecesOf(await fixture(name))).toMatchObject({
      texts: [],
      uninspected: encrypted(...parts),
    });
  });

  it.each([
    ['one.zip', ['entry #2']],
    // What would follow in a 7z cannot be reached.
    ['one.7z', ['entry #2', 'file']],
  ])('%s, of which one entry is encrypted, is read but for that', async (name, parts) => {
    expect(await piecesOf(await fixture(name))).toMatchObject({
      texts: ['body: hello'],
      uninspected: encrypted(...parts),
    });
  });

  it.each([
    ['RAR 4, content', makeRar('a.txt', 'NATO SECRET', 4), 'entry #1'],
    ['RAR 4, headers', makeRar('a.txt', 'NATO SECRET', 4, 0x80), 'file'],
    ['RAR 5, content', makeRar5('a.txt', 'NATO SECRET', 'content'), 'file'],
    ['RAR 5, headers', makeRar5('a.txt', 'NATO SECRET', 'headers'), 'file'],
  ])('%s', async (_, bytes, part) => {
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], uninspected: encrypted(part) });
  });

  it('RAR 5 that is not encrypted is read', async () => {
    const { texts, uninspected } = await piecesOf(makeRar5('a.txt', 'NATO SECRET'));
    expect(texts).toEqual(['body: NATO SECRET']);
    expect(uninspected).toEqual([]);
  });
});

describe('office documents since 2007, in a compound file', () => {
  const agile =
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16"/></encryption>';
  it.each([
    ['agile', Buffer.concat([uint32(0x0004_0004), uint32(0x40), Buffer.from(agile)])],
    ['standard', Buffer.concat([uint32(0x0002_0003), uint32(0x24), uint32(0x8c), noise.subarray(0, 0x8c)])],
  ])('%s encryption', async (_, info) => {
    const bytes = makeCompound({
      EncryptionInfo: info,
      EncryptedPackage: Buffer.concat([uint32(500), noise]),
    });
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], uninspected: encrypted('file') });
  });

  it('agile encryption with the ciphertext that Office writes, also inside another file', async () => {
    const document = makeZip([
      ['word/document.xml', `<w:document>${'NATO SECRET '.repeat(900)}</w:document>`],
    ]);
    const bytes = makeAgile(document, 'harbour');
    const root = openStorage(bytes);
    const [info, sealed] = ['EncryptionInfo', 'EncryptedPackage'].map((name) => root.get(name) ?? noise);
    expect(openAgile(info ?? noise, sealed ?? noise, 'harbour').equals(document)).toBe(true);
    expect(bytes.includes('NATO SECRET')).toBe(false);
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], uninspected: encrypted('file') });
    const zip = makeZip([
      ['a.docx', bytes],
      ['b.txt', 'hello'],
    ]);
    expect(await piecesOf(zip)).toMatchObject({ texts: ['body: hello'], uninspected: encrypted('entry #1') });
  });
});

describe('office documents before 2007', () => {
  /** [MS-XLS] 2.4.117: how it is encrypted, and what the password is checked by. */
  const workbook = (filePass: Buffer) =>
    makeExcel97([
      [0x0809, Buffer.from([0, 6, 5, 0, 0, 0, 0, 0])],
      [0x002f, filePass],
      [0x00fc, noise.subarray(0, 60)],
    ]);
  const word = (flags: number) => {
    const bytes = makeWord97(['NATO SECRET\r']);
    const at = bytes.indexOf(Buffer.from([0xec, 0xa5]));
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 0x0a) | flags, at + 0x0a);
    return bytes;
  };
  const record = (type: number, body: Buffer, version = 0) =>
    Buffer.concat([Buffer.from([version, 0, type & 0xff, type >> 8]), uint32(body.length), body]);
  const user = (token: number) =>
    record(0x0ff6, Buffer.concat([uint32(20), uint32(token), noise.subarray(0, 12)]));

  it.each([
    ['Excel, XOR', workbook(Buffer.from([0, 0, 0x12, 0x34, 0x56, 0x78]))],
    ['Excel, RC4', workbook(Buffer.concat([Buffer.from([1, 0, 1, 0, 1, 0]), noise.subarray(0, 48)]))],
    [
      'Excel, RC4 by CryptoAPI',
      workbook(Buffer.concat([Buffer.from([1, 0, 2, 0, 2, 0]), noise.subarray(0, 150)])),
    ],
    ['Word, XOR', word(0x8100)],
    ['Word, RC4', word(0x0100)],
    [
      'PowerPoint, by its user stream',
      makeCompound({ 'Current User': user(0xf3d1c4df), 'PowerPoint Document': noise }),
    ],
    [
      'PowerPoint, by its session',
      makeCompound({ 'PowerPoint Document': Buffer.concat([record(0x2f14, noise, 0xf), noise]) }),
    ],
  ])('%s', async (_, bytes) => {
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], images: 0, uninspected: encrypted('file') });
  });

  it('PowerPoint with its usual user stream is read', async () => {
    const text = record(0x0fa8, Buffer.from('NATO SECRET'));
    const bytes = makeCompound({ 'Current User': user(0xe391c05f), 'PowerPoint Document': text });
    expect(await piecesOf(bytes)).toMatchObject({ texts: ['body: NATO SECRET'], uninspected: [] });
  });
});

describe('OpenDocument', () => {
  const type = 'application/vnd.oasis.opendocument.text';
  const content = '<office:document-content><text:p>NATO SECRET</text:p></office:document-content>';
  const manifest = (...paths: string[]) =>
    `<manifest:manifest><manifest:file-entry manifest:full-path="/"/><manifest:file-entry manifest:full-path="plain.xml"/>${paths
      .map(
        (path) =>
          `<manifest:file-entry manifest:media-type="text/xml" manifest:full-path="${path}" manifest:size="9"><manifest:encryption-data manifest:checksum="x"><manifest:algorithm/></manifest:encryption-data></manifest:file-entry>`,
      )
      .join('')}</manifest:manifest>`;
  const odt = (entries: readonly (readonly [string, string | Buffer])[], ...paths: string[]) =>
    makeZip([
      ['mimetype', type, { stored: true }],
      ...entries.map(([name, bytes]): [string, string | Buffer, object] => [name, bytes, { stored: true }]),
      ['META-INF/manifest.xml', manifest(...paths)],
    ]);

  it('with a password is said once', async () => {
    const bytes = odt(
      [
        ['content.xml', noise],
        ['styles.xml', noise],
      ],
      'content.xml',
      'styles.xml',
    );
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], uninspected: encrypted('file') });
  });

  it('encrypted as one package, as of 1.4, is said', async () => {
    const bytes = odt([['encrypted-package', noise]], 'encrypted-package');
    expect(await piecesOf(bytes)).toMatchObject({ texts: [], uninspected: encrypted('file') });
  });

  it('of which one entry is encrypted is read but for that', async () => {
    const bytes = odt(
      [
        ['content.xml', content],
        ['Pictures/1.png', noise],
      ],
      'Pictures/1.png',
    );
    expect(await piecesOf(bytes)).toMatchObject({
      texts: ['body: NATO SECRET'],
      uninspected: encrypted('entry #3'),
    });
  });

  it('of which the text is encrypted is still read where it is not', async () => {
    const bytes = odt(
      [
        ['content.xml', noise],
        ['plain.xml', '<a>NATO SECRET</a>'],
      ],
      'content.xml',
    );
    const { texts, uninspected } = await piecesOf(bytes);
    expect(texts.join()).toContain('NATO SECRET');
    expect(uninspected).toEqual(encrypted('file'));
  });
});
