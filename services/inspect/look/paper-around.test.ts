import { expect, it } from 'vitest';
import type { Line } from './line.ts';
import { paperAround } from './paper-around.ts';

const [WIDTH, HEIGHT] = [400, 300];
const page = { x: 120, y: 60, width: 160, height: 200 };
const lines: Line[] = [80, 120, 160, 200].map((cy) => ({
  ...{ cx: 200, cy, ux: 1, uy: 0, length: 100, height: 12, score: 0.9 },
}));

/** Paper of one grey with ink where its lines are, on something of another. */
function picture(paper: number, desk: number) {
  const data = new Uint8Array(3 * WIDTH * HEIGHT).fill(desk);
  const fill = (x: number, y: number, width: number, grey: number) =>
    data.fill(grey, 3 * (y * WIDTH + x), 3 * (y * WIDTH + x + width));
  for (let y = page.y; y < page.y + page.height; y++) fill(page.x, y, page.width, paper);
  for (const { cy } of lines) for (let y = cy - 3; y < cy + 3; y++) fill(150, y, 100, 20);
  return { width: WIDTH, height: HEIGHT, data };
}

it.each([
  ['dark', 60],
  ['light', 200],
])('tells a page from the %s desk it lies on, with a margin', (_, desk) => {
  const { x, y, width, height } = paperAround(lines, picture(250, desk));
  expect([x, y, x + width, y + height]).toEqual([139, 63, 261, 217]);
});

it('takes a picture for one page where all is paper, or nearly', () => {
  const all = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  expect(paperAround(lines, picture(250, 250))).toEqual(all);
  expect(paperAround(lines, picture(250, 236))).toEqual(all);
});

it('keeps inside the picture', () => {
  const wide = lines.map((line) => ({ ...line, cx: 380, length: 100 }));
  const { x, width } = paperAround(wide, picture(250, 60));
  expect(x + width).toBeLessThanOrEqual(WIDTH);
});
