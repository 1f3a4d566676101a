import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isSet } from './bits.ts';
import { faintLayer } from './faint.ts';
import { tonesOf } from './tones.ts';

async function layerOf(inner: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000"><rect width="800" height="1000" fill="#fff"/>${inner}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return faintLayer(await tonesOf({ width: info.width, height: info.height, data }));
}
const rows = Array.from(
  { length: 20 },
  (_, i) => `<rect x="80" y="${60 + i * 40}" width="600" height="2" fill="#111"/>`,
).join('');
const pale = '<rect x="200" y="400" width="400" height="24" fill="#ccd"/>';

describe('the faint layer', () => {
  it('wipes off thin dark strokes and blackens the pale shape under them', async () => {
    const layer = await layerOf(pale + rows);
    if (layer === null) throw new Error('Expected a faint layer');
    const { data, width } = layer.raster();
    const at = (x: number, y: number) => data[(y * width + x) * 3];
    expect(at(400, 412)).toBeLessThan(60);
    expect(at(400, 61)).toBeGreaterThan(200);
  });

  it('keeps the thick strokes of a dark stamp over the writing', async () => {
    const stamp =
      '<rect x="200" y="380" width="400" height="24" fill="#444" transform="rotate(-14 400 400)"/>';
    const layer = await layerOf(rows + stamp);
    if (layer === null) throw new Error('Expected a layer');
    const { data, width } = layer.raster();
    const at = (x: number, y: number) => data[(y * width + x) * 3];
    expect(at(400, 392)).toBeLessThan(60);
    expect(at(100, 61)).toBeGreaterThan(200);
    expect([isSet(layer.ink, 400, 392), isSet(layer.ink, 100, 61)]).toEqual([true, false]);
  });

  it('is nothing on a page without pale shapes', async () => {
    expect(await layerOf(rows)).toBeNull();
  });
});
