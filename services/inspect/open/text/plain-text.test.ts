import { describe, expect, it } from 'vitest';
import { makeZip } from '../../../../test/hostile/generators/make-zip.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

describe('opening plain text', () => {
  it('gives each line, the first and last as banners stand', async () => {
    const { texts } = await piecesOf(Buffer.from('\nSECRET\n\nParagraph.\nMore.\n\nSECRET\n'));
    expect(texts).toEqual(['header: SECRET', 'body: Paragraph.', 'body: More.', 'footer: SECRET']);
  });

  it('parts pages at form feeds', async () => {
    const { pieces } = await piecesOf(Buffer.from('one\fSECRET\ntwo'));
    expect(pieces.map((piece) => (piece.kind === 'text' ? piece.segment.where.page : null))).toEqual([
      1, 2, 2,
    ]);
  });

  it('reads escaped letters of JSON', async () => {
    const { mediaType, texts } = await piecesOf(
      Buffer.from('{"mark": "\\u7edd\\u5bc6\\u2605", "b": "TS\\/\\/SI"}'),
    );
    expect(mediaType).toBe('application/json');
    expect(texts.join()).toContain('绝密★');
    expect(texts.join()).toContain('TS//SI');
  });

  it('gives lines within a value of JSON as lines, the first of them too', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        JSON.stringify([
          { from: 'ada', text: 'SECRET//NOFORN\n\nThe ferry leaves at nine.' },
          { path: 'c:\\new' },
        ]),
      ),
    );
    expect(texts).toContain('body: SECRET//NOFORN');
    expect(texts).toContain('footer: The ferry leaves at nine."},{"path":"c:\\\\new"}]');
  });

  it('says when there is more text than the limit, and keeps what came before', async () => {
    const { texts, uninspected } = await piecesOf(Buffer.from('SECRET\nrest of the document'), {
      textChars: 10,
    });
    expect(texts).toHaveLength(1);
    expect(uninspected).toEqual([
      { part: 'file', reason: 'too-large', limit: { name: 'textChars', value: 10 } },
    ]);
  });

  it('never calls unknown bytes inspected', async () => {
    const { uninspected } = await piecesOf(Uint8Array.from([1, 2, 3, 0, 0, 0, 255, 254, 9, 0, 1, 0, 7]));
    expect(uninspected).toEqual([{ part: 'file', reason: 'unsupported-type', limit: null }]);
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from('机密★10年 港口', 'utf16le')],
    ['UTF-16 behind its mark', Buffer.from('\ufeff机密★10年 港口方案', 'utf16le')],
    [
      'UTF-32',
      Buffer.from(
        [...'机密★10年'].flatMap((c) => {
          const b = Buffer.alloc(4);
          b.writeUInt32LE(c.codePointAt(0) ?? 0);
          return [...b];
        }),
      ),
    ],
    ['HZ', Buffer.from('~{;zC\\~} ~{!o~}10~{Dj~}\n')],
    ['a few letters of GB18030', Buffer.from('bbfac3dca1ef3130c4ea', 'hex')],
  ])('reads a Chinese marking in %s', async (_, bytes) => {
    const { texts } = await piecesOf(bytes);
    expect(texts.some((text) => text.includes('机密'))).toBe(true);
  });

  it.each([
    ['極機密', 'big5', 'b7a5bef7b14b'],
    ['極秘', 'shift_jis', '8bc994e9'],
    ['極秘', 'iso-2022-jp', '1b2442364b486b1b2842'],
    ['대외비', 'euc-kr', 'b4ebbfdcbaf1'],
    ['СЕКРЕТНО', 'ibm866', '91858a9085928d8e'],
    ['ТАЄМНО', 'koi8-u', 'f4e1b4edeeef'],
    ['ЦІЛКОМ ТАЄМНО', 'cp1125', '96f68b8a8e8c209280f48c8d8e'],
    ['ΑΠΟΡΡΗΤΟ', 'cp737', '808f8e909086928e'],
    ['סודי ביותר', 'cp862', '91858389208189859a98'],
    ['GİZLİ', 'cp857', '47985a4c98'],
    ['ŚCIŚLE TAJNE', 'windows-1250', '8c4349 8c4c452054414a4e45'.replace(' ', '')],
    [
      'TRÈS SECRET DÉFENSE',
      'cp850',
      Buffer.concat([
        Buffer.from('TR'),
        Buffer.from([0xd4]),
        Buffer.from('S SECRET D'),
        Buffer.from([0x90]),
        Buffer.from('FENSE'),
      ]).toString('hex'),
    ],
  ])('a short text is read in every encoding it may be in: %s in %s', async (words, _, hex) => {
    const { texts } = await piecesOf(Buffer.from(hex, 'hex'));
    expect(texts.some((text) => text.includes(words))).toBe(true);
  });

  it.each(['BMW plan: NATO SECRET', 'MZ SECRET//NOFORN', 'II* SECRET'])(
    'a text is a text, whatever its first letters mean elsewhere: %s',
    async (text) => {
      expect((await piecesOf(Buffer.from(text))).mediaType).toBe('text/plain');
    },
  );

  it('reads calendars and cards over their broken lines, and what is attached to them', async () => {
    const attached = Buffer.from('NATO SECRET').toString('base64');
    const { texts } = await piecesOf(
      Buffer.from(
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:SECR\r\n ET//NOFORN\r\nATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:${attached.slice(0, 8)}\r\n ${attached.slice(8)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
      ),
    );
    expect(texts).toContain('body: SUMMARY:SECRET//NOFORN');
    expect(texts).toContain('body: NATO SECRET');
  });

  it('opens files pasted as base64, in one line or many, and takes no short run of letters for one', async () => {
    const zip = makeZip([['a.txt', `NATO SECRET${' plan'.repeat(60)}`, { stored: true }]]).toString('base64');
    const wrapped = zip.replace(/.{76}/g, '$&\r\n');
    for (const text of [`see:\r\n${wrapped}\r\n`, JSON.stringify({ file: zip })]) {
      const { texts, uninspected } = await piecesOf(Buffer.from(text));
      expect(texts.some((line) => line.startsWith('body: NATO SECRET'))).toBe(true);
      expect(uninspected).toEqual([]);
    }
    expect((await piecesOf(Buffer.from('token JVBERiAAAA'))).uninspected).toEqual([]);
  });

  it('reads the texts of JSON one by one, those of more than one word', async () => {
    const book = {
      cells: [{ type: 'SECRET', source: ['plan\n', 'NATO SECRET', '<p>UK SEC<b>RET</b></p>'] }],
    };
    const { texts } = await piecesOf(Buffer.from(JSON.stringify(book)));
    expect(texts.filter((text) => text.startsWith('unknown'))).toEqual([
      'unknown: NATO SECRET',
      'unknown: <p>UK SEC<b>RET</b></p>',
      'unknown: UK SECRET',
    ]);
  });

  it.each([
    [
      'an address',
      '[InternetShortcut]\nURL=https://example.org/?q=NATO%20SECRET\n',
      'URL=https://example.org/?q=NATO SECRET',
    ],
    ['letters by their numbers', 'level=\\u004eATO SECRET\n', 'level=NATO SECRET'],
    [
      'a card of the old kind',
      'BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=4EATO=20=\r\nSECRET\r\nEND:VCARD\r\n',
      'NATO SECRET',
    ],
  ])('reads %s as it is shown', async (_, text, shown) => {
    expect((await piecesOf(Buffer.from(text))).texts).toContain(`unknown: ${shown}`);
  });

  it('reads texts that were pasted as base64, and takes no key for one', async () => {
    const pasted = Buffer.from('what follows is\nNATO SECRET\n').toString('base64');
    expect((await piecesOf(Buffer.from(`data: ${pasted}\n`))).texts).toContain('footer: NATO SECRET');
    const key = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
    expect((await piecesOf(Buffer.from(`key: ${key}\n`))).texts).toEqual([`body: key: ${key}`]);
  });
});
