import { expect, it } from 'vitest';
import type { ReadText } from '../reader.ts';
import { inOrder } from './in-order.ts';
import type { ScriptReader } from './script-reader.ts';

const raster = { width: 1, height: 1, data: new Uint8Array(3) };
const line = { cx: 0, cy: 0, ux: 1, uy: 0, length: 90, height: 10, score: 1 };

function asked(first: ReadText, then: ReadText) {
  const order: string[] = [];
  const reading = (data: string, read: ReadText): ScriptReader => ({
    script: 'cyrillic',
    data,
    readLine: async () => {
      order.push(data);
      return read;
    },
    close: async () => void order.push(`closed ${data}`),
  });
  return { reader: inOrder(reading('a', first), reading('b', then)), order };
}

it('asks nobody else for what the first is sure of', async () => {
  const { reader, order } = asked({ text: 'секретно', confidence: 0.9 }, { text: 'x', confidence: 1 });
  expect((await reader.readLine(raster, line)).text).toBe('секретно');
  expect(order).toEqual(['a']);
});

it.each([
  { confidence: 0.7, text: 'секретно' },
  { confidence: 0.3, text: 'сенретно' },
])('of two reads, the second as sure as $confidence, takes the one with more behind it', async (said) => {
  const { reader, order } = asked({ text: 'сенретно', confidence: 0.5 }, { ...said, text: 'секретно' });
  expect((await reader.readLine(raster, line)).text).toBe(said.text);
  expect(order).toEqual(['a', 'b']);
});

it('names both, and closes both', async () => {
  const { reader, order } = asked({ text: '', confidence: 0 }, { text: '', confidence: 0 });
  expect(reader.data).toBe('a b');
  await reader.close();
  expect(order).toEqual(['closed a', 'closed b']);
});
