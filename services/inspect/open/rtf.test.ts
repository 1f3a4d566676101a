import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../test/hostile/pieces-of.ts';

describe('opening RTF', () => {
  it('reads body, headers, footers, cells and properties with where they stand', async () => {
    const { mediaType, texts } = await piecesOf(
      Buffer.from(
        String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 SECRET Sans;}}{\info{\title Hafenplan}}{\header\pard SECRET\par}{\footer\pard SECRET\par}\pard Geheim f\'fcr alle\par {\b TOP} {\i SECRET}\par zelle\cell\row\page zwei\par}`,
      ),
    );
    expect(mediaType).toBe('application/rtf');
    expect(texts).toEqual([
      'title = Hafenplan',
      'header: SECRET',
      'footer: SECRET',
      'body: Geheim für alle',
      'body: TOP SECRET',
      'cell: zelle',
      'body: zwei',
    ]);
  });

  it('reads Chinese, as Unicode and in its code page', async () => {
    const { texts } = await piecesOf(
      Buffer.from(String.raw`{\rtf1\ansi\ansicpg936\uc1 \u32477?\u23494?\u9733?\par \'bb\'fa\'c3\'dc\par}`),
    );
    expect(texts).toEqual(['body: 绝密★', 'body: 机密']);
  });

  it('hands pictures on', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const hex = Buffer.from(png, 'base64').toString('hex');
    const { images } = await piecesOf(
      Buffer.from(`{\\rtf1 {\\*\\shppict{\\pict\\pngblip ${hex}}}text\\par}`),
    );
    expect(images).toBe(1);
  });
});
