import type { Line } from './document-lines.ts';

/** Stamps break long levels: VS-NUR FÜR DEN / DIENSTGEBRAUCH. */
const LONGEST = 40;

/** Two lines as one, where a mark may have been broken between them. */
export interface BrokenPair {
  readonly first: Line;
  readonly second: Line;
  readonly joined: Line;
}

/**
 * Pairs of short lines in capitals that follow one another on a page. What is read from them must be a term in its own letters that
 * takes up both lines whole: nothing is guessed across a line break.
 */
export function brokenPairs(lines: readonly Line[]): BrokenPair[] {
  return lines.flatMap((first, at) => {
    const second = lines[at + 1];
    if (!second || !isShort(first.text) || !isShort(second.text) || !sameColumn(first, second)) return [];
    const text = `${first.text.trim()} ${second.text.trim()}`;
    const folded = `${first.folded.trim()} ${second.folded.trim()}`;
    return [{ first, second, joined: { ...first, text, folded } }];
  });
}

function isShort(text: string): boolean {
  return text.length <= LONGEST && !/\p{Ll}/u.test(text) && /\p{Lu}{2}/u.test(text);
}

function sameColumn({ segment: { where: a } }: Line, { segment: { where: b } }: Line): boolean {
  return a.part === b.part && a.page === b.page && a.zone !== 'cell' && b.zone !== 'cell';
}
