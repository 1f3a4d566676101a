import { expect, it } from 'vitest';
import { colourAxis } from './colour-axis.ts';
import { stretchContrast } from './contrast.ts';

type Colour = readonly [number, number, number];

/** Half paper, a tenth of it ink. */
const strip = (paper: Colour, ink: Colour) =>
  Uint8Array.from({ length: 3 * 100 }, (_, i) => (i / 3 < 10 ? ink : paper)[i % 3] as number);
const spreadOf = (data: Uint8Array, channel: number) => {
  const values = data.filter((_, i) => i % 3 === channel);
  return Math.max(...values) - Math.min(...values);
};

it('shows ink that differs from the paper in colour alone', () => {
  const redOnBlue = strip([12, 26, 90], [96, 12, 20]);
  stretchContrast(redOnBlue);
  expect([0, 1, 2].map((channel) => spreadOf(redOnBlue, channel))).toEqual([221, 221, 221]);
});

it('stretches a dim strip, all channels alike', () => {
  const dim = strip([70, 68, 66], [40, 38, 36]);
  stretchContrast(dim);
  expect(spreadOf(dim, 0)).toBeGreaterThan(200);
  expect([dim[0], dim[297]].map((value, i) => (value ?? 0) - (dim[i === 0 ? 1 : 298] ?? 0))).toEqual([
    expect.closeTo(14, 0),
    expect.closeTo(14, 0),
  ]);
});

it.each([
  ['plain', strip([250, 250, 250], [20, 20, 20])],
  ['red on white', strip([250, 250, 250], [200, 20, 20])],
  ['without ink', strip([90, 80, 70], [92, 82, 72])],
])('leaves a strip that is %s as it is', (_, data) => {
  const before = Uint8Array.from(data);
  stretchContrast(data);
  expect(data).toEqual(before);
});

it('tells along which colours differ, and takes grey where they do not', () => {
  const [red, green, blue] = colourAxis(strip([0, 0, 100], [100, 0, 0]));
  expect([red, green, blue]).toEqual([expect.closeTo(0.5), expect.closeTo(0), expect.closeTo(-0.5)]);
  expect(colourAxis(strip([9, 9, 9], [9, 9, 9]))).toEqual([1 / 3, 1 / 3, 1 / 3]);
});
