import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pngChunk } from '../../../../test/hostile/generators/make-bombs.ts';
import { tiffOf } from '../../../../test/hostile/generators/make-picture-bombs.ts';
import { piecesOf } from '../../../../test/hostile/pieces-of.ts';

const blank = { width: 30, height: 30, channels: 3, background: 'white' } as const;
const picture = () => sharp({ create: blank });
const MARK = 'SECRET//NOFORN';
const xmpOf = (inside: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inside}</rdf:RDF></x:xmpmeta>`;

/** A segment of a JPEG, put in behind its first two bytes. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** Photoshop's resource of IPTC data sets. */
function iptcSegment(dataset: number, text: string): Buffer {
  const value = Buffer.from(text);
  const set = Buffer.concat([Buffer.from([0x1c, 2, dataset, value.length >> 8, value.length & 0xff]), value]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(set.length);
  return Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), size, set]);
}

describe('opening pictures', () => {
  it('hands a picture on, and what labels its metadata holds', async () => {
    const xmp = xmpOf('<rdf:Description xmlns:l="urn:l" l:Classification="Secret"/>');
    const { images, texts } = await piecesOf(await picture().withXmp(xmp).png().toBuffer());
    expect(images).toBe(1);
    expect(texts).toContain('Description@l:Classification = Secret');
  });

  it('hands a damaged picture on as well, for the reader to say what is wrong', async () => {
    const { images, uninspected } = await piecesOf(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    expect([images, uninspected.length]).toEqual([1, 0]);
  });

  const exif = { IFD0: { ImageDescription: MARK, Copyright: 'Watched over' } };
  it.each([
    ['jpeg', () => picture().withExif(exif).jpeg()],
    ['png', () => picture().withExif(exif).png()],
    ['webp', () => picture().withExif(exif).webp()],
    ['avif', () => picture().withExif(exif).avif()],
  ])('reads EXIF: %s', async (_, make) => {
    const { texts, uninspected } = await piecesOf(await make().toBuffer());
    expect(texts).toContain(`properties: ${MARK}`);
    expect(texts).toContain('properties: Watched over');
    expect(uninspected).toEqual([]);
  });

  it.each([
    ['ASCII', Buffer.from(`ASCII\0\0\0${MARK}`, 'latin1')],
    ['Unicode', Buffer.concat([Buffer.from('UNICODE\0', 'latin1'), Buffer.from(MARK, 'utf16le')])],
    [
      'Unicode the other way',
      Buffer.concat([Buffer.from('UNICODE\0', 'latin1'), Buffer.from(MARK, 'utf16le').swap16()]),
    ],
    ['nothing said', Buffer.from(`\0\0\0\0\0\0\0\0${MARK}\0\0\0`, 'latin1')],
  ])('reads a comment in EXIF whose code is %s', async (_, comment) => {
    const jpeg = await picture().jpeg().toBuffer();
    const { texts } = await piecesOf(withSegment(jpeg, 0xe1, exifBlock(0x9286, 7, comment)));
    expect(texts).toContain(`properties: ${MARK}`);
  });

  it('reads what Windows writes into its own fields', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const title = Buffer.from(`${MARK}\0`, 'utf16le');
    const { texts } = await piecesOf(withSegment(jpeg, 0xe1, exifBlock(0x9c9b, 1, title)));
    expect(texts).toContain(`properties: ${MARK}`);
  });

  it('reads a caption in IPTC, and one in XMP', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const CAPTION = 120;
    const { texts } = await piecesOf(withSegment(jpeg, 0xed, iptcSegment(CAPTION, MARK)));
    expect(texts).toContain(`properties: ${MARK}`);
    const xmp = xmpOf(
      `<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li>${MARK}</rdf:li></rdf:Alt></dc:description></rdf:Description>`,
    );
    const other = await piecesOf(await picture().withXmp(xmp).jpeg().toBuffer());
    expect(other.texts).toContain(`properties: ${MARK}`);
  });

  it.each([
    ['JPEG', async () => withSegment(await picture().jpeg().toBuffer(), 0xfe, Buffer.from(MARK))],
    ['PNG', async () => withChunk(await picture().png().toBuffer(), 'tEXt', Buffer.from(`Comment\0${MARK}`))],
    [
      'PNG, packed',
      async () => withChunk(await picture().png().toBuffer(), 'zTXt', packed('Comment\0\0', MARK)),
    ],
    [
      'PNG, in its language',
      async () =>
        withChunk(await picture().png().toBuffer(), 'iTXt', Buffer.from(`Title\0\0\0en\0Titel\0${MARK}`)),
    ],
    ['GIF', async () => withComment(await picture().gif().toBuffer(), MARK)],
  ])('reads the comments of %s', async (_, make) => {
    expect((await piecesOf(await make())).texts).toContain(`properties: ${MARK}`);
  });

  it('reads XMP and EXIF that stand behind the pixels of a PNG', async () => {
    const png = await picture().png().toBuffer();
    const xmp = xmpOf(`<rdf:Description xmlns:l="urn:l" l:Classification="${MARK}"/>`);
    const marked = withChunk(png, 'iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`));
    expect((await piecesOf(marked)).texts).toContain(`Description@l:Classification = ${MARK}`);
    const fields = exifBlock(0x9c9b, 1, Buffer.from(`${MARK}\0`, 'utf16le')).subarray(6);
    expect((await piecesOf(withChunk(png, 'eXIf', fields))).texts).toContain(`properties: ${MARK}`);
  });

  it('reads the fields of a TIFF itself', async () => {
    const tiff = tiffOf(16, 16, { description: MARK });
    expect((await piecesOf(tiff)).texts).toContain(`properties: ${MARK}`);
  });

  it('says that a block of metadata is damaged, and reads the others', async () => {
    const jpeg = withSegment(await picture().jpeg().toBuffer(), 0xfe, Buffer.from(MARK));
    const broken = withSegment(jpeg, 0xe1, Buffer.from('Exif\0\0XX nothing of it holds', 'latin1'));
    const { texts, uninspected, images } = await piecesOf(broken);
    expect(texts).toContain(`properties: ${MARK}`);
    expect(uninspected).toEqual([{ part: 'file, properties', reason: 'damaged', limit: null }]);
    expect(images).toBe(1);
  });

  it('unpacks comments of a PNG up to a limit over all of them, and says so', async () => {
    const essay = packed('Comment\0\0', 'plan '.repeat(200_000));
    let png: Buffer = await picture().png().toBuffer();
    for (let more = 0; more < 6; more += 1) png = withChunk(png, 'zTXt', essay);
    const { uninspected, images } = await piecesOf(png);
    expect(uninspected).toEqual([{ part: 'file, properties', reason: 'damaged', limit: null }]);
    expect(images).toBe(1);
  });
});

describe('the preview in EXIF', () => {
  const drawn = (text: string, width: number, height: number) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="${width}" height="${height}"><rect width="320" height="240" fill="#fff"/>${text}</svg>`,
      ),
    );
  const dark = (x: number, y: number) => `<rect x="${x}" y="${y}" width="120" height="60" fill="#333"/>`;
  const withPreview = async (picture: string, preview: Buffer, claims = preview.length) => {
    const block = previewBlock(preview, claims);
    const whole = await drawn(picture, 1280, 960).jpeg().toBuffer();
    const head = Buffer.alloc(4);
    head.writeUInt16BE(0xffe1, 0);
    head.writeUInt16BE(block.length + 2, 2);
    return piecesOf(Buffer.concat([whole.subarray(0, 2), head, block, whole.subarray(2)]));
  };

  it('that shows the same is not looked at, with bars above and below as well', async () => {
    const same = await drawn(dark(20, 20), 160, 120).jpeg({ quality: 40 }).toBuffer();
    expect(await withPreview(dark(20, 20), same)).toMatchObject({ images: 1, uninspected: [] });
    const barred = await drawn(dark(20, 20), 120, 90)
      .extend({ top: 0, bottom: 0, left: 20, right: 20, background: 'black' })
      .jpeg()
      .toBuffer();
    expect(await withPreview(dark(20, 20), barred)).toMatchObject({ images: 1, uninspected: [] });
  });

  it('that shows another picture is looked at', async () => {
    const other = await drawn(dark(180, 150), 160, 120).jpeg().toBuffer();
    const { images, pieces } = await withPreview(dark(20, 20), other);
    expect(images).toBe(2);
    expect(pieces.filter(({ kind }) => kind === 'image').map(({ part }) => part)).toContain('#1');
  });

  it('that is not where it is said to be is said', async () => {
    const { images, uninspected } = await withPreview(dark(20, 20), Buffer.from('x'), 5000);
    expect(images).toBe(1);
    expect(uninspected).toEqual([{ part: 'file, preview', reason: 'damaged', limit: null }]);
  });
});

describe('pictures inside a JPEG that no field of EXIF leads to', () => {
  const jpegOf = (text: string) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#fff"/>${text}</svg>`,
      ),
    )
      .jpeg()
      .toBuffer();
  const here = '<rect x="20" y="20" width="120" height="60" fill="#333"/>';
  const there = '<rect x="180" y="150" width="120" height="60" fill="#333"/>';
  const MAKER_NOTE = 0x927c;
  const inNote = async (preview: Buffer) => {
    const note = Buffer.concat([
      Buffer.from('Maker\0\xff\xd8\xff\xe0no picture', 'latin1'),
      preview,
      Buffer.alloc(9),
    ]);
    return piecesOf(withSegment(await jpegOf(here), 0xe1, exifBlock(MAKER_NOTE, 7, note)));
  };

  it("are looked at in a maker's own note, where they show something else", async () => {
    const other = await inNote(await jpegOf(there));
    expect(other.pieces.filter(({ kind }) => kind === 'image').map(({ part }) => part)).toEqual(['#1', '']);
    expect(other.uninspected).toEqual([]);
    expect(await inNote(await jpegOf(here))).toMatchObject({ images: 1, uninspected: [] });
  });

  it('are looked at in the note of a picture of another kind', async () => {
    const block = exifBlock(MAKER_NOTE, 7, await jpegOf(there));
    const png = await sharp(await jpegOf(here))
      .png()
      .toBuffer();
    expect((await piecesOf(withChunk(png, 'eXIf', block.subarray(6)))).images).toBe(2);
  });

  it('are said where they are a video, which is not looked at', async () => {
    const video = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0isommp42')]);
    const { uninspected } = await piecesOf(Buffer.concat([await jpegOf(here), video]));
    expect(uninspected).toEqual([{ part: 'file, video', reason: 'unsupported-type', limit: null }]);
  });

  it('are given up where there are beginnings without end', async () => {
    const ends = Buffer.from('ffd8ffe00002ffe00002', 'hex');
    const { uninspected } = await piecesOf(
      Buffer.concat([await jpegOf(here), Buffer.alloc(2_000_000, ends)]),
    );
    expect(uninspected).toEqual([{ part: 'file, preview', reason: 'damaged', limit: null }]);
  });

  it('are looked at behind its end, as many as there are', async () => {
    const [first, second, third] = await Promise.all([here, there, here + there].map(jpegOf));
    const behind = Buffer.concat([first, second, Buffer.alloc(7), third, second].flatMap((one) => one ?? []));
    expect((await piecesOf(behind)).images).toBe(3);
    expect((await piecesOf(Buffer.concat([first, first].flatMap((one) => one ?? [])))).images).toBe(1);
  });
});

/** A first directory without a field, and a second that says where the preview is. */
function previewBlock(preview: Buffer, claimedBytes: number): Buffer {
  const directory = Buffer.alloc(2 + 2 * 12 + 4);
  directory.writeUInt16LE(2, 0);
  for (const [index, [tag, value]] of [
    [0x0201, 14 + directory.length],
    [0x0202, claimedBytes],
  ].entries()) {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag ?? 0, at);
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value ?? 0, at + 8);
  }
  const head = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0\x0e\0\0\0', 'latin1');
  return Buffer.concat([head, directory, preview]);
}

/** An EXIF block whose only field is in the sub-directory that cameras write: little-endian, bytes behind the directories. */
function exifBlock(tag: number, type: number, value: Buffer): Buffer {
  const CAMERA = 0x8769;
  const inCamera = tag < 0x9c00;
  const directory = (at: readonly [tag: number, type: number, count: number, value: number]) => {
    const bytes = Buffer.alloc(18);
    bytes.writeUInt16LE(1, 0);
    bytes.writeUInt16LE(at[0], 2);
    bytes.writeUInt16LE(at[1], 4);
    bytes.writeUInt32LE(at[2], 6);
    bytes.writeUInt32LE(at[3], 10);
    return bytes;
  };
  const head = Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1');
  const field = directory([tag, type, value.length, inCamera ? 44 : 26]);
  return inCamera
    ? Buffer.concat([head, directory([CAMERA, 4, 1, 26]), field, value])
    : Buffer.concat([head, field, value]);
}

/** A chunk behind the pixels of a PNG, where most programs write what they add. */
function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), pngChunk(type, data), png.subarray(end)]);
}

const packed = (head: string, text: string): Buffer => Buffer.concat([Buffer.from(head), deflateSync(text)]);

/** A comment in front of the end of a GIF. */
function withComment(gif: Buffer, text: string): Buffer {
  const comment = Buffer.from([0x21, 0xfe, text.length, ...Buffer.from(text), 0]);
  return Buffer.concat([gif.subarray(0, gif.length - 1), comment, gif.subarray(gif.length - 1)]);
}

it.each(['png', 'jpeg', 'gif', 'webp'] as const)('reads text behind the end of a %s', async (kind) => {
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'white' } })
    .toFormat(kind)
    .toBuffer();
  const { texts } = await piecesOf(Buffer.concat([picture, Buffer.from('\nNATO SECRET\n')]));
  expect(texts).toContain('properties: NATO SECRET');
  expect((await piecesOf(picture)).texts.filter((text) => text.startsWith('properties'))).toEqual([]);
});
