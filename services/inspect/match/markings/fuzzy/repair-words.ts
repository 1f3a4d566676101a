import type { Line } from '../document-lines.ts';
import type { Confusions } from './confusions.ts';
import { stampedParts, wordsStamped, wordsWithDigits } from './stamped-parts.ts';

/**
 * Puts misread letters right word by word, so that the exact readers and every grammar see `T0P SECRET//Sl//N0FORN` as it was
 * printed. Only same-length readings: places in the line stay what they are.
 */
export interface WordRepairer {
  /** The line with its misread words put right, and how many letters that took; null when there is nothing to put right. */
  repair(line: Line): RepairedLine | null;
  /** Whether a line in ordinary letters may hold such a word: asked of every document. */
  mayRepair(text: string): boolean;
}

export interface RepairedLine {
  readonly line: Line;
  /** In edits: letters that readers mix up cost less. */
  readonly cost: number;
}

/** Words shorter than this are only put right where a digit or sign stands for a letter. */
const SHORTEST = 5;
const LETTERS_PER_EDIT = 6;
const LONG = 10;
const LONGEST_LINE = 120;
/** Cheap confusions that a word may hold: F for E, C for O. */
const CHEAP = 0.8;
const LEAST_COST = 0.2;

/** TGP SECRET: three letters are too few to put right by themselves, not in front of this word. */
const TOP = /(?<![\p{L}\d])([\p{L}\d]{3})(?= ?SECRET(?!\p{L}))/u;

/** Forms too short for letters to be weighed, in the surroundings that tell them. Each keeps its length. */
const SHORT_FORMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?<![A-Z])CU[L1|](?=\/\/|II)/, 'CUI'],
  [/(?<![A-Z])CUI(?:II|[I1L]\/|\/[I1L])(?=SP-|[A-Z]{3,})/, 'CUI//'],
  [/(?<![A-Z])CU[UI1L|][UI1L|/]{2}(?=SP-[A-Z]{3,})/, 'CUI//'],
  [/(?<![A-Z])CU[UI1L|/]{2}(?=SP-[A-Z]{3,})/, 'CU//'],
  [/(?<![A-Z])[I1L|]{2}(?=JOINT[ )])/, '//'],
  [/(?<=(?<![A-Z])UNCLASSIFIED)[I1L|]{2}(?=[A-Z]{2})/, '//'],
  [/(?<=\(U)[I1L|]{2}(?=[A-Z]{2,5}\))/, '//'],
  [/(?<=(?:PROTECTED|PROTEGE)[ -])8(?![A-Z0-9])/, 'B'],
];

/** `words` are folded. A word of the catalogue is never put "right" into another one. */
export function createWordRepairer(
  fold: (text: string) => string,
  words: Iterable<string>,
  confusions: Confusions,
): WordRepairer {
  const known = new Set<string>();
  const byLength = new Map<number, string[]>();
  for (const word of words) {
    if (word.length < 3 || known.has(word)) continue;
    known.add(word);
    byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);
  }

  const plainOf = (seen: string): string => {
    const alphabet = CYRILLIC.test(seen) ? 'cyrillic' : GREEK.test(seen) ? 'greek' : 'latin';
    return [...seen].map((char) => confusions.plain(char, alphabet)).join('');
  };
  /** `Секретн0`, `Geh3im`: nothing but digits stands between it and the word. */
  const withoutDigits = (seen: string): { word: string; cost: number } | null => {
    if (seen.length < SHORTEST || !/\d/.test(seen)) return null;
    const plain = plainOf(seen);
    return known.has(plain) && !known.has(seen) ? { word: plain, cost: LEAST_COST } : null;
  };

  const repairWord = (seen: string): { word: string; cost: number } | null => {
    if (known.has(seen)) return null;
    const plain = plainOf(seen);
    if (plain !== seen && known.has(plain)) return { word: plain, cost: LEAST_COST };
    if (seen.length < SHORTEST || /\d{2}/.test(seen)) return null;
    // PROJECTED is not PROTECTED: what no confusion explains is forgiven in long words only.
    const budget = seen.length < LONG ? CHEAP : Math.floor(seen.length / LETTERS_PER_EDIT);
    let best: { word: string; cost: number } | null = null;
    let rivals = 0;
    for (const word of byLength.get(seen.length) ?? []) {
      const cost = costOf(plain, word, Math.min(budget, best?.cost ?? budget), confusions);
      if (cost === null) continue;
      rivals = best && cost === best.cost ? rivals + 1 : 0;
      best = { word, cost };
    }
    // Letters of two alphabets are a misreading too, however alike they are.
    return best && rivals === 0 ? { ...best, cost: Math.max(best.cost, LEAST_COST) } : null;
  };

  return {
    repair(line) {
      const { text, folded } = line;
      if (text.length > LONGEST_LINE) return null;
      const stamped = stampedParts(text);
      if (stamped.length === 0 && !/\d/.test(text)) return null;
      let repaired = folded;
      let cost = 0;
      for (const match of folded.matchAll(/[\p{L}\d$|!€@]{3,30}/gu)) {
        const isStamped = stamped.some(({ start, end }) => match.index >= start && match.index < end);
        const put = isStamped ? repairWord(match[0]) : withoutDigits(match[0]);
        if (!put) continue;
        cost += put.cost;
        repaired = repaired.slice(0, match.index) + put.word + repaired.slice(match.index + match[0].length);
      }
      for (const [seen, meant] of stamped.length > 0 ? SHORT_FORMS : []) {
        repaired = repaired.replace(seen, () => {
          cost += 0.4;
          return meant;
        });
      }
      const top = stamped.length > 0 ? TOP.exec(repaired) : null;
      if (top?.[1] !== undefined && top[1] !== 'TOP') {
        const dear = costOf(
          [...top[1]].map((char) => confusions.plain(char)).join(''),
          'TOP',
          CHEAP,
          confusions,
        );
        if (dear !== null) {
          cost += dear + 0.2;
          repaired = `${repaired.slice(0, top.index)}TOP${repaired.slice(top.index + 3)}`;
        }
      }
      if (cost === 0) return null;
      return { line: { ...line, text: inItsLetters(text, folded, repaired), folded: repaired }, cost };
    },
    mayRepair(text) {
      for (const word of wordsWithDigits(text)) if (withoutDigits(fold(word))) return true;
      for (const word of wordsStamped(text)) if (repairWord(fold(word))) return true;
      return false;
    },
  };
}

/** What was put right in capitals or small letters, as the word is. */
function inItsLetters(text: string, folded: string, repaired: string): string {
  if (!/\p{Ll}/u.test(text)) return repaired;
  return Array.from({ length: text.length }, (_, at) => {
    const put = repaired.charAt(at);
    if (put === folded.charAt(at)) return text.charAt(at);
    return /\p{Ll}/u.test(text.slice(Math.max(0, at - 1), at + 2)) ? put.toLowerCase() : put;
  }).join('');
}

const CYRILLIC = /\p{Script=Cyrillic}{2}/u;
const GREEK = /\p{Script=Greek}{2}/u;
/** Null above the budget. A last letter that nothing explains is another ending, not a misreading: SECRETA, RESERVADAS. */
function costOf(
  seen: string,
  word: string,
  budget: number,
  { cost }: Pick<Confusions, 'cost'>,
): number | null {
  let total = 0;
  for (let at = 0; at < word.length; at += 1) {
    const one = cost(seen[at] ?? '', word[at] ?? '');
    if (one === 1 && (word.length < LONG || at === 0 || at >= word.length - 2)) return null;
    total += one;
    if (total > budget) return null;
  }
  return total;
}
