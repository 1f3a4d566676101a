import { expect, test } from 'vitest';
import { components } from './components.ts';

/** A mask from rows of characters: `#` is 200, `+` is 100, anything else nothing. */
function found(rows: readonly string[], { threshold = 50, minArea = 1 } = {}) {
  const width = rows[0]?.length ?? 0;
  const weight = Uint8Array.from(rows.join(''), (one) => (one === '#' ? 200 : one === '+' ? 100 : 0));
  return components(weight, width, rows.length, { threshold, minArea });
}

test('what touches is one, corners included, however late it meets', () => {
  const arms = found(['#...#', '#...#', '.#.#.', '..#..']);
  expect(arms.map(({ area }) => area)).toEqual([7]);
  expect(found(['##.##', '.....', '##.##']).map(({ area }) => area)).toEqual([2, 2, 2, 2]);
});

test('components come in the order of their first pixels, small ones left out', () => {
  const [first, second, ...others] = found(['..#..', '.....', '####.', '.....', '###..'], { minArea: 3 });
  expect([first?.area, second?.area, others.length]).toEqual([4, 3, 0]);
});

test('a bar is a rectangle with its middle, its length and its mean weight', () => {
  const [bar] = found(['......', '.##++.', '.##++.', '......']);
  expect(bar).toMatchObject({ area: 8, cx: 3, cy: 2, length: 4, height: 2, meanWeight: 150 });
  const [heavy] = found(['......', '.##++.', '.##++.', '......'], { threshold: 150 });
  expect(heavy).toMatchObject({ area: 4, cx: 2, cy: 2, meanWeight: 200 });
});

test('a slanted stroke is as long as it is, along its own axis', () => {
  const rows = Array.from({ length: 20 }, (_, y) => `${'.'.repeat(y)}##${'.'.repeat(20 - y)}`);
  const [stroke] = found(rows);
  expect(stroke?.ux).toBeCloseTo(Math.SQRT1_2, 1);
  expect(stroke?.length).toBeGreaterThan(27);
  expect(stroke?.height).toBeLessThan(3);
});
