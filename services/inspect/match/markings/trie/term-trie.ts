import { type Folder, isTight, isWordKind, KIND, SPACE } from '../fold.ts';
import { ALWAYS, LETTER_SHIFT, NODE_SHIFT, pairOf, termStarts, WORD } from './term-starts.ts';
import { createUnitReader } from './text-units.ts';
import { trieNodes } from './trie-nodes.ts';

/**
 * The prefilter: one pass over the text, a walk down a trie at every place where a term may begin.
 *
 * Why not Aho–Corasick: marks begin at the beginning of a word, so in alphabetic scripts only word starts are tried, and a
 * walk in prose ends after one or two letters. Failure links would only save re-reading those. A trie walk may also forgive,
 * as the automaton cannot: doubled, lost or hyphenated gaps between words, and spaces inside Han words.
 */
export interface TermTrie<T> {
  /** Calls `found` for every term of the stretch; `end` is exclusive. Terms may overlap. `found` scans nothing with this trie. */
  scan(text: string, found: Found<T>): void;
  /** Number of distinct folded terms. */
  readonly size: number;
}

type Found<T> = (start: number, end: number, values: readonly T[]) => void;

export function createTermTrie<T>(
  folder: Folder,
  terms: Iterable<readonly [term: string, value: T]>,
): TermTrie<T> {
  const { unit, kind } = folder;
  const nodes = trieNodes(Array.from(terms, ([term, value]) => [termUnits(folder, term), value] as const));
  const { below, unit: unitOfNode, values: valuesOf } = nodes;
  const { entries, thirds } = termStarts(folder, nodes);
  const unitsOf = createUnitReader();

  function walk(
    units: Uint16Array,
    length: number,
    start: number,
    from: number,
    node: number,
    found: Found<T>,
  ): void {
    let at = from;
    let here = node;
    for (;;) {
      const values = valuesOf[here];
      if (values && endsWell(units, length, at)) found(start, at, values);
      const first = below[here] ?? 0;
      const last = below[here + 1] ?? 0;
      if (first === last) return;
      const after = behindGap(units, length, at);
      if (unitOfNode[first] === SPACE) walk(units, length, start, after, first, found);
      if (after >= length) return;
      const code = unit[units[after] ?? 0] ?? 0;
      // A gap that the term does not have is forgiven next to a slash or colon and inside words of joined scripts.
      if (after > at && !isTight(code)) {
        const before = units[at - 1] ?? 0;
        const isJoined =
          after - at <= 3 && isJoin(kind[before] ?? 0) && kind[units[after] ?? 0] === KIND.joined;
        if (!isJoined && !isTight(unit[before])) return;
      }
      let child = first;
      while (child < last && unitOfNode[child] !== code) child += 1;
      if (child === last) return;
      here = child;
      at = after + 1;
    }
  }

  /** Most walks end within three letters; this sees it without a look into the trie. */
  function mayGoOn(units: Uint16Array, at: number, entry: number): boolean {
    const second = entries[units[at + 1] ?? 0] ?? 0;
    const third = entries[units[at + 2] ?? 0] ?? 0;
    const known = thirds[pairOf(letterOf(entry), letterOf(second))] ?? 0;
    return ((known >>> (letterOf(third) & 31)) & 1) === 1 || (entry & ALWAYS) !== 0;
  }

  function behindGap(units: Uint16Array, length: number, from: number): number {
    let at = from;
    while (at < length && kind[units[at] ?? 0] === KIND.gap) at += 1;
    return at;
  }

  /** A term that ends in a letter does not end inside a word. */
  function endsWell(units: Uint16Array, length: number, end: number): boolean {
    if (end >= length || !isWordKind(kind[units[end - 1] ?? 0] ?? 0)) return true;
    return !isWordKind(kind[units[end] ?? 0] ?? 0);
  }

  return {
    size: nodes.terms,
    scan(text, found) {
      const units = unitsOf(text);
      const { length } = text;
      let before = 0;
      for (let at = 0; at < length; at += 1) {
        const entry = entries[units[at] ?? 0] ?? 0;
        const insideWord = before & entry & WORD;
        before = entry;
        if (insideWord !== 0 || entry >>> NODE_SHIFT === 0) continue;
        if (mayGoOn(units, at, entry)) walk(units, length, at, at + 1, entry >>> NODE_SHIFT, found);
      }
    },
  };
}

function letterOf(entry: number): number {
  return (entry >>> LETTER_SHIFT) & 0xffff;
}

function isJoin(kind: number): boolean {
  return kind === KIND.joined || kind === KIND.digit || kind === KIND.upper;
}

/** Dashes and spaces of a term are one gap; next to a slash or colon there is none. */
function termUnits(folder: Folder, term: string): number[] {
  const folded = folder
    .fold(term)
    .trim()
    .replace(/[\s-]+/g, ' ')
    .replace(/ ?([/:]) ?/g, '$1');
  return [...folded].map((char) => char.charCodeAt(0));
}
