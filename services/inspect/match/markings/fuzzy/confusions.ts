/**
 * What readers take for what: measured on 28 Latin and 20 Chinese marks in 18 kinds of damage, and what people type to dodge filters.
 * Costs are in edits: 1 is a letter that nothing explains.
 */

/** One character that is only another way to write a letter: costs nothing. */
const SAME: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '3': 'E',
  '4': 'A',
  '5': 'S',
  '6': 'G',
  '7': 'T',
  '8': 'B',
  $: 'S',
  '|': 'I',
  '!': 'I',
  '€': 'E',
  '@': 'A',
};

/** The same among Cyrillic letters: ПОЛЬ3ОВАНИЯ, СЕКРЕТН0. */
const SAME_CYRILLIC: Readonly<Record<string, string>> = {
  '0': 'О',
  '1': 'І',
  '3': 'З',
  '4': 'Ч',
  '6': 'Б',
  '8': 'В',
};

/** And among Greek ones: ΑΠ0ΡΡΗΤ0. */
const SAME_GREEK: Readonly<Record<string, string>> = {
  '0': 'Ο',
  '1': 'Ι',
  '3': 'Ε',
  '8': 'Β',
};

/** Letters that readers mix up, in either direction. */
const ALIKE =
  'FE FP OG OC OQ OD IT IL IE IJ CG CE SB SG SE PR TV TY TL TF TD HN MN UV NM WV KX EB RK GC ЕС ОС НИ ИН ПН ЛП ЦИ ШЩ ЫИ ЙИ ЬЫ ТГ ГТ АД LІ ЕЄ';
const ALIKE_COST = 0.4;

const SAME_IN = { latin: SAME, cyrillic: SAME_CYRILLIC, greek: SAME_GREEK };

export type Alphabet = 'latin' | 'cyrillic' | 'greek';

export interface Confusions {
  /** The letter that a digit or sign stands for, in a word of the Latin or another alphabet. */
  plain(char: string, alphabet?: Alphabet): string;
  /** The Latin twin of a Cyrillic or Greek letter; others stay. */
  latin(char: string): string;
  /** Latin letters as their Cyrillic twins where all have one, or some of the text is Cyrillic already; otherwise as it is. */
  cyrillic(text: string): string;
  /** Cost of reading `seen` where the term has `meant`. */
  cost(seen: string, meant: string): number;
}

export function createConfusions(): Confusions {
  const alike = new Set(ALIKE.split(' ').flatMap((pair) => [pair, `${pair[1] ?? ''}${pair[0] ?? ''}`]));
  const ascii = new Uint8Array(128 * 128);
  for (const pair of alike) {
    const [a, b] = [pair.charCodeAt(0), pair.charCodeAt(1)];
    if (a < 128 && b < 128) ascii[a * 128 + b] = 1;
  }
  // Cyrillic and Greek letters that look like Latin ones cost nothing against them: a mark typed in two alphabets is a dodge.
  const twins = new Map<string, string>();
  const back = new Map<string, string>();
  const twin = (like: string, latin: string): void => {
    [...like].forEach((char, at) => {
      twins.set(char, latin[at] ?? char);
    });
  };
  twin('ΑΒΕΚΜΗΟΡΤΥΧΙΖ', 'ABEKMHOPTYXIZ');
  twin('АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS');
  [...'АВЕКМНОРСТУХ'].forEach((char) => {
    back.set(twins.get(char) ?? '', char);
  });
  return {
    plain: (char, alphabet = 'latin') => SAME_IN[alphabet][char] ?? SAME[char] ?? char,
    latin: (char) => twins.get(char) ?? char,
    cyrillic: (text) =>
      /[^ABEKMHOPCTYX]/.test(text) && !/\p{Script=Cyrillic}/u.test(text)
        ? text
        : [...text].map((char) => back.get(char) ?? char).join(''),
    cost(seen, meant) {
      if (seen === meant) return 0;
      const [a, b] = [seen.charCodeAt(0), meant.charCodeAt(0)];
      if (a < 128 && b < 128) return ascii[a * 128 + b] === 1 ? ALIKE_COST : 1;
      if (twins.get(seen) === meant || twins.get(meant) === seen) return 0;
      return alike.has(seen + meant) ? ALIKE_COST : 1;
    },
  };
}
