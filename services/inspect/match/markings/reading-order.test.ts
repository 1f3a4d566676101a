import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TextSegment } from '../../report.ts';
import { loadCatalogue } from './catalogue.ts';
import { inReadingOrder } from './reading-order.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../rules', import.meta.url))]);
type Box = [number, number, number, number];

function seen(...lines: readonly (readonly [string, Box | null])[]): TextSegment[] {
  return lines.map(([text, box]) => ({
    text,
    where: { part: '', page: null, zone: 'body', box },
    source: 'ocr',
    key: null,
    ocrConfidence: 0.95,
    looks: null,
  }));
}
const levelsOf = (segments: TextSegment[]) => catalogue.match(segments).findings.map(({ level }) => level);

describe('lines of a picture', () => {
  it('are taken row by row, each from its left, in whatever order they were read', () => {
    const read = seen(
      ['d', [0.5, 0.52, 0.2, 0.02]],
      ['a', [0.1, 0.1, 0.2, 0.02]],
      ['c', [0.1, 0.515, 0.2, 0.02]],
      ['b', [0.1, 0.3, 0.2, 0.02]],
    ).map((segment) => ({ segment }));
    expect(
      inReadingOrder(read)
        .map(({ segment }) => segment.text)
        .join(''),
    ).toBe('abcd');
  });

  it('stay as they were read where one has no place', () => {
    const read = seen(['b', [0.1, 0.3, 0.2, 0.02]], ['a', null]).map((segment) => ({ segment }));
    expect(inReadingOrder(read)).toEqual(read);
  });
});

describe('the cell of a form', () => {
  const page = [0.05, 0.1, 0.15, 0.2, 0.8, 0.85, 0.9, 0.95].map(
    (y) => ['The harbour office counts its tulips', [0.1, y, 0.7, 0.02]] as const,
  );
  const form = (...lines: readonly (readonly [string, readonly number[]])[]) =>
    seen(
      ...[...page, ...lines].map(
        ([text, [x = 0, y = 0, w = 0, h = 0]]) => [text, [x, y, w, h]] as [string, Box],
      ),
    );
  const cell: readonly [string, Box] = ['GEHEIM', [0.6, 0.4, 0.1, 0.02]];

  it.each([
    ['to the left', ['Security classification', [0.1, 0.401, 0.3, 0.02]]],
    ['to the left, badly read', ['Security classfication', [0.1, 0.401, 0.3, 0.02]]],
    ['to the left, in its own language', ['Einstufung:', [0.1, 0.401, 0.3, 0.02]]],
    ['above', ['Classification', [0.6, 0.37, 0.2, 0.02]]],
  ] as const)('is a mark when the name of its field stands %s', (_where, label) => {
    expect(levelsOf(form(cell, label))).toEqual(['GEHEIM']);
  });

  const named = ['Security classification', [0.1, 0.401, 0.3, 0.02]] as const;
  it.each([
    ['another row', [['Security classification', [0.1, 0.7, 0.3, 0.02]]]],
    ['the right', [['Security classification', [0.8, 0.401, 0.1, 0.02]]]],
    ['the left, behind another cell', [named, ['Prepared by', [0.45, 0.401, 0.1, 0.02]]]],
    ['the left, of another field', [['Prepared by', [0.1, 0.401, 0.3, 0.02]]]],
  ] as const)('is none when what stands there is in %s', (_where, labels) => {
    expect(levelsOf(form(cell, ...labels))).toEqual([]);
  });
});

it('绝密★启用前 is read on: an exam paper says so in its next lines', () => {
  const mark = seen(['绝密★启用前', [0.1, 0.05, 0.3, 0.02]]);
  expect(levelsOf(mark)).toEqual(['绝密']);
  expect(catalogue.isCertain(mark)).toBe(false);
  expect(catalogue.isCertain(seen(['绝密★10年', [0.1, 0.05, 0.3, 0.02]]))).toBe(true);
});

it.each([
  ['取极注意\n議事録', '取扱注意'],
  ['프급비밀\n항만 시설 점검 보고', 'Ⅱ급비밀'],
])('what the readers make of letters they do not know is put right: %j', (text, level) => {
  const [first = '', second = ''] = text.split('\n');
  expect(levelsOf(seen([first, [0.4, 0.04, 0.2, 0.02]], [second, [0.3, 0.1, 0.4, 0.02]]))).toEqual([level]);
});
