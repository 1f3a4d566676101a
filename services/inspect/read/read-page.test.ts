import { expect, it } from 'vitest';
import type { Picture } from '../look/decode.ts';
import type { Line } from '../look/line.ts';
import { PRESETS } from './presets.ts';
import { type PageContext, readPage } from './read-page.ts';
import type { Reader } from './reader.ts';

const raster = { width: 800, height: 1800, data: new Uint8Array(3 * 800 * 1800).fill(255) };
const picture: Picture = {
  glance: { width: 228, height: 512, data: new Uint8Array(3 * 228 * 512).fill(255) },
  fullWidth: 800,
  fullHeight: 1800,
  papers: ['white'],
  invisible: false,
  endsEarly: false,
  working: async () => raster,
};
const title: Line = { cx: 400, cy: 900, ux: 1, uy: 0, length: 400, height: 40, score: 0.9 };
const items = Array.from(
  { length: 60 },
  (_, i): Line => ({ ...title, cy: (i < 30 ? 20 : 100) + i * 28, length: 200, height: 20 }),
);

const contextOf = (reader: Reader): PageContext => ({
  reader,
  preset: { ...PRESETS.balanced, search: false },
  where: { part: '', page: null },
  isCertain: () => false,
  isFound: () => false,
  outOfTime: () => false,
});

it('keeps what was read for the direction, though a page has more lines that look like marks than are read', async () => {
  const reader: Reader = {
    engine: 'stub',
    ocrData: '',
    glimpse: null,
    findLines: async () => [...items, title],
    survey: () => {},
    spot: async (_raster, lines) =>
      new Map(lines.map((line) => [line, line.height === title.height ? 0 : 0.9])),
    readLine: async (_raster, line) => ({
      text: line.height === title.height ? 'The name of the page' : `Item ${line.cy}`,
      confidence: 0.99,
    }),
    missingScript: async () => null,
    turned: async () => null,
    close: async () => {},
  };
  const { segments } = await readPage(picture, contextOf(reader));
  expect(segments.length).toBeLessThan(items.length);
  expect(segments.map(({ text }) => text)).toContain('The name of the page');
});

it.each([
  { share: 2, unreadable: true },
  { share: 3, unreadable: false },
])(
  'says that a page cannot be read where one line in $share comes out as a few letters: $unreadable',
  async ({ share, unreadable }) => {
    const lines = items.slice(0, 12);
    const reader: Reader = {
      engine: 'stub',
      ocrData: '',
      glimpse: null,
      findLines: async () => lines,
      survey: () => {},
      spot: async () => null,
      readLine: async (_raster, line) =>
        lines.findIndex(({ cy }) => cy === line.cy) % share === 1
          ? { text: 'Orft', confidence: 0.63 }
          : { text: 'The harbour office', confidence: 0.97 },
      missingScript: async () => null,
      turned: async () => null,
      close: async () => {},
    };
    expect((await readPage(picture, contextOf(reader))).unreadable).toBe(unreadable);
  },
);

it.each([
  { spotted: 0.95, again: '', said: { unreadable: true, texts: ['The harbour office'] } },
  { spotted: 0.5, again: '', said: { unreadable: true, texts: ['The harbour office'] } },
  { spotted: 0.3, again: '', said: { unreadable: false, texts: ['The harbour office'] } },
  { spotted: 0.95, again: 'SECRET', said: { unreadable: false, texts: ['The harbour office', 'SECRET'] } },
])(
  'reads a line again that is spotted at $spotted and says nothing; read as "$again", the page is $said',
  async ({ spotted, again, said }) => {
    const banner: Line = { ...title, cy: 60, length: 160, height: 20 };
    const isBanner = (line: Line) => line.cy === banner.cy;
    const reader: Reader = {
      engine: 'stub',
      ocrData: '',
      glimpse: null,
      findLines: async () => [{ ...title, height: 30 }, banner],
      survey: () => {},
      spot: async (_raster, lines) => new Map(lines.map((line) => [line, isBanner(line) ? spotted : 0])),
      readLine: async (_raster, line, options) =>
        isBanner(line)
          ? {
              text: options?.others === 'none' ? again : '',
              confidence: options?.others === 'none' ? 0.8 : 0,
            }
          : { text: 'The harbour office', confidence: 0.99 },
      missingScript: async () => null,
      turned: async () => null,
      close: async () => {},
    };
    const { unreadable, segments } = await readPage(picture, {
      ...contextOf(reader),
      preset: PRESETS.balanced,
      isFound: (read) => read.some(({ text }) => text === 'SECRET'),
    });
    expect({
      unreadable,
      texts: segments
        .map(({ text }) => text)
        .sort()
        .reverse(),
    }).toEqual(said);
  },
);
