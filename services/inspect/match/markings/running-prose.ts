import type { Anchor } from './compile.ts';
import { type Folder, KIND } from './fold.ts';

/**
 * Whether a hit is an ordinary word in the middle of a sentence ("the secret of good bread", 此事极为机密不可): the cheapest of all
 * questions, asked before anything else is built, because most documents with a level word hold nothing but such.
 */
export function isRunningProse(
  { kind }: Pick<Folder, 'kind'>,
  text: string,
  start: number,
  end: number,
  anchors: readonly Anchor[],
): boolean {
  for (const anchor of anchors) {
    if (anchor.kind !== 'term') return false;
    const { strength } = anchor.meaning;
    if (strength !== 'word' && strength !== 'weak') return false;
  }
  const before = neighbour(kind, text, start - 1, -1);
  const after = neighbour(kind, text, end, 1);
  if (kind[text.charCodeAt(start)] === KIND.joined) {
    return kind[text.charCodeAt(start - 1)] === KIND.joined && kind[text.charCodeAt(end)] === KIND.joined;
  }
  let upper = 0;
  for (let at = start; at < end; at += 1) if (kind[text.charCodeAt(at)] === KIND.upper) upper += 1;
  // SECRET in capitals may be a mark whatever surrounds it, and `Classification: secret until further notice` is a field.
  if (upper > 1) return false;
  const [previous, next] = [text.charCodeAt(before), text.charCodeAt(after)];
  if (text[before] === ':' || text[after] === '/') return false;
  // "Example Ltd – Confidential – for the board": dashes on both sides part it from what it stands between.
  if (DASH.test(text.slice(before + 1, start)) && DASH.test(text.slice(end, after))) return false;
  return kind[next] === KIND.lower || (upper === 0 && kind[previous] === KIND.lower);
}

const DASH = /^ {1,3}[–—-] {1,3}$/;

function neighbour(kind: Uint8Array, text: string, from: number, step: number): number {
  let at = from;
  while (at >= 0 && at < text.length && kind[text.charCodeAt(at)] === KIND.gap) at += step;
  return at;
}
