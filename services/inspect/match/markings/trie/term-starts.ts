import { type Folder, isTight, isWordKind, KIND, SPACE } from '../fold.ts';
import type { TrieNodes } from './trie-nodes.ts';

/**
 * Where a term may begin, told by its first three letters without a look into the trie: of a hundred words of prose a few are
 * worth a walk. It may say too much and never too little.
 */
export interface TermStarts {
  /**
   * By code unit of the document: `WORD` for letters; from `LETTER_SHIFT` on the folded letter, a space for every gap; `ALWAYS`
   * for terms of one letter; from `NODE_SHIFT` on the child of the root that it leads to, 0 for none.
   */
  readonly entries: Uint32Array;
  /** By `pairOf` the first two letters: for each third letter, by its last five bits, whether a term may go on so. */
  readonly thirds: Int32Array;
}

/** Marks begin at the beginning of a word. */
export const WORD = 1;
export const LETTER_SHIFT = 1;
export const ALWAYS = 1 << 17;
export const NODE_SHIFT = 18;

const PAIRS = 1 << 13;
const ANY_THIRD = -1;

export function termStarts<T>({ unit, kind }: Folder, nodes: TrieNodes<T>): TermStarts {
  const thirds = new Int32Array(PAIRS);
  const allow = (first: number, second: number, third: number): void => {
    const pair = pairOf(first, second);
    thirds[pair] = (thirds[pair] ?? 0) | (1 << (third & 31));
  };
  const starts = new Map<number, number>();
  for (const { node: first, letter: a } of lettersBelow(nodes, 0)) {
    starts.set(a, (first << NODE_SHIFT) | (nodes.values[first] ? ALWAYS : 0));
    for (const { node: second, letter: b, behindGap } of lettersBelow(nodes, first)) {
      if (nodes.values[second]) thirds[pairOf(a, b)] = ANY_THIRD;
      if (behindGap || mayPart(kind, a, b)) {
        allow(a, SPACE, b);
        allow(a, SPACE, SPACE);
      }
      for (const { letter: c, behindGap } of lettersBelow(nodes, second)) {
        allow(a, b, c);
        if (behindGap || mayPart(kind, b, c)) allow(a, b, SPACE);
      }
    }
  }
  const entries = new Uint32Array(unit.length);
  for (let code = 0; code < unit.length; code += 1) {
    const folded = unit[code] ?? 0;
    const letter = kind[code] === KIND.gap ? SPACE : folded;
    const word = isWordKind(kind[code] ?? 0) ? WORD : 0;
    entries[code] = (starts.get(folded) ?? 0) | (letter << LETTER_SHIFT) | word;
  }
  return { entries, thirds };
}

export function pairOf(first: number, second: number): number {
  return ((first * 37) ^ (second * 7)) & (PAIRS - 1);
}

/** Whether the walk forgives a gap between two letters of a term, in the cases that it looks at more closely. */
function mayPart(kind: Uint8Array, before: number, after: number): boolean {
  return isTight(before) || isTight(after) || kind[after] === KIND.joined;
}

interface Below {
  readonly node: number;
  readonly letter: number;
  readonly behindGap: boolean;
}

/** The next letters of a node, those behind a gap too: it may be lost. */
function lettersBelow<T>(nodes: TrieNodes<T>, node: number, behindGap = false): Below[] {
  const letters: Below[] = [];
  for (let child = nodes.below[node] ?? 0; child < (nodes.below[node + 1] ?? 0); child += 1) {
    const letter = nodes.unit[child] ?? 0;
    if (letter === SPACE) letters.push(...lettersBelow(nodes, child, true));
    else letters.push({ node: child, letter, behindGap });
  }
  return letters;
}
