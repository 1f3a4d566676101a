import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const chinese = '绝密★长期 关于港口设施检查的通知，请各单位按照要求认真执行。';

describe('decoding text', () => {
  it.each([
    ['utf-8', Buffer.from(chinese)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(chinese, 'utf16le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(chinese, 'utf16le').swap16()])],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ encoding, text: chinese });
  });

  it('reads UTF-16 without a byte-order mark', () => {
    const text = 'SECRET memorandum on the harbour';
    expect(decodeText(Buffer.from(text, 'utf16le'))).toMatchObject({ encoding: 'utf-16le', text });
    expect(decodeText(Buffer.from(text, 'utf16le').swap16())).toMatchObject({ encoding: 'utf-16be', text });
  });

  it.each([
    // 机密文件，关于港口设施检查的通知 请各单位认真执行 in GB18030
    [
      'gb18030',
      'bbfac3dccec4bcfea3acb9d8d3dab8dbbfdac9e8caa9bcecb2e9b5c4cda8d6aac7ebb8f7b5a5cebbc8cfd5e6d6b4d0d0',
      '机密文件',
    ],
    // Совершенно секретно. План проверки гавани in windows-1251
    [
      'windows-1251',
      'd1eee2e5f0f8e5ededee20f1e5eaf0e5f2edee2e20cfebe0ed20eff0eee2e5f0eae820e3e0e2e0ede820e820f1eaebe0e4eee2',
      'секретно',
    ],
    // 極秘 港湾施設の検査計画について in Shift-JIS
    [
      'shift_jis',
      '8bc994e9208d6097708e7b90dd82cc8c9f8db88c7689e682c982c282a282c482cc92ca926d82c582b7',
      '検査',
    ],
  ])('guesses %s from what is said in it', (_, hex, words) => {
    expect(decodeText(Buffer.from(hex, 'hex'))?.text).toContain(words);
  });

  it('knows binary bytes are no text', () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) =>
      (index * 7919) % 251 < 40 ? index % 9 : index % 256,
    );
    expect(decodeText(bytes)).toBeNull();
  });
});
