import { expect, it } from 'vitest';
import { cut, isLong, piecesOf } from './pieces.ts';

it('cuts a scrolled screenshot into overlapping pieces that own every row once', () => {
  const size = { width: 1000, height: 9000 };
  expect(isLong(size)).toBe(true);
  const pieces = piecesOf(size);
  expect(pieces.length).toBeGreaterThan(4);
  for (const y of [0, 1234, 4500, 8999]) {
    const owners = pieces.filter(({ own }) => y >= own.top && y < own.bottom);
    expect(owners.length).toBe(1);
    expect(owners[0]?.y).toBeLessThanOrEqual(y);
    expect((owners[0]?.y ?? 0) + (owners[0]?.height ?? 0)).toBeGreaterThan(y);
  }
});

it('leaves ordinary pages whole, and bounds the pieces of a picture one pixel wide', () => {
  expect(isLong({ width: 1240, height: 1754 })).toBe(false);
  expect(isLong({ width: 3000, height: 700 })).toBe(false);
  expect(piecesOf({ width: 1, height: 60_000 }).length).toBeLessThan(30);
});

it('cuts the pixels it names', () => {
  const data = Uint8Array.from({ length: 4 * 3 * 3 }, (_, i) => Math.floor(i / 3));
  const part = cut({ width: 4, height: 3, data }, { x: 1, y: 1, width: 2, height: 2 });
  expect([...part.data].filter((_, i) => i % 3 === 0)).toEqual([5, 6, 9, 10]);
});
