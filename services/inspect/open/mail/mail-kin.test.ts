import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const mail = (subject: string, body: string) =>
  `From: a@example.org\r\nTo: b@example.org\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
const der = (tag: number, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts);
  const head = body.length < 128 ? [tag, body.length] : [tag, 0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
};
const oid = (last: number) => der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]));

describe('files kin to mail', () => {
  it('files that stand in a text as letters, as before MIME, are opened', async () => {
    const encoded =
      'begin 644 a.txt\n+3D%43R!314-2150*\n`\nend\nbegin-base64 644 b.txt\nR0VIRUlNCg==\n====\n';
    const mail = `From: a@example.org\nTo: b@example.org\nSubject: x\n\nhello\n${encoded}`;
    for (const text of [`hello\n${encoded}`, mail]) {
      const { texts } = await piecesOf(Buffer.from(text));
      expect(texts).toEqual(expect.arrayContaining(['body: NATO SECRET', 'body: GEHEIM']));
    }
  });

  it.each([
    ['letters in UTF-7', 'Content-Type: text/plain;\n charset="utf-7"\n\n+BCEEFQ-'],
    ['a file in yEnc', '\n=ybegin line=128 size=11 name=a.txt\nxk~yJ}om|o~\n=yend size=11'],
  ])('a mail with %s, which no decoder here knows, is said', async (_, rest) => {
    const mail = `From: a@example.org\nTo: b@example.org\nSubject: x\n${rest}\n`;
    const { uninspected } = await piecesOf(Buffer.from(mail));
    expect(uninspected).toEqual([{ part: 'file', reason: 'unsupported-type', limit: null }]);
  });

  it('reads letters of eight bits in whatever they may be in, where no header says', async () => {
    const mail = (head: string) =>
      Buffer.concat([
        Buffer.from(`From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n${head}\r\n`),
        Buffer.from('bbfac3dca1ef3130c4ea0d0a', 'hex'),
      ]);
    expect((await piecesOf(mail(''))).texts).toContain('unknown: 机密★10年');
    const declared = await piecesOf(mail('Content-Type: text/plain; charset=gb18030\r\n'));
    expect(declared.texts.filter((text) => text.includes('机密'))).toEqual(['header: 机密★10年']);
  });

  it('reads what the headers of parts say', async () => {
    const part =
      '--x\r\nContent-Type: text/plain; name="SECRET.txt"\r\nContent-Description: =?utf-8?Q?NATO=20SECRET?=\r\nX-Level:\r\n GEHEIM\r\n\r\nplan\r\n--x--\r\n';
    const { texts } = await piecesOf(
      Buffer.from(
        `From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${part}`,
      ),
    );
    expect(texts).toEqual(expect.arrayContaining(['Content-Description = NATO SECRET', 'X-Level = GEHEIM']));
    expect(texts.filter((text) => text.includes('SECRET.txt'))).toEqual([]);
  });

  it('takes no headers that a body quotes for those of a part', async () => {
    const quoted = [
      'Content-Transfer-Encoding: x-own',
      'Content-Type: message/partial; number=1',
      'Content-Type: message/external-body',
      '--other',
      'Content-Transfer-Encoding: x-own',
    ].join('\r\n');
    const parts = `--x\r\nContent-Type: text/plain\r\n\r\n${quoted}\r\n--x--\r\n`;
    for (const rest of [
      `\r\n${quoted}`,
      `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${parts}`,
    ]) {
      const { uninspected } = await piecesOf(
        Buffer.from(`From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n${rest}\r\n`),
      );
      expect(uninspected).toEqual([]);
    }
  });

  it('says a coding nobody knows however far behind its part stands', async () => {
    const part = (coding: string, body: string) =>
      `--x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: ${coding}\r\n\r\n${body}\r\n`;
    const parts = `${part('7bit', 'plain words\r\n'.repeat(200_000))}${part('x-own', 'abc')}--x--\r\n`;
    const mail = `From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${parts}`;
    const { uninspected } = await piecesOf(Buffer.from(mail));
    expect(uninspected).toEqual([{ part: 'file', reason: 'unsupported-type', limit: null }]);
  });

  it.each([
    ['a piece of a mail', 'Content-Type: message/partial; number=1; total=2; id="x"', 'multi-part'],
    [
      'a part that lies elsewhere',
      'Content-Type: message/external-body; access-type=URL',
      'unsupported-type',
    ],
    ['a part in a coding nobody knows', 'Content-Transfer-Encoding: x-own', 'unsupported-type'],
    ['no part in a coding that has a name', 'Content-Transfer-Encoding: 8BIT', null],
  ])('%s is said', async (_, header, reason) => {
    const { uninspected } = await piecesOf(
      Buffer.from(`From: a@example.org\r\nSubject: plan\r\nMIME-Version: 1.0\r\n${header}\r\n\r\nhello\r\n`),
    );
    expect(uninspected.map((note) => note.reason)).toEqual(reason === null ? [] : [reason]);
  });

  it('a mailbox is opened mail by mail', async () => {
    const { mediaType, texts } = await piecesOf(
      Buffer.from(
        `From a@example.org Mon Jan  1 00:00:00 2024\n${mail('one', 'NATO SECRET')}\nFrom a@example.org Tue Jan  2 00:00:00 2024\n${mail('two', 'SECRET//NOFORN')}`,
      ),
    );
    expect(mediaType).toBe('application/mbox');
    expect(texts).toContain('header: NATO SECRET');
    expect(texts).toContain('header: SECRET//NOFORN');
  });

  it('a web page saved as mail in one part is opened as one', async () => {
    const { texts } = await piecesOf(
      Buffer.from('MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>NATO\r\nSECRET</p>\r\n'),
    );
    expect(texts).toContain('body: NATO SECRET');
  });

  it('a web page saved as mail is opened as one, though it has no sender', async () => {
    const page = Buffer.from('<p>NATO SECRET</p>').toString('base64');
    const { texts } = await piecesOf(
      Buffer.from(
        `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${page}\r\n--x--\r\n`,
      ),
    );
    expect(texts).toContain('body: NATO SECRET');
  });

  it.each([
    [
      'an OpenPGP message in letters',
      Buffer.from('Look:\n-----BEGIN PGP MESSAGE-----\n\nhQEMA7\n-----END PGP MESSAGE-----\n'),
    ],
    [
      'an OpenPGP message in bytes',
      Buffer.concat([Buffer.from([0x85, 0x01, 0x0c, 3]), Buffer.alloc(300, 0x91)]),
    ],
    ['an S/MIME envelope', der(0x30, oid(3), der(0xa0, der(0x30, Buffer.alloc(200, 0x91))))],
    [
      'a mail with an OpenPGP body',
      Buffer.from(mail('x', '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA7\r\n-----END PGP MESSAGE-----')),
    ],
  ])('%s is encrypted, and never clean', async (_, bytes) => {
    const { uninspected } = await piecesOf(bytes);
    expect(uninspected.map(({ reason }) => reason)).toEqual(['encrypted']);
  });

  it('what S/MIME only signs is read', async () => {
    const inner = Buffer.from(
      'Content-Type: text/plain\r\nSubject: x\r\nFrom: a@example.org\r\n\r\nNATO SECRET\r\n',
    );
    const content = der(0x30, oid(1), der(0xa0, der(0x04, inner)));
    const signed = der(0x30, oid(2), der(0xa0, der(0x30, der(0x02, Buffer.from([1])), der(0x31), content)));
    const { texts, uninspected } = await piecesOf(signed);
    expect(texts).toContain('header: NATO SECRET');
    expect(uninspected).toEqual([]);
  });
});
