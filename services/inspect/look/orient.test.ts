import { describe, expect, it } from 'vitest';
import type { Line } from './line.ts';
import { orient, pageAxis } from './orient.ts';
import { upright } from './upright.ts';

const line = (degrees: number, length = 200, height = 20): Line => ({
  cx: 100,
  cy: 50,
  ux: Math.cos((degrees * Math.PI) / 180),
  uy: Math.sin((degrees * Math.PI) / 180),
  length,
  height,
  score: 1,
});

describe('orient', () => {
  it('finds the axis of lying lines although some axes point left', () => {
    const axis = pageAxis([line(2), line(181), line(0), line(90, 30, 10)]);
    expect(axis.ux).toBeGreaterThan(0.99);
  });

  it('finds the axis of standing lines, pointing down', () => {
    expect(pageAxis([line(-88), line(91), line(90)]).uy).toBeGreaterThan(0.99);
  });

  it('gives a nearly square line the axis of its page', () => {
    const [, square] = orient([line(0), line(90, 30, 28)]);
    expect(square).toMatchObject({ ux: 1, uy: 0 });
  });

  it('leaves a long line across the page its own axis', () => {
    const [, , across] = orient([line(0), line(0), line(90, 100, 10)]);
    expect(across?.uy).toBeCloseTo(1);
  });
});

describe('upright', () => {
  const size = { width: 400, height: 300 };
  const at = (cx: number, cy: number, ux: number, uy: number): Line => ({
    cx,
    cy,
    ux,
    uy,
    length: 40,
    height: 10,
    score: 1,
  });

  it('keeps boxes of a picture that stands upright', () => {
    const box = upright(size, { ux: 1, uy: 0 }).boxOf(at(200, 30, 1, 0));
    for (const [i, value] of [0.45, 25 / 300, 0.1, 10 / 300].entries()) expect(box[i]).toBeCloseTo(value);
  });

  it('puts the first line of a page lying on its side at the top', () => {
    // Turned clockwise: lines run downwards, the top of the page is on the right.
    const box = upright(size, { ux: 0, uy: 1 }).boxOf(at(380, 150, 0, 1));
    expect(box[1]).toBeLessThan(0.1);
    const other = upright(size, { ux: 0, uy: -1 }).boxOf(at(20, 150, 0, -1));
    expect(other[1]).toBeLessThan(0.1);
  });

  it('turns a page upside down back', () => {
    expect(upright(size, { ux: -1, uy: 0 }).boxOf(at(200, 290, -1, 0))[1]).toBeCloseTo(5 / 300);
  });
});
