import { type Folder, KIND, SLASH, SPACE } from './fold.ts';

/**
 * The prefilter: one pass over the text, a walk down a trie at every place where a term may begin.
 *
 * Why not Aho–Corasick: marks begin at the beginning of a word, so in alphabetic scripts only word starts are tried, and a
 * walk in prose ends after one or two letters. Failure links would only save re-reading those. A trie walk may also forgive,
 * as the automaton cannot: doubled, lost or hyphenated gaps between words, and spaces inside Han words.
 */
export interface TermTrie<T> {
  /** Calls `found` for every term of the stretch; `end` is exclusive. Terms may overlap. */
  scan(text: string, found: (start: number, end: number, values: readonly T[]) => void): void;
  /** Number of distinct folded terms. */
  readonly size: number;
}

interface Node<T> {
  /** Children by folded unit. Hardly any node has more than a few, so a list is walked faster than a map is asked. */
  readonly codes: number[];
  readonly children: Node<T>[];
  /** The child behind a gap, which every step asks for. */
  gap: Node<T> | null;
  values: T[] | null;
}

export function createTermTrie<T>(
  folder: Folder,
  terms: Iterable<readonly [term: string, value: T]>,
): TermTrie<T> {
  const root = emptyNode<T>();
  let size = 0;
  for (const [term, value] of terms) {
    let node = root;
    for (const code of termUnits(folder, term)) node = childOf(node, code) ?? addChild(node, code);
    if (!node.values) {
      node.values = [];
      size += 1;
    }
    node.values.push(value);
  }
  const first: (Node<T> | undefined)[] = Array.from({ length: 65536 }, () => undefined);
  const pairs = new Uint8Array(65536);
  const triples = new Uint8Array(TRIPLES);
  root.codes.forEach((code, at) => {
    const node = root.children[at];
    first[code] = node;
    node?.codes.forEach((second, below) => {
      const child = node.children[below];
      const pair = pairOf(code, second);
      // A term of two letters, or with a gap after them, must be walked; the others must have their third letter too.
      if (child?.values || child?.gap) pairs[pair] = WALK;
      else if (pairs[pair] !== WALK) pairs[pair] = ASK_THIRD;
      for (const third of child?.codes ?? []) triples[tripleOf(pair, third)] = 1;
    });
  });

  const { unit, kind } = folder;
  const word = kind.map((one) => (isWordKind(one) ? 1 : 0));

  function walk(
    text: string,
    start: number,
    from: number,
    node: Node<T>,
    found: (start: number, end: number, values: readonly T[]) => void,
  ): void {
    let at = from;
    let here = node;
    for (;;) {
      if (here.values && endsWell(text, at)) found(start, at, here.values);
      if (here.codes.length === 0) return;
      let after = at;
      while (after < text.length && kind[text.charCodeAt(after)] === KIND.gap) after += 1;
      if (here.gap) walk(text, start, after, here.gap, found);
      if (at >= text.length) return;
      let code = unit[text.charCodeAt(at)] ?? 0;
      if (after > at) {
        // A gap that the term does not have is forgiven next to a slash or colon and inside words of joined scripts.
        if (after >= text.length) return;
        code = unit[text.charCodeAt(after)] ?? 0;
        const before = text.charCodeAt(at - 1);
        const forgiven =
          isTight(code) ||
          isTight(unit[before]) ||
          (after - at <= 3 && isJoin(kind[before] ?? 0) && kind[text.charCodeAt(after)] === KIND.joined);
        if (!forgiven) return;
        at = after;
      }
      const child = childOf(here, code);
      if (!child) return;
      here = child;
      at += 1;
    }
  }

  /** Most walks end within three letters; this sees it without a look into the trie. Behind a gap the walk itself must see. */
  function mayGoOn(text: string, at: number, folded: number): boolean {
    if (at + 1 >= text.length) return false;
    const next = text.charCodeAt(at + 1);
    if (kind[next] === KIND.gap) return pairs[pairOf(folded, SPACE)] !== 0 || isForgiven(text, at + 1);
    if (pairs[pairOf(folded, SPACE)] !== 0) return true;
    const pair = pairOf(folded, unit[next] ?? 0);
    if (pairs[pair] !== ASK_THIRD) return pairs[pair] === WALK;
    const third = text.charCodeAt(at + 2);
    return kind[third] === KIND.gap
      ? isForgiven(text, at + 2)
      : triples[tripleOf(pair, unit[third] ?? 0)] === 1;
  }

  /** Whether the walk may forgive the gap that begins here; it looks closer. */
  function isForgiven(text: string, gap: number): boolean {
    let after = gap + 1;
    while (after < text.length && kind[text.charCodeAt(after)] === KIND.gap) after += 1;
    const [before, code] = [text.charCodeAt(gap - 1), text.charCodeAt(after)];
    return kind[code] === KIND.joined || isTight(unit[code]) || isTight(unit[before]);
  }

  /** A term that ends in a letter does not end inside a word. */
  function endsWell(text: string, end: number): boolean {
    if (end >= text.length) return true;
    const last = kind[text.charCodeAt(end - 1)] ?? 0;
    if (!isWordKind(last)) return true;
    return !isWordKind(kind[text.charCodeAt(end)] ?? 0);
  }

  return {
    size,
    scan(text, found) {
      let insideWord = 0;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        const before = insideWord;
        insideWord = word[code] ?? 0;
        if ((before & insideWord) === 1) continue;
        const folded = unit[code] ?? 0;
        const node = first[folded];
        if (node && (node.values || mayGoOn(text, at, folded))) walk(text, at, at + 1, node, found);
      }
    },
  };
}

function emptyNode<T>(): Node<T> {
  return { codes: [], children: [], gap: null, values: null };
}

function childOf<T>({ codes, children }: Node<T>, code: number): Node<T> | undefined {
  for (let at = 0; at < codes.length; at += 1) if (codes[at] === code) return children[at];
  return undefined;
}

function addChild<T>(node: Node<T>, code: number): Node<T> {
  const child = emptyNode<T>();
  node.codes.push(code);
  node.children.push(child);
  if (code === SPACE) node.gap = child;
  return child;
}

function isJoin(kind: number): boolean {
  return kind === KIND.joined || kind === KIND.digit || kind === KIND.upper;
}

/** Next to these a gap is no gap. */
function isTight(unit: number | undefined): boolean {
  return unit === SLASH || unit === COLON;
}

const COLON = 0x3a;
const WALK = 2;
const ASK_THIRD = 1;
const TRIPLES = 1 << 20;

function tripleOf(pair: number, third: number): number {
  return ((pair << 6) ^ third) & (TRIPLES - 1);
}

function pairOf(first: number, second: number): number {
  return ((first << 7) ^ second) & 0xffff;
}

function isWordKind(kind: number): boolean {
  return kind === KIND.lower || kind === KIND.upper || kind === KIND.uncased;
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
