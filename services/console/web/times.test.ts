import { expect, test } from 'vitest';
import { ago, clockTime, exactTime } from './times.ts';

const now = Date.parse('2026-11-22T23:00:00.000Z');
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test('says how long ago at least, in one unit', () => {
  expect([3, 45, 119, 3_599, 7_300, 200_000].map((seconds) => ago(before(seconds), now))).toEqual([
    'now',
    '45 s ago',
    '1 min. ago',
    '59 min. ago',
    '2 hr. ago',
    '2 days ago',
  ]);
});

test('takes a clock that runs ahead for now', () => {
  expect(ago(before(-90), now)).toBe('now');
});

test('names the date only when it is not today, and the second only for the record', () => {
  const local = new Date(2026, 10, 22, 9, 5, 7);
  expect(clockTime(local.toISOString(), new Date(2026, 10, 22, 23).getTime())).toBe('09:05');
  expect(clockTime(local.toISOString(), new Date(2026, 10, 23, 1).getTime())).toBe('2026-11-22 09:05');
  expect(exactTime(local.toISOString())).toBe('2026-11-22 09:05:07');
});
