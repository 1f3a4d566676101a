import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { framesOf } from './frames.ts';
import { pictureSource } from './picture-source.ts';

const LIMITS = { frames: 100, pixels: 1_000_000, late: () => false };
const WIDTH = 120;
const HEIGHT = 40;

/** An animation or a TIFF whose frames each show a bar at one of the given places. */
async function stacked(places: readonly number[]): Promise<Sharp> {
  const data = Buffer.alloc(WIDTH * HEIGHT * places.length * 3, 255);
  places.forEach((place, frame) => {
    for (let y = 10; y < 30; y++) {
      data.fill(
        0,
        ((frame * HEIGHT + y) * WIDTH + place) * 3,
        ((frame * HEIGHT + y) * WIDTH + place + 20) * 3,
      );
    }
  });
  const raw = { width: WIDTH, height: HEIGHT * places.length, channels: 3 as const, pageHeight: HEIGHT };
  return sharp(data, { raw });
}

describe('framesOf', () => {
  it('keeps the frames of an animation that differ from the one before', async () => {
    const gif = await (await stacked([0, 0, 60, 60, 0]))
      .gif({ delay: 100, keepDuplicateFrames: true })
      .toBuffer();
    expect(await framesOf(gif, LIMITS)).toEqual({ total: 5, indices: [0, 2, 4], notComparedFrom: null });
  });

  it('says from where frames were not compared when the limit is reached', async () => {
    const gif = await (await stacked([0, 60, 0, 60])).gif({ delay: 100 }).toBuffer();
    expect(await framesOf(gif, { ...LIMITS, frames: 2 })).toMatchObject({
      indices: [0, 1],
      notComparedFrom: 2,
    });
  });

  it('leaves frames with too many pixels to the reader', async () => {
    const gif = await (await stacked([0, 60])).gif({ delay: 100 }).toBuffer();
    expect(await framesOf(gif, { ...LIMITS, pixels: 100 })).toMatchObject({
      indices: [0],
      notComparedFrom: 1,
    });
  });

  it('says that the later frames of an animated PNG are not seen', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    const control = Buffer.alloc(20);
    control.writeUInt32BE(8, 0);
    control.write('acTL', 4, 'latin1');
    control.writeUInt32BE(3, 8);
    const animated = Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
    expect(await framesOf(animated, LIMITS)).toMatchObject({ indices: [0], notComparedFrom: 1 });
  });

  it('takes what does not decode for one picture, for the reader to say what is wrong', async () => {
    expect(await framesOf(Buffer.from('GIF89a, and no more'), LIMITS)).toMatchObject({ indices: [0] });
  });
});

describe('pictureSource', () => {
  it('opens a HEIC picture as phones write it', async () => {
    const bytes = await readFile(new URL('phone.fixture.heic', import.meta.url));
    const source = await pictureSource(bytes, 0, 1_000_000);
    expect(source.metadata).toMatchObject({ width: 400, height: 120 });
    const { dominant } = await source.open().stats();
    expect(dominant.r).toBeGreaterThan(240);
    await expect(pictureSource(bytes, 0, 1000)).rejects.toMatchObject({ code: 'IMAGE_TOO_MANY_PIXELS' });
    await expect(pictureSource(bytes.subarray(0, 900), 0, 1_000_000)).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
    });
  });

  it('opens the largest picture of an icon, PNG or pixels', async () => {
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const directory = Buffer.alloc(22);
    directory.writeUInt16LE(1, 2);
    directory.writeUInt16LE(1, 4);
    directory.set([64, 64], 6);
    directory.writeUInt32LE(png.length, 14);
    directory.writeUInt32LE(22, 18);
    const source = await pictureSource(Buffer.concat([directory, png]), 0, 1_000_000);
    expect(source.metadata).toMatchObject({ width: 64, height: 64 });
  });

  it.each([
    ['JPEG 2000', Buffer.from('0000000c6a5020200d0a870a', 'hex')],
    ['JPEG XL', Buffer.from('0000000c4a584c200d0a870a', 'hex')],
  ])('says that %s is not read here, instead of calling it damaged', async (_, bytes) => {
    await expect(pictureSource(bytes, 0, 1000)).rejects.toMatchObject({ code: 'IMAGE_UNSUPPORTED' });
  });
});
