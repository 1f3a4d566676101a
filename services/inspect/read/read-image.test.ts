import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import type { TextSegment } from '../report.ts';
import { createReader } from './create-reader.ts';
import { type ReadContext, readImage } from './read-image.ts';
import type { Reader } from './reader.ts';

/** Rendered by librsvg with whatever sans-serif font the machine has: any will do. */
function page(lines: readonly string[], size = { width: 900, height: 1200 }) {
  const rows = lines.map(
    (text, i) =>
      `<text x="${i === 0 ? 300 : 80}" y="${70 + i * 60}" font-size="${i === 0 ? 40 : 26}" font-family="sans-serif">${text}</text>`,
  );
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect width="100%" height="100%" fill="#fff"/>${rows.join('')}</svg>`,
    ),
  );
}

const MARKED = [
  'SECRET//NOFORN',
  ...Array.from({ length: 8 }, (_, i) => `${i + 1}. The harbour ledger was moved to shelf ${i + 4}.`),
];
const hasMark = (segments: readonly TextSegment[]) => segments.some(({ text }) => /SECRET/.test(text));

it('says that a picture ends before it is full', async () => {
  const sees: Reader = {
    engine: 'none',
    ocrData: 'none',
    glimpse: null,
    findLines: async () => [],
    survey: () => {},
    spot: async () => null,
    readLine: async () => ({ text: '', confidence: 0 }),
    missingScript: async () => null,
    turned: async () => null,
    close: async () => {},
  };
  const whole = await page(MARKED).jpeg().toBuffer();
  const read = (bytes: Buffer) =>
    readImage(
      { bytes },
      {
        reader: sees,
        budget: { deadlineMs: systemClock.nowMs() + 60_000, maxPixels: 50_000_000, preset: 'fast' },
        where: { part: '#2', page: null },
        isCertain: () => false,
        clock: systemClock,
      },
    );
  const ended = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([0xff, 0xd9])]);
  expect((await read(ended)).uninspected).toContainEqual({
    part: 'entry #2',
    reason: 'damaged',
    limit: null,
  });
  expect((await read(whole)).uninspected).not.toContainEqual({
    part: 'entry #2',
    reason: 'damaged',
    limit: null,
  });
});

describe.each(['neural', 'tesseract'] as const)('reading with the %s engine', (engine) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await createReader({ engine });
  });
  afterAll(() => reader.close());

  const context = (over: Partial<ReadContext> = {}): ReadContext => ({
    reader,
    budget: { deadlineMs: systemClock.nowMs() + 60_000, maxPixels: 50_000_000, preset: 'balanced' },
    where: { part: '', page: null },
    isCertain: hasMark,
    clock: systemClock,
    ...over,
  });

  it('reads a banner, says where it stood, and stops there', async () => {
    const result = await readImage({ bytes: await page(MARKED).png().toBuffer() }, context());
    const mark = result.segments.find(({ text }) => /SECRET/.test(text));
    expect(mark?.where.zone).toBe('header');
    expect(mark?.where.box?.[1]).toBeLessThan(0.08);
    expect(result.segments.length).toBeLessThan(4);
    expect(result).toMatchObject({ complete: true, uninspected: [] });
    const crop = await sharp(
      await result.crop(mark?.where ?? { part: '', page: null, zone: 'unknown', box: null }),
    ).metadata();
    expect(crop.format).toBe('png');
    expect(crop.width).toBeLessThanOrEqual(900);
  });

  it.each([90, 180, 270])('reads a page turned by %i degrees, boxes upright', async (degrees) => {
    const upright = await page(MARKED).png().toBuffer();
    const result = await readImage(
      { bytes: await sharp(upright).rotate(degrees).png().toBuffer() },
      context(),
    );
    const mark = result.segments.find(({ text }) => /SECRET/.test(text));
    expect(mark?.where.box?.[1]).toBeLessThan(0.08);
  });

  it('finds nothing to say of a picture without writing', async () => {
    const bytes = await sharp({ create: { width: 500, height: 400, channels: 3, background: '#86a' } })
      .png()
      .toBuffer();
    expect(await readImage({ bytes }, context())).toMatchObject({
      segments: [],
      complete: true,
      uninspected: [],
    });
  });

  it('says what the budget cut off, and never that it saw all', async () => {
    const budget = {
      deadlineMs: systemClock.nowMs() - 1,
      maxPixels: 50_000_000,
      preset: 'balanced' as const,
    };
    const result = await readImage({ bytes: await page(MARKED).png().toBuffer() }, context({ budget }));
    expect(result.complete).toBe(false);
    expect(result.uninspected).toMatchObject([
      { part: 'image', reason: 'time-out', limit: { name: 'pictureMs' } },
    ]);
  });

  it('refuses too many pixels and damaged bytes as outcomes, with part and limit', async () => {
    const budget = { deadlineMs: systemClock.nowMs() + 1000, maxPixels: 1000, preset: 'fast' as const };
    const large = await readImage(
      { bytes: await page([]).png().toBuffer() },
      context({ budget, where: { part: '#2', page: 7 } }),
    );
    expect(large.uninspected).toEqual([
      { part: 'entry #2 page 7', reason: 'too-many-pixels', limit: { name: 'pixels', value: 1000 } },
    ]);
    const damaged = await readImage(
      { bytes: new Uint8Array([9, 9, 9]) },
      context({ where: { part: '#2', page: null } }),
    );
    expect(damaged.uninspected).toEqual([{ part: 'entry #2', reason: 'damaged', limit: null }]);
  });
});
