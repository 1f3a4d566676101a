import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerFonts } from '../../../../test/corpus/fonts.ts';
import type { Raster } from '../../look/raster.ts';
import { createDetector } from './detect.ts';
import { firstLook } from './first-look.ts';
import { createLineFinder, type LineFinder } from './line-finder.ts';
import { createInputOf, type InputOf } from './picture-input.ts';

let inputs = 0;
const inputOf = createInputOf();
const counted: InputOf = (raster, size) => {
  inputs++;
  return inputOf(raster, size);
};
let finder: LineFinder;
beforeAll(async () => {
  registerFonts();
  finder = await createLineFinder(counted);
});
afterAll(() => finder.close());

/** A grey picture with a line of letters so high in the middle, none at 0. */
async function picture(letters: number): Promise<Raster> {
  const [width, height] = [640, 320];
  const text = `<text x="320" y="160" font-family="DejaVu Sans" font-size="${letters}" text-anchor="middle">Minutes of the quarterly review</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#eee"/>${letters > 0 ? text : ''}</svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return { width, height, data };
}

it('finds lines of writing, as high as their letters are, and none on paper without', async () => {
  const detect = createDetector(finder);
  for (const letters of [12, 20, 40]) {
    const lines = await detect(await picture(letters), 640, false);
    expect(lines.length, `letters of ${letters}`).toBe(1);
    const [line] = lines;
    expect(Math.abs((line?.cy ?? 0) - 160 + letters * 0.35)).toBeLessThan(letters / 3);
    expect(line?.height).toBeGreaterThan(letters * 0.7);
    expect(line?.height).toBeLessThan(letters * 1.6);
  }
  expect(await detect(await picture(0), 640, false)).toEqual([]);
});

it('glimpses the places of writing, the likeliest first, and nothing on paper without', async () => {
  const glimpse = firstLook(finder);
  const places = await glimpse(await picture(20), 384);
  expect(Math.abs((places[0]?.y ?? 0) - 150)).toBeLessThan(30);
  expect(places.map(({ weight }) => weight)).toEqual(
    places.map(({ weight }) => weight).sort((a, b) => b - a),
  );
  expect((await glimpse(await picture(0), 384)).filter(({ weight }) => weight > 2)).toEqual([]);
});

it('sees a picture once at one size, whatever is asked of it, and anew at another or another picture', async () => {
  const [one, other] = [await picture(20), await picture(20)];
  const before = inputs;
  const sight = await finder.see(one, 384);
  expect(await finder.see(one, 384)).toBe(sight);
  expect(inputs - before).toBe(1);
  await finder.see(one, 320);
  await finder.see(other, 320);
  await finder.see(one, 320);
  expect(inputs - before).toBe(4);
});

it('refuses a file that is missing or was altered, with its name and both digests', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-lines-'));
  await expect(createLineFinder(inputOf, folder)).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: expect.stringContaining('line-finder.onnx'),
  });
  const own = fileURLToPath(new URL('line-finder.onnx', import.meta.url));
  await writeFile(join(folder, 'line-finder.onnx'), (await readFile(own)).fill(0, 1000, 1001));
  await expect(createLineFinder(inputOf, folder)).rejects.toMatchObject({
    code: 'MODEL_ALTERED',
    message: expect.stringMatching(/line-finder\.onnx.*[0-9a-f]{64}.*[0-9a-f]{64}/),
  });
});
