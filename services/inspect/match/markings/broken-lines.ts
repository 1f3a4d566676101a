import type { Line } from './document-lines.ts';
import type { Candidate } from './mark.ts';

/** Stamps break long levels: VS-NUR FÜR DEN / DIENSTGEBRAUCH. */
const LONGEST = 40;
/** In ordinary letters a line of a stamp has few words, and no sign that belongs to a sentence. */
const LONGEST_ORDINARY = 22;
const HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}★☆\d \u3000]{1,12}$/u;

/** Two lines as one, where a mark may have been broken between them. */
export interface BrokenPair {
  readonly first: Line;
  readonly joined: Line;
}

/**
 * Two halves that follow one another on a page. What is read from them must be a term in its own letters that takes up both lines
 * whole: nothing is guessed across a line break.
 */
export function pairOf(first: Line, second: Line): BrokenPair {
  const gap = isHan(first.text) && isHan(second.text) ? '' : ' ';
  const text = `${first.text.trim()}${gap}${second.text.trim()}`;
  const folded = `${first.folded.trim()}${gap}${second.folded.trim()}`;
  return { first, joined: { ...first, text, folded } };
}

/** Whether a line is short enough for one of two. */
export function isHalf({ text }: Line): boolean {
  if (isHan(text)) return true;
  if (text.length <= LONGEST && !/\p{Ll}/u.test(text) && /\p{Lu}{2}/u.test(text)) return true;
  return text.trim().length <= LONGEST_ORDINARY && /^\s*\p{L}+(?: \p{L}+){0,2}\s*$/u.test(text);
}

/**
 * Whether a mark is half of one that was read from its line and a neighbour: SECRETO above 機密 is one mark of Macau, no two of other
 * states, as on one line.
 */
export function createIsHalf(pairs: readonly Candidate[]): (candidate: Candidate) => boolean {
  const taken = new Set(pairs.flatMap(({ line }) => [line.index, line.index + 1]));
  return ({ line, strong }) => !strong && taken.has(line.index);
}

function isHan(text: string): boolean {
  return HAN.test(text.trim());
}

/** What follows in another cell, or on another page, is no second half. */
export function isSameColumn({ segment: { where: a } }: Line, { segment: { where: b } }: Line): boolean {
  return a.part === b.part && a.page === b.page && a.zone !== 'cell' && b.zone !== 'cell';
}
