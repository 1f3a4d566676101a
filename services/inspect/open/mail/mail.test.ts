import { describe, expect, it } from 'vitest';
import { nestedMultipart } from '../../../../test/hostile/generators/make-document-bombs.ts';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

function mailOf(attachment: { type: string; bytes: Uint8Array }): Buffer {
  return Buffer.from(
    [
      'From: Ada Example <ada@example.org>',
      'To: bob@example.org',
      'Subject: =?utf-8?B?R2VoZWltOiBQbGFu?=',
      'X-Protective-Marking: VER=2018.4, NS=gov.au, SEC=PROTECTED',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'SECRET',
      'Hello',
      'Bye',
      '--b',
      `Content-Type: ${attachment.type}; name="a"`,
      'Content-Disposition: attachment; filename="a"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(attachment.bytes).toString('base64'),
      '--b--',
      '',
    ].join('\r\n'),
  );
}

describe('opening mail', () => {
  it('reads headers as labels, subject as title, body by line, and opens attachments', async () => {
    const zip = makeZip([['x.txt', 'inner CONFIDENTIAL']]);
    const { mediaType, texts } = await piecesOf(mailOf({ type: 'application/zip', bytes: zip }));
    expect(mediaType).toBe('message/rfc822');
    expect(texts).toContain('title: Geheim: Plan');
    expect(texts).toContain('x-protective-marking = VER=2018.4, NS=gov.au, SEC=PROTECTED');
    expect(texts).toContain('header: SECRET');
    expect(texts).toContain('body: inner CONFIDENTIAL');
  });

  it('reads what stands outside all parts, of parts in parts too', async () => {
    const lines = [
      'From: Ada Example <ada@example.org>',
      'Subject: Plan',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed;',
      ' boundary="outer"',
      '',
      'NATO SECRET',
      '--outer',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      'Geheim – für alle',
      '--inner',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hello',
      '--inner--',
      'CONFIDENTIEL',
      '--outer--',
      '',
      'SECRET//NOFORN',
      '',
    ];
    const { texts } = await piecesOf(Buffer.from(lines.join('\r\n')));
    expect(texts.filter((text) => text.startsWith('unknown: '))).toEqual([
      'unknown: NATO SECRET',
      'unknown: Geheim – für alle',
      'unknown: CONFIDENTIEL',
      'unknown: SECRET//NOFORN',
    ]);
  });

  it('opens mails inside mails as deep as the limit, and says where it stopped', async () => {
    let mail = mailOf({ type: 'text/plain', bytes: Buffer.from('innermost') });
    for (let depth = 0; depth < 20; depth += 1) mail = mailOf({ type: 'message/rfc822', bytes: mail });
    const { uninspected } = await piecesOf(mail);
    expect(uninspected).toEqual([
      { part: 'entry #1/#1/#1/#1/#1/#1/#1', reason: 'too-deep', limit: { name: 'depth', value: 6 } },
    ]);
  });

  it('says which limit a mail of parts in parts, or of endless headers, is over', async () => {
    const over = async (bytes: Buffer) => (await piecesOf(bytes)).uninspected;
    const nested = [{ part: 'file', reason: 'too-deep', limit: { name: 'nestedParts', value: 100 } }];
    expect(await over(nestedMultipart(200))).toEqual(nested);
    const header = `X-Long: ${'a'.repeat(70)}\r\n`;
    const endless = Buffer.from(
      `From: a@example.org\r\nTo: b@example.org\r\n${header.repeat(40_000)}\r\nbody`,
    );
    const large = [
      { part: 'file', reason: 'too-large', limit: { name: 'headerBytes', value: 2 * 1024 * 1024 } },
    ];
    expect(await over(endless)).toEqual(large);
  });
});
