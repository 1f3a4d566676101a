import { expect, it } from 'vitest';
import type { Reader } from '../reader.ts';
import { CLOSER_LOOKS, type OpenPage } from './closer-looks.ts';

const line = { cx: 600, cy: 450, ux: 1, uy: 0, length: 120, height: 24, score: 0.97 };
const segment = (text: string) => ({
  text,
  where: { part: '', page: null, zone: 'body' as const, box: null },
  source: 'ocr' as const,
  key: null,
  ocrConfidence: 0.97,
  looks: null,
});

/** A page with one line that says `text`; a small line stands above it that is found only in a window of its own size. */
function page(text: string): { page: OpenPage; read: unknown[] } {
  const raster = { width: 1200, height: 900, data: new Uint8Array(1200 * 900 * 3).fill(200) };
  const read: unknown[] = [];
  const reader: Partial<Reader> = {
    findLines: async () => [{ ...line, cx: 192, cy: 84, height: 10 }],
    readLine: async (_raster, { cx, cy }) => {
      read.push([cx, cy]);
      return { text: 'Security classification', confidence: 0.9 };
    },
  };
  return {
    read,
    page: {
      reader: reader as Reader,
      raster,
      glance: raster,
      lines: [line],
      direction: { ux: 1, uy: 0 },
      read: [{ segment: segment(text), line, raster, spotted: null }],
      skipped: [],
    },
  };
}

it.each([
  ['TAJNE', [[600, 422]]],
  ['Tulips', []],
])('looks for the small name of a field above %s: %j', async (text, expected) => {
  const { page: open, read } = page(text);
  const look = CLOSER_LOOKS.find(({ take }) => take.name === 'smallNamesOfFields');
  for await (const { said } of look?.take(open) ?? []) expect(said.text).toBe('Security classification');
  expect(read).toEqual(expected);
});
