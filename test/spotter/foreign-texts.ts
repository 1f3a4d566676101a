import type { Random } from '../corpus/random.ts';
import { WORDS } from '../scripts/words.ts';
import { foreignLines, TAUGHT, type Taught } from './foreign-sources.ts';
import { cased, decorated, within } from './forms.ts';
import { corpusLines } from './sources.ts';

/** How often each script comes, how much of it is ordinary. */
const SCRIPTS: readonly Taught[] = [
  'cyrillic',
  'cyrillic',
  'cyrillic',
  'cyrillic',
  'cyrillic',
  'hangul',
  'hangul',
  'hangul',
  'greek',
  'kana',
  'kana',
];
const ORDINARY = 0.55;

/** A mark in Japanese is written in Han alone; among its regime's terms there is one in kana. */
const TERM: Readonly<Record<Taught, RegExp>> = {
  ...TAUGHT,
  kana: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u,
};

/** Lines in a script, in any of them when none is asked for: terms of the catalogue among other writing, and ordinary lines. */
export async function foreignTexts(
  root: string,
  { regimes, isPlain }: { readonly regimes: readonly string[][]; isPlain(line: string): boolean },
): Promise<(random: Random, script?: Taught) => string> {
  const lines = await foreignLines(root);
  const corpus = await corpusLines();
  const sourceOf = (script: Taught): Source => {
    const isIn = (text: string) => TAUGHT[script].test(text);
    const own = corpus.filter(isIn);
    return {
      plain: lines[script].filter(isPlain),
      marked: own.filter((line) => !isPlain(line)),
      corpus: own.filter(isPlain),
      words: WORDS[script],
      regimes: regimes
        .filter((terms) => terms.some(isIn))
        .map((terms) => terms.filter((term) => TERM[script].test(term))),
    };
  };
  const sources = {
    cyrillic: sourceOf('cyrillic'),
    hangul: sourceOf('hangul'),
    greek: sourceOf('greek'),
    kana: sourceOf('kana'),
  };

  function ordinary({ plain, corpus: own, words }: Source, random: Random): string {
    const sort = random.next();
    if (sort < 0.15 && own.length > 0) return within(random.pick(own), random);
    const line =
      sort < 0.25
        ? Array.from({ length: random.int(1, 6) }, () => random.pick(words)).join(' ')
        : part(random.pick(plain), random);
    return random.chance(0.2) ? line.toUpperCase() : line;
  }

  function marked(source: Source, random: Random): string {
    if (random.chance(0.25) && source.marked.length > 0) return within(random.pick(source.marked), random);
    const term = cased(random.pick(random.pick(source.regimes)), random);
    if (random.chance(0.08) && !TAUGHT.hangul.test(term) && term.length < 20)
      return [...term.toUpperCase()].join(' ');
    if (random.chance(0.5)) return random.chance(0.25) ? decorated(term, random) : term;
    const other = [...ordinary(source, random)].slice(0, random.int(2, 24)).join('');
    return random.pick([
      `${other} ${term}`,
      `${term} ${other}`,
      `${other} - ${term}`,
      `${term}: ${other}`,
      `${term}   ${random.int(1, 40)}`,
      `${random.int(1, 40)}   ${term}`,
      `(${term}) ${other}`,
    ]);
  }

  return (random, script = random.pick(SCRIPTS)) => {
    const source = sources[script];
    return random.chance(ORDINARY) ? ordinary(source, random) : marked(source, random);
  };
}

interface Source {
  readonly plain: readonly string[];
  readonly marked: readonly string[];
  readonly corpus: readonly string[];
  readonly words: readonly string[];
  readonly regimes: readonly (readonly string[])[];
}

/** From where a line breaks to where it breaks again. */
function part(line: string, random: Random): string {
  const all = line.split(' ');
  const from = random.chance(0.5) ? 0 : random.int(0, all.length - 1);
  return all.slice(from, from + random.int(1, 9)).join(' ');
}
