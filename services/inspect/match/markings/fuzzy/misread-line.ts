import type { Line } from '../document-lines.ts';
import { withoutOrnaments } from '../grammar/ornaments.ts';
import type { Candidate, Evidence, TermMeaning } from '../mark.ts';

import { approximate } from './approximate.ts';
import { type Confusions, createConfusions } from './confusions.ts';
import { controlRun } from './control-run.ts';
import { createCyrillicLooks, type LookAlike } from './cyrillic-looks.ts';
import { type FuzzyTerm, LETTERS_PER_EDIT, pieceIndex, piecesOf } from './fuzzy-terms.ts';
import { oncePerLine } from './once-per-line.ts';
import { isTitleLike, LONGEST_LINE, mayHoldMisread } from './worth-rereading.ts';

/** Reads marks through the reader's confusions: only lines that hold a mark and nothing else. */
export interface MisreadReader {
  /** Whether any line of the text is worth a tolerant reading: the cheap question asked of every document. */
  mayHold(text: string): boolean;
  read(line: Line, choose: (meanings: readonly TermMeaning[]) => TermMeaning): Candidate | null;
}

/** What a line is read as, whatever else the document says. */
interface Reading {
  readonly inItsAlphabet: Misread | null;
  readonly alike: LookAlike | null;
}

/** Of five letters all must be there; only the gaps between them are forgiven. */
const SHORTEST = 5;
/** In ordinary letters a formula must be this long, and this well read. */
const TITLE_LETTERS = 12;
const TITLE_COST = 1;
const LONGEST_PARTED = 60;

export function createMisreadReader(
  fold: (text: string) => string,
  terms: Iterable<readonly [text: string, meaning: TermMeaning]>,
): MisreadReader {
  const confusions = createConfusions();
  const byLetters = new Map<string, FuzzyTerm>();
  for (const [text, meaning] of terms) {
    const letters = fold(text).replace(/[^\p{L}]/gu, '');
    if (letters.length < SHORTEST || meaning.strength === 'weak' || meaning.strength === 'notice') continue;
    if (!/^[A-ZА-ЯЁІЇЄҐЈЉЊЋЂЏΑ-Ω]+$/.test(letters)) continue;
    const known = byLetters.get(letters);
    if (known) known.meanings.push(meaning);
    else {
      const words = fold(text).match(/\p{L}+/gu) ?? [];
      byLetters.set(letters, { letters, words, ...piecesOf(letters), meanings: [meaning] });
    }
  }
  const index = pieceIndex([...byLetters.values()]);
  const looks = createCyrillicLooks(byLetters.values());
  const tellingWords = new Set(
    [...byLetters.values()].flatMap(({ words, letters }) =>
      words.length > 1 && letters.length >= TITLE_LETTERS ? words.filter((word) => word.length >= 6) : [],
    ),
  );

  const readings = oncePerLine(readingOf);

  return {
    mayHold: (text) =>
      mayHoldMisread(
        text,
        (line) =>
          (isTitleLike(line) && holdsWord(confusions.cyrillic(fold(line)), tellingWords)) ||
          (isParted(line) && byLetters.has(fold(line).replace(/\P{L}/gu, ''))),
      ),
    read(line, choose) {
      const { inItsAlphabet, alike } = readings(line);
      if (inItsAlphabet) return candidateOf(line, inItsAlphabet, choose);
      return alike ? candidateOfLooks(line, alike, choose(alike.meanings)) : null;
    },
  };

  function readingOf(line: Line): Reading {
    const inItsAlphabet = readMisread(line);
    const alike = inItsAlphabet || line.segment.source !== 'ocr' ? null : looks.read(line);
    return { inItsAlphabet, alike };
  }

  function readMisread(line: Line): Misread | null {
    const shouted = mayBeMark(line);
    if (!shouted && !isTitleLike(line.text)) return null;
    const { squeezed, places } = squeeze(line, confusions);
    if (squeezed.length < LETTERS_PER_EDIT - 1) return null;
    let best: Misread | null = null;
    for (const term of new Set([...index(squeezed), ...index(confusions.cyrillic(squeezed))])) {
      const near = approximate(squeezed, term.letters, term.budget, confusions);
      if (!near || (best && near.cost > best.cost)) continue;
      // Only what a frame is read as may stand before it: POP SECRET is not TOP SECRET.
      if (near.start > 2 || !/^[IL]*$/.test(squeezed.slice(0, near.start))) continue;
      if (
        !shouted &&
        !isSureOf(term, near, squeezed, confusions) &&
        !isPartedTerm(line.text, term, near, squeezed)
      )
        continue;
      // PROTECTED A, B and C differ in one letter: a reading that may change it would be a guess at the level.
      if (term.words.at(-1)?.length === 1 && squeezed[near.end - 1] !== term.letters.at(-1)) continue;
      if (best && near.cost === best.cost && near.end - near.start <= best.end - best.start) continue;
      if (!everyWordIsThere(squeezed, term, confusions)) continue;
      const rest = squeezed.slice(near.end);
      const us = term.meanings.find((one) => one.rule.grammar === 'us' && one.rule.rank > 0) ?? null;
      const run = us && rest !== '' ? controlRun(rest, confusions) : null;
      const left = rest.replace(/[^\p{L}]/gu, '').length;
      // H read as I-I: one letter lost and two too many, in words long enough for it.
      if (!run && left > (term.letters.length >= 3 * LETTERS_PER_EDIT ? 2 : 1)) continue;
      if (!run && term.words.length === 1 && isInflected(squeezed, term.letters, near)) continue;
      const start = places[near.start] ?? 0;
      const end = (places[near.end - 1] ?? start) + 1;
      const runEnd = run ? (places.at(-1) ?? end - 1) + 1 : end;
      best = { start, end, runEnd, cost: near.cost, meanings: run && us ? [us] : term.meanings, run };
    }
    return best;
  }
}

/** Where a term stands in a line, in its letters, before it is settled which regime it means. */
interface Misread {
  readonly start: number;
  readonly end: number;
  /** Past the controls behind it. */
  readonly runEnd: number;
  readonly cost: number;
  readonly meanings: readonly TermMeaning[];
  readonly run: { readonly controls: readonly string[]; readonly cost: number } | null;
}

function candidateOfLooks(
  line: Line,
  { start, end, cost }: LookAlike,
  { rule, strength }: TermMeaning,
): Candidate {
  return {
    start,
    end,
    level: { start, end },
    rule,
    strong: false,
    // Letters that only look alike were weighed already: what is left is hardly a doubt.
    evidence: [{ code: 'read-through-confusions', weight: -0.2 * cost }],
    details: {},
    form: 'alone',
    line,
    strength,
  };
}

/** A line in ordinary letters: only a long formula of several words, hardly misread, and nothing else on the line. */
function isSureOf(
  term: FuzzyTerm,
  near: { start: number; end: number; cost: number },
  squeezed: string,
  confusions: Confusions,
): boolean {
  return (
    term.words.length > 1 &&
    term.letters.length >= TITLE_LETTERS &&
    near.cost <= TITLE_COST &&
    near.start === 0 &&
    squeezed.length === near.end &&
    // Another ending makes another form of the words: "служебных пользований".
    confusions.cost(squeezed.at(-1) ?? '', term.letters.at(-1) ?? '') === 0
  );
}

/** `Сек ретно`: one word in ordinary letters, read in two pieces; every letter of it must be there and no other. */
function isPartedTerm(
  text: string,
  term: FuzzyTerm,
  near: { start: number; end: number; cost: number },
  squeezed: string,
): boolean {
  return (
    isParted(text) &&
    term.words.length === 1 &&
    term.letters.length >= LETTERS_PER_EDIT &&
    near.cost === 0 &&
    near.start === 0 &&
    squeezed.length === near.end
  );
}

function isParted(text: string): boolean {
  return text.length <= LONGEST_PARTED && /^\s{0,30}\p{Lu}\p{Ll}{1,20} \p{Ll}{1,20}\s{0,30}$/u.test(text);
}

/** AMIGO SECRETO is not MUITO SECRETO misread: no single word may take all the edits. */
function everyWordIsThere(squeezed: string, term: FuzzyTerm, confusions: Confusions): boolean {
  if (term.words.length < 2) return true;
  const lettered = term.words.at(-1)?.length === 1;
  const distinctive = term.meanings.some(({ strength }) => strength === 'distinctive');
  return term.words.every((word) => {
    // PROJECT - PERSONAL is not PROTECT - PERSONAL: in short words only what readers mix up, or one letter lost.
    const short = lettered || (word.length < 8 && !distinctive) ? 0.9 : 1;
    const budget =
      word.length <= 2
        ? 0.4
        : word.length <= 4
          ? 0.8
          : Math.max(short, word.length < 10 ? 0 : Math.floor(word.length / 5));
    return approximate(squeezed, word, budget, confusions) !== null;
  });
}

function candidateOf(
  line: Line,
  { start, end, runEnd, cost, meanings, run }: Misread,
  choose: (meanings: readonly TermMeaning[]) => TermMeaning,
): Candidate {
  const [only] = meanings;
  const { rule, strength } = run && only ? only : choose(meanings);
  const evidence: Evidence[] = [{ code: 'read-through-confusions', weight: -0.7 * cost }];
  if (run) evidence.push({ code: 'banner-grammar', weight: 3.5 - run.cost * 0.3 });
  return {
    start,
    end: runEnd,
    level: { start, end },
    rule,
    strong: run !== null,
    evidence,
    details: run ? { controls: run.controls } : {},
    form: run ? 'banner' : 'alone',
    line,
    strength,
  };
}

/** Short, and in capitals; what was read from pixels may have lost its capitals. */
function mayBeMark(line: Line): boolean {
  const { text } = line;
  if (text.length > LONGEST_LINE) return false;
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  if (upper + lower < LETTERS_PER_EDIT - 2) return false;
  return upper >= 3 * lower || (line.segment.source === 'ocr' && text.length <= 45);
}

/** Letters and slashes without spaces, digits as the letters they stand for; `places` leads back into the line. */
function squeeze(line: Line, { plain, latin }: Confusions): { squeezed: string; places: number[] } {
  const bare = withoutOrnaments(line.folded);
  const cyrillic = /\p{Script=Cyrillic}{3}/u.test(bare);
  const mixed = /[A-Z]/.test(bare) && /[\u0370-\u052f]/.test(bare);
  let squeezed = '';
  const places: number[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    const folded = bare[at] ?? ' ';
    // A digit taken out as a number is still a letter when it touches letters.
    const char = folded === ' ' && touchesLetter(line.folded, at) ? (line.folded[at] ?? ' ') : folded;
    const letter = mixed ? latin(plain(char)) : plain(char, cyrillic ? 'cyrillic' : 'latin');
    if (!/[\p{L}/]/u.test(letter)) continue;
    squeezed += letter;
    places.push(at);
  }
  return { squeezed, places };
}

const LETTER = /[A-ZА-ЯІЇЄҐЈЉЊЋЂЏΑ-Ω]/;

function touchesLetter(folded: string, at: number): boolean {
  return (
    /\d/.test(folded[at] ?? '') && (LETTER.test(folded[at - 1] ?? '') || LETTER.test(folded[at + 1] ?? ''))
  );
}

/** SECRETS, CONFIDENTE, СЕКРЕТНА: a whole word that differs in its ending is another word, not a misreading. */
function isInflected(
  squeezed: string,
  letters: string,
  near: { start: number; end: number; cost: number },
): boolean {
  const stem = letters.slice(0, -1);
  if (near.cost === 0) return squeezed.length > near.end && squeezed.startsWith(letters);
  return squeezed.startsWith(stem) && near.cost >= 0.8;
}

function holdsWord(folded: string, words: ReadonlySet<string>): boolean {
  return (folded.match(/\p{L}{6,}/gu) ?? []).some((word) => words.has(word));
}
