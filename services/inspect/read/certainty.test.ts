import { expect, it } from 'vitest';
import type { TextSegment } from '../report.ts';
import { certaintyOf } from './certainty.ts';

const line = (text: string) => ({ text }) as TextSegment;

function asking() {
  const whole: number[] = [];
  const found: number[] = [];
  const certainty = certaintyOf({
    isCertain: (segments) => {
      whole.push(segments.length);
      return segments
        .map(({ text }) => text)
        .join(' ')
        .includes('TOP SECRET');
    },
    isFound: (segments) => {
      found.push(segments.length);
      return segments.some(({ text }) => text.includes('SECRET'));
    },
  });
  return { whole, found, certainty };
}

it('asks about the page when a line says something by itself, and seldom otherwise', () => {
  const { whole, found, certainty } = asking();
  const page: TextSegment[] = [];
  const read = (text: string) => {
    page.push(line(text));
    return certainty.with({ lines: 1, isFound: text.includes('SECRET') }, page);
  };
  for (let i = 0; i < 5; i++) expect(read('tulips')).toBe(false);
  expect(found).toEqual([]);
  read('tulips');
  expect(found).toEqual([6]);
  // What is not found is not certain.
  expect(whole).toEqual([]);
  expect(read('TOP SECRET')).toBe(true);
  expect(whole).toEqual([7]);
});

it('sees a mark broken over lines at last, and asks once about the same lines', () => {
  const { whole, certainty } = asking();
  const page = [line('TOP'), line('SECR'), line('TOP SECRET')];
  expect(certainty.atLast([])).toBe(false);
  expect(certainty.with({ lines: 1, isFound: false }, page.slice(0, 1))).toBe(false);
  expect(certainty.atLast(page)).toBe(true);
  expect(certainty.atLast(page)).toBe(true);
  expect(whole).toEqual([3]);
});

it('says once whether a page is a marking, and again when lines were added', () => {
  let times = 0;
  const certainty = certaintyOf({
    isCertain: () => false,
    isFound: (segments) => {
      times++;
      return segments.length > 1;
    },
  });
  const page = [line('TOP'), line('SECRET')];
  expect([1, 1, 2, 2].map((count) => certainty.isFound(page.slice(0, count)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(times).toBe(2);
});
