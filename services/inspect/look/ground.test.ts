import { expect, it } from 'vitest';
import { groundShare } from './ground.ts';

const drawn = (grey: (at: number) => number) => {
  const data = new Uint8Array(100 * 100 * 3);
  for (let i = 0; i < data.length; i++) data[i] = grey(Math.floor(i / 3));
  return { width: 100, height: 100, data };
};

it('is the share of the most common grey, with what is hardly lighter or darker', () => {
  expect(groundShare(drawn(() => 240))).toBe(1);
  expect(groundShare(drawn((at) => (at % 10 === 0 ? 20 : 236 + (at % 9))))).toBeCloseTo(0.9);
  expect(groundShare(drawn((at) => at % 256))).toBeLessThan(0.1);
});
