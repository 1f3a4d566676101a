import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { TextSegment } from '../../../report.ts';
import { loadCatalogue } from '../catalogue.ts';

const catalogue = await loadCatalogue([fileURLToPath(new URL('../../../../../rules', import.meta.url))]);

const at = (text: string, left: number, top = 0.14): TextSegment => ({
  text,
  where: { part: '', page: null, zone: 'header', box: [left, top, 0.02, 0.018] },
  source: 'ocr',
  key: null,
  ocrConfidence: 0.99,
  looks: null,
});
const title = at('全部燃料收据工作方案', 0.45, 0.3);
const ranks = (...segments: TextSegment[]) => catalogue.match(segments).findings.map(({ rank }) => rank);

it.each(['5年', '10 年', '长期', '6个月', '★5年'])(
  'a level next to %j is a mark whose star was not seen',
  (term) => {
    expect(ranks(at('秘密', 0.37), at(term, 0.402), title)).toEqual([2]);
  },
);

it.each([
  ['alone', []],
  ['with a term above', [at('5年', 0.37, 0.1)]],
  ['with a term far from it', [at('5年', 0.6)]],
  ['with other figures beside it', [at('第5章', 0.402)]],
] as const)('a level %s is none', (_, others) => {
  expect(ranks(at('秘密', 0.37), ...others, title)).toEqual([]);
});

it('a table of how long levels last raises none of them', () => {
  const row = (level: string, term: string, top: number) => [at(level, 0.37, top), at(term, 0.402, top)];
  const raises = (...segments: TextSegment[]) => {
    const { findings, doubtful } = catalogue.match(segments);
    return [...findings, ...doubtful].some(({ context }) =>
      context.some(({ code }) => code === 'term-of-secrecy'),
    );
  };
  expect(raises(...row('秘密', '10年', 0.35), title)).toBe(true);
  expect(raises(...row('秘密', '10年', 0.35), at('100%', 0.6, 0.02))).toBe(true);
  expect(raises(...row('机密', '20年', 0.3), ...row('秘密', '10年', 0.35))).toBe(false);
});
