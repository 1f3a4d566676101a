import type { Line } from '../document-lines.ts';
import type { Span, TermMeaning } from '../mark.ts';
import { approximate } from './approximate.ts';
import type { FuzzyTerm } from './fuzzy-terms.ts';

/**
 * Cyrillic marks that a reader of pictures wrote in Latin letters: `CoBepWeHHO ceKpeTHO`, `MH CIyKEbHOrO IOJb3OBAHH`. Only long terms of
 * several words, and only where hardly anything else stands on the line: no Latin words look like 18 Cyrillic letters in a row.
 */
export interface CyrillicLooks {
  /** What the whole line looks like, at the least cost; null where it looks like no mark. */
  read(line: Line): LookAlike | null;
}

export interface LookAlike extends Span {
  /** In edits, as far as the looks of its letters do not explain it. */
  readonly cost: number;
  readonly meanings: readonly TermMeaning[];
}

/** Measured with PP-OCR on stamps and heads in ordinary letters; the twins of both alphabets first. */
export const LOOKS: Readonly<Record<string, string>> = {
  А: 'Aa',
  Б: '6bE5OB',
  В: 'B8s',
  Г: 'rTIF',
  Ґ: 'rTI',
  Д: 'ADnJg',
  Е: 'Ee',
  Є: 'ECeG',
  Ж: 'KXHx',
  З: '3E8s',
  И: 'NUHMWunm',
  Й: 'NUHMWunm',
  І: 'IilJ1',
  Ї: 'Iil1',
  К: 'KkR',
  Л: 'JnIlANh',
  Љ: 'Jbn',
  М: 'Mm',
  Н: 'HhNn',
  О: 'Oo0QD',
  П: 'nNIHM',
  Р: 'PpR',
  С: 'CcGe',
  Т: 'Ttmr',
  У: 'yYVv',
  Ф: 'OQ0',
  Х: 'Xx',
  Ц: 'UuL',
  Ч: '4Yqr',
  Ш: 'WwUMm',
  Щ: 'WwU',
  Ъ: 'bb6',
  Ы: 'bI',
  Ь: 'bh6',
  Э: '3',
  Ю: 'I1O',
  Я: 'RA9aH',
};
/** The twin costs nothing; what merely looks like it costs this much. */
const LOOK_COST = 0.2;
const TWINS = 'АAАaВBЕEЕeКKМMНHОOОoО0РPРpСCСcТTУyХXХxІIІiЇI';
/** Before a line is weighed letter by letter: so many of a term's letters must come in turn, each within a few. */
const LEAST_ALIKE = 0.7;
const REACH = 4;
const SHORTEST = 12;
const LONGEST_LINE = 60;
/** A share of the letters, more of them where the term is long. */
const BUDGET = { short: 0.12, long: 0.17 };
const LONG = 17;
/** One letter in so many must be Latin. */
const LATIN_SHARE = 4;
/** Letters of the line that may stand outside the mark: the rest of a word that was misread altogether. */
const LEFT_OVER = 3;
/** `Для`, `За`: small words before the others are often lost. */
const SMALL_WORD = 3;

export function createCyrillicLooks(terms: Iterable<FuzzyTerm>): CyrillicLooks {
  const costs = costTable();
  const cost = (seen: string, meant: string): number =>
    seen === meant ? 0 : (costs.get(meant)?.get(seen) ?? 1);
  const isLike = (letters: string, term: string): boolean => {
    let [next, alike] = [0, 0];
    for (const meant of term) {
      let at = next;
      while (at < next + REACH && cost(letters[at] ?? '', meant) === 1) at += 1;
      if (at < next + REACH) alike += 1;
      next = at < next + REACH ? at + 1 : next + 1;
    }
    return alike >= LEAST_ALIKE * term.length;
  };
  const known = [...terms].flatMap((term) => {
    const [first = '', ...rest] = term.words;
    const letters = first.length <= SMALL_WORD ? rest.join('') : term.letters;
    const isLong = /^[\u0400-\u052f]+$/u.test(letters) && term.words.length > 1 && letters.length >= SHORTEST;
    return isLong ? [{ letters, meanings: term.meanings }] : [];
  });

  return {
    read(line) {
      if (line.text.length > LONGEST_LINE) return null;
      const { letters, places } = lettersOf(line.text);
      // Russian prose may say the same words: only what was read in another alphabet.
      if ((letters.match(/[a-z]/gi)?.length ?? 0) * LATIN_SHARE < letters.length) return null;
      let best: LookAlike | null = null;
      for (const term of known) {
        const size = term.letters.length;
        const budget = size * (size < LONG ? BUDGET.short : BUDGET.long);
        if (Math.abs(letters.length - size) > budget + 2 * LEFT_OVER) continue;
        if (!isLike(letters, term.letters)) continue;
        const near = approximate(letters, term.letters, budget, { cost });
        if (!near || near.start > LEFT_OVER || letters.length - near.end > LEFT_OVER) continue;
        if (best && best.cost <= near.cost) continue;
        const start = places[near.start] ?? 0;
        best = { start, end: (places[near.end - 1] ?? start) + 1, cost: near.cost, meanings: term.meanings };
      }
      return best;
    },
  };
}

/** What it costs to see a letter where another was meant; what is not there costs 1. */
function costTable(): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    Object.entries(LOOKS).map(([meant, looks]) => {
      const row = new Map([...looks].map((seen) => [seen, LOOK_COST]));
      for (const [letter, twin] of TWINS.match(/../gu) ?? []) if (letter === meant && twin) row.set(twin, 0);
      return [meant, row.set(meant.toLowerCase(), 0)];
    }),
  );
}

function lettersOf(text: string): { letters: string; places: number[] } {
  const places: number[] = [];
  let letters = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (!/[\p{L}\d]/u.test(char)) continue;
    letters += char;
    places.push(at);
  }
  return { letters, places };
}
