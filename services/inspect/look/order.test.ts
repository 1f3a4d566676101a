import { expect, it } from 'vitest';
import type { Line } from './line.ts';
import { order, place } from './order.ts';

const right = { ux: 1, uy: 0 };
const line = (cx: number, cy: number, length: number, height = 20): Line => ({
  cx,
  cy,
  ...right,
  length,
  height,
  score: 0.9,
});
const body = Array.from({ length: 10 }, (_, i) => line(400, 300 + i * 26, 600));

it('puts the short centred line at the top before running text', () => {
  const banner = line(400, 60, 180, 26);
  expect(order(place([...body, banner], right))[0]?.line).toBe(banner);
});

it('puts a large isolated line in the middle before running text', () => {
  const stamp = line(420, 800, 260, 48);
  const first = order(place([...body, line(400, 1300, 600), stamp], right)).slice(0, 3);
  expect(first.map((placed) => placed.line)).toContain(stamp);
});

it('knows a line of running text from the first of its paragraph', () => {
  const placed = place(body, right);
  expect(placed.map((each) => each.continues)).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
});

it('orders a page that lies upside down as if it stood', () => {
  const footer = line(400, 1000, 180, 26);
  const down = { ux: -1, uy: 0 };
  const placed = place(
    [...body, footer].map((each) => ({ ...each, ...down })),
    down,
  );
  expect(placed.find((each) => each.line.cy === 1000)?.depth).toBeLessThan(0.05);
});
