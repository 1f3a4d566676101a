import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';

const LIMITS = { maxPixels: 1_000_000, workingPixels: 10_000 };

function plain(width: number, height: number, background = '#204060') {
  return sharp({ create: { width, height, channels: 3, background } });
}

function noise(side: number) {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 7919) % 251);
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

describe('decode', () => {
  it('shrinks to the working size, and shows a small copy first', async () => {
    const picture = await decode(await plain(400, 300).jpeg().toBuffer(), 0, LIMITS);
    const working = await picture.working();
    expect(working.width * working.height).toBeLessThanOrEqual(10_100);
    expect(picture).toMatchObject({ fullWidth: 400, fullHeight: 300 });
    expect(picture.glance).toMatchObject({ width: 384, height: 288 });
  });

  it('turns by EXIF before anything is measured', async () => {
    const bytes = await plain(80, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const picture = await decode(bytes, 0, LIMITS);
    expect(await picture.working()).toMatchObject({ width: 40, height: 80 });
  });

  it('gives three channels for grey, CMYK and 16-bit pictures', async () => {
    const pictures = [
      await plain(20, 10).toColourspace('b-w').png().toBuffer(),
      await plain(20, 10).toColourspace('cmyk').jpeg().toBuffer(),
      await plain(20, 10).toColourspace('rgb16').png().toBuffer(),
    ];
    for (const bytes of pictures) {
      const working = await (await decode(bytes, 0, LIMITS)).working();
      expect(working.data.length).toBe(20 * 10 * 3);
    }
  });

  it('lays light ink on dark paper, and dark ink on light paper', async () => {
    const inked = (colour: string) =>
      sharp({ create: { width: 60, height: 60, channels: 4, background: '#00000000' } })
        .composite([
          {
            input: Buffer.from(
              `<svg width="60" height="60"><rect x="10" y="25" width="40" height="6" fill="${colour}"/></svg>`,
            ),
          },
        ])
        .png()
        .toBuffer();
    const light = await decode(await inked('#fff'), 0, LIMITS);
    expect(light).toMatchObject({ papers: ['black', 'white'], invisible: false });
    expect((await light.working()).data[0]).toBe(0);
    const dark = await decode(await inked('#111'), 0, LIMITS);
    expect(dark.papers).toEqual(['white', 'black']);
    expect((await dark.working()).data[0]).toBe(255);
  });

  it('refuses by the size a file claims, before decoding it', async () => {
    const bytes = await plain(1200, 1000).png().toBuffer();
    await expect(decode(bytes, 0, LIMITS)).rejects.toMatchObject({ code: 'IMAGE_TOO_MANY_PIXELS' });
  });

  it('says that a JPEG holds less than it claims, with an end of its own too', async () => {
    const whole = await plain(400, 400)
      .composite([{ input: await noise(300), left: 20, top: 20 }])
      .jpeg()
      .toBuffer();
    const ended = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([0xff, 0xd9])]);
    expect(await decode(ended, 0, LIMITS)).toMatchObject({ endsEarly: true, fullWidth: 400 });
    expect(await decode(whole, 0, LIMITS)).toMatchObject({ endsEarly: false });
    // Odd, and whole.
    const odd = Buffer.concat([whole.subarray(0, -2), Buffer.from([0, 0, 0xff, 0xd9])]);
    expect(await decode(odd, 0, LIMITS)).toMatchObject({ endsEarly: false });
  });

  it('says damaged of a truncated picture instead of reading half of it', async () => {
    const bytes = await plain(400, 400).jpeg().toBuffer();
    await expect(decode(bytes.subarray(0, bytes.length / 2), 0, LIMITS)).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
    });
    await expect(decode(new Uint8Array([1, 2, 3]), 0, LIMITS)).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
    });
  });
});
