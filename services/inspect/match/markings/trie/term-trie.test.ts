import { expect, it } from 'vitest';
import { createFolder } from '../fold.ts';
import { createTermTrie } from './term-trie.ts';

const TERMS = [
  'TOP SECRET',
  'TOP',
  'A1',
  'Z',
  'S E',
  'ATOMAL',
  'TLP:RED',
  'SECRET//SI',
  '密',
  '机密',
  '内部资料',
  'À PART',
];
const trie = createTermTrie(
  createFolder(),
  TERMS.map((term) => [term, term] as const),
);

function found(text: string): string[] {
  const all: string[] = [];
  trie.scan(text, (_start, _end, terms) => all.push(...terms));
  return all;
}

it.each([
  ['top  secret', ['TOP', 'TOP SECRET']],
  ['TOP-SECRET', ['TOP', 'TOP SECRET']],
  ['TOPSECRET', ['TOP SECRET']],
  ['a1', ['A1']],
  ['(Z)', ['Z']],
  ['SE', ['S E']],
  ['S  - E', ['S E']],
  ['TLP : RED', ['TLP:RED']],
  ['SECRET / / SI', ['SECRET//SI']],
  ['内 部 资　料', ['内部资料']],
  ['机 密', ['机密', '密']],
  ['a part', ['À PART']],
  ['APART', ['À PART']],
])('finds in %j what stands there, whatever became of its gaps', (text, terms) =>
  expect(found(text)).toEqual(terms),
);

it.each(['STOP', 'A TOMAL', 'SECRET SI', 'A\n1', 'TOP\nSECRETS', 'ZZ', ''])('finds no more in %j', (text) =>
  expect(found(text).filter((term) => term !== 'TOP')).toEqual([]),
);

it('remembers nothing of the text before, however long it was', () => {
  expect(found(`${'x '.repeat(50_000)}TOP SECRET`)).toEqual(['TOP', 'TOP SECRET']);
  expect(found('TOP SECRET')).toEqual(['TOP', 'TOP SECRET']);
  expect(found('TO')).toEqual([]);
});

it('counts a term written in two ways once', () => {
  expect(
    createTermTrie(createFolder(), [
      ['Très Secret', 1],
      ['TRES-SECRET', 2],
    ]).size,
  ).toBe(1);
});
