import { expect, it } from 'vitest';
import { fillGaps } from './fill-gaps.ts';

const raster = { width: 10, height: 10, data: new Uint8Array(300) };
const line = (length: number) => ({ cx: 5, cy: 5, ux: 1, uy: 0, length, height: 40, score: 1 });

async function read(text: string, length: number, again: string, confidence = 0.9) {
  const heights: number[] = [];
  const reader = {
    readLine: async (_raster: unknown, at: { height: number }) => {
      heights.push(at.height);
      return { text: again, confidence };
    },
  };
  const said = await fillGaps(reader, raster, line(length), { text, confidence: 0.99 });
  return { text: said.text, reads: heights.length, heights };
}

it('reads a level again that leaves room for a character', async () => {
  const { text, heights } = await read('機密', 98, '極機密');
  expect(text).toBe('極機密');
  expect(heights[0]).toBeLessThan(40);
});

it.each([
  ['fills its line', '机密', 70, '绝机密'],
  ['says no level', '海港', 98, '北海港'],
  ['is long', '机密文件管理办法说明', 600, '机密文件管理办法说明一'],
])('reads no line again that %s', async (_name, text, length, again) => {
  expect(await read(text, length, again)).toMatchObject({ text, reads: 0 });
});

it.each([
  ['says something else', '機要', 0.9],
  ['is no longer', '秘密', 0.9],
  ['is a guess', '極機密', 0.3],
])('keeps the first read when the second %s', async (_name, again, confidence) => {
  expect((await read('機密', 98, again, confidence)).text).toBe('機密');
});
