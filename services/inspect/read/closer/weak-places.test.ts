import { expect, it } from 'vitest';
import type { Line } from '../../look/line.ts';
import type { Reader } from '../reader.ts';
import { linesAround, weakOf, windowsOver } from './weak-places.ts';

const right = { ux: 1, uy: 0 };
const line = (cx: number, cy: number, score: number, length = 60): Line => ({
  cx,
  cy,
  ...right,
  length,
  height: 20,
  score,
});
const page = { width: 1200, height: 900, data: new Uint8Array(1200 * 900 * 3).fill(200) };

function eyes(seen: Line[]) {
  let looks = 0;
  const reader: Pick<Reader, 'findLines'> = {
    findLines: async () => {
      looks++;
      return seen;
    },
  };
  return { reader: reader as Reader, looks: () => looks };
}

const aroundWeak = (reader: Reader, lines: Line[]) => linesAround(weakOf(lines), reader, page, lines, right);

it('looks nowhere again on a page whose lines are all sure', async () => {
  const { reader, looks } = eyes([line(10, 10, 0.9)]);
  expect(await aroundWeak(reader, [line(300, 200, 0.97)])).toEqual([]);
  expect(looks()).toBe(0);
});

it('finds the whole of a line of which a piece was found, in pixels of the page', async () => {
  const { reader } = eyes([line(192, 112, 0.95, 160)]);
  const [found] = await aroundWeak(reader, [line(600, 450, 0.7)]);
  expect(found).toMatchObject({ cx: 600, cy: 450, length: 160 });
});

it('brings no line twice', async () => {
  const { reader } = eyes([line(192, 112, 0.95)]);
  expect(await aroundWeak(reader, [line(600, 450, 0.7)])).toEqual([]);
});

it('looks at few places, each once, the weakest first, and never beyond the page', () => {
  const weak = Array.from({ length: 30 }, (_, i) => line(20 + i * 40, 10 + i * 30, 0.5 + i / 100));
  const windows = windowsOver(weakOf(weak), page);
  expect(windows).toHaveLength(2);
  expect(windows[0]).toMatchObject({ x: 0, y: 0 });
  for (const { x, y, width, height } of windows) {
    expect(x + width).toBeLessThanOrEqual(page.width);
    expect(y + height).toBeLessThanOrEqual(page.height);
  }
});
