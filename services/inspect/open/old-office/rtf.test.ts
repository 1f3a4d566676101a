import { describe, expect, it } from 'vitest';
import { makeCompound } from '../../../../test/hostile/generators/make-compound.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

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

  it('reads letters in the character set of their font', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 SimSun;}{\f2\fcharset204 Arial;}}\f1 \'bb\'fa\'c3\'dc{\f2 \'d1\'c5\'ca\'d0\'c5\'d2\'cd\'ce}\'c3\'dc\par\f0 f\'fcr\par}`,
      ),
    );
    expect(texts).toEqual(['body: 机密СЕКРЕТНО密', 'body: für']);
  });

  it('reads notes, field codes, bookmarks, watermarks and custom properties beside the line they stand in', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        String.raw`{\rtf1{\*\userprops{\propname Classification}\proptype30{\staticval SECRET}}Plan {\footnote note}of {\field{\*\fldinst HYPERLINK "x"}{\fldrslt 2024}}{\*\bkmkstart NOFORN}{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 136}}{\sp{\sn gtextUNICODE}{\sv CONFIDENTIAL}}{\shptxt boxed\par}}} ends\par}`,
      ),
    );
    expect(texts).toEqual([
      'Classification = SECRET',
      'body: note',
      'unknown: HYPERLINK "x"',
      'unknown: NOFORN',
      'watermark: CONFIDENTIAL',
      'body: boxed',
      'body: Plan of 2024 ends',
    ]);
  });

  it('reads destinations nobody knows, but no bytes in digits', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        String.raw`{\rtf1{\stylesheet{\*\cs10 \additive Named;}}{\*\generator Writer}Plan {\*\xmlopen{\xmlattrname level}{\xmlattrvalue SECRET//NOFORN}}of the week{\*\ud {\*\zz 00112233445566778899aabbccddeeff00112233}}\par{\*\do{\dptxbx{\dptxbxtext boxed\par}}}{\*\formfield{\*\ffdeftext CUI}}{\*\aftnsep a line\par}}`,
      ),
    );
    expect(texts).toEqual([
      'generator = Writer',
      'unknown: level',
      'unknown: SECRET//NOFORN',
      'body: Plan of the week',
      'body: boxed',
      'unknown: CUI',
      'body: a line',
    ]);
  });

  it('reads what the tags of a message say that was HTML', async () => {
    const { texts } = await piecesOf(
      Buffer.from(
        String.raw`{\rtf1\fromhtml1 {\*\htmltag84 <img alt="NATO SECRET">}Plan{\*\htmltag72 </p>}\par}`,
      ),
    );
    expect(texts).toEqual(['body: Plan', 'unknown: NATO SECRET']);
  });

  it('reads the XML that lies beside the text', async () => {
    const items = {
      'AB/Item': Buffer.from('<sisl><level>Secret</level></sisl>'),
      'AB/Properties': Buffer.from('<x/>'),
    };
    const store = makeCompound(items).toString('hex');
    const { texts, uninspected } = await piecesOf(Buffer.from(`{\\rtf1 Plan{\\*\\datastore ${store}}\\par}`));
    expect(texts).toEqual(['level = Secret', 'body: Plan']);
    expect(uninspected).toEqual([]);
    const empty = makeCompound({}).toString('hex');
    expect((await piecesOf(Buffer.from(`{\\rtf1 Plan{\\*\\datastore ${empty}}\\par}`))).uninspected).toEqual(
      [],
    );
  });

  it('opens objects, packaged files, and pictures in raw bytes that look like braces', async () => {
    const file = Buffer.from('NATO SECRET\nplan\nend');
    const text = (words: string) => Buffer.concat([u32(words.length + 1), Buffer.from(`${words}\0`)]);
    const native = Buffer.concat([
      Buffer.from([2, 0]),
      Buffer.from('a\0b\0'),
      u32(0),
      u32(0),
      u32(file.length),
      file,
    ]);
    const object = Buffer.concat([
      u32(0x501),
      u32(2),
      text('Package'),
      u32(0),
      u32(0),
      u32(native.length),
      native,
    ]);
    const { texts, uninspected } = await piecesOf(
      Buffer.concat([
        Buffer.from(`{\\rtf1{\\object\\objemb{\\*\\objdata ${object.toString('hex')}}}{\\pict\\bin5 `),
        Buffer.from('{{}}{'),
        Buffer.from('}after\\par}'),
      ]),
    );
    expect(texts).toEqual(['header: NATO SECRET', 'body: plan', 'footer: end', 'body: {{}}{', 'body: after']);
    expect(uninspected).toEqual([]);
  });

  it('reads names of styles and lists, and of whoever remarked, where they look like a marking', async () => {
    const names =
      "{\\stylesheet{\\s0 Normal;}{\\s15\\b\\f1 NATO SECRET;}{\\*\\cs16 heading 1;}}{\\*\\listtable{\\list\\listtemplateid1{\\listlevel{\\leveltext\\'02\\'00.;}{\\levelnumbers\\'01;}}{\\listname UK SECRET;}\\listid1}}{\\*\\revtbl{Unknown;}{GEHEIM OFFICE;}}";
    const { texts } = await piecesOf(
      Buffer.from(`{\\rtf1${names} plan{\\*\\atnid AB}{\\*\\atnauthor STRENG GEHEIM}\\par}`),
    );
    expect(texts).toEqual([
      'unknown: NATO SECRET',
      'unknown: UK SECRET',
      'unknown: GEHEIM OFFICE',
      'unknown: AB',
      'unknown: STRENG GEHEIM',
      'body: plan',
    ]);
  });
});

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
