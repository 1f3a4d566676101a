import type { TextSegment } from '../report.ts';
import type { ReadText } from './reader.ts';

/**
 * Words of which a badly read mark still shows most letters. They only decide what is read a second time; what is a mark,
 * the catalogue alone says.
 */
const WORDS = [
  ...['SECRET', 'CONFIDENTIAL', 'RESTRICTED', 'CLASSIFIED', 'SENSITIVE', 'OFFICIAL', 'PROTECTED', 'NOFORN'],
  ...[
    'CONFIDENTIEL',
    'RESTREINT',
    'GEHEIM',
    'VERTRAULICH',
    'DIENSTGEBRAUCH',
    'VERTROUWELIJK',
    'HEMLIG',
    'HEMMELIG',
  ],
  ...[
    'FORTROLIG',
    'RESERVADO',
    'CONFIDENCIAL',
    'LIMITADA',
    'RISERVATO',
    'RISERVATISSIMO',
    'SEGRETO',
    'SEGRETISSIMO',
    'DIFFUSION',
    'RESTREINTE',
    'TAJNE',
    'POUFNE',
    'ZASTRZEZONE',
  ],
];
/** Letters that may be wrong, of the word's; of a line that was read without a doubt one. */
const WRONG = 0.34;
const LONGEST_LINE = 60;

/** Letters from which on a line with a level word in it is a sentence: of the former, some are small. */
const SENTENCE = { letters: 16, small: 6, han: 6 };
const PLAINLY = 0.95;

/** Whether a line plainly says a level word in the midst of others: what is no mark now is none in another cut of the line. */
export function isPlainSentence(text: string, confidence: number): boolean {
  if (confidence < PLAINLY) return false;
  if (/[机機绝絕秘]密|密[级級]/u.test(text)) return text.length > SENTENCE.han;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return (
    text.length > SENTENCE.letters && small > SENTENCE.small && /SECRET|CONFIDENTIAL|GEHEIM/iu.test(text)
  );
}

/** Letters besides a level word that make it one of several words, and the sureness of two reads that settle what a line says. */
const BESIDES = 4;
const TWICE_SURE = 0.85;
/** Of two reads that say the same. */
const DOUBTLESS = 0.97;

/**
 * Whether two reads of a line in different boxes leave no doubt what it says: the same without a doubt, or the word of a level among others, but
 * for one letter. Another box will say the same. RESTRICTED AREA is no misread mark.
 */
export function saysTheSame(
  { text, ocrConfidence }: Pick<TextSegment, 'text' | 'ocrConfidence'>,
  again: Pick<ReadText, 'text' | 'confidence'>,
): boolean {
  const letters = lettersOf(text).toUpperCase();
  const lettersAgain = lettersOf(again.text).toUpperCase();
  const sureness = Math.min(ocrConfidence ?? 0, again.confidence);
  if (sureness >= DOUBTLESS && letters === lettersAgain) return true;
  const isOneOfSeveral = WORDS.some(
    (word) =>
      letters.length >= word.length + BESIDES && letters.includes(word) && lettersAgain.includes(word),
  );
  const letterOff = Math.max(distanceWithin(lettersAgain, letters), distanceWithin(letters, lettersAgain));
  return sureness >= TWICE_SURE && isOneOfSeveral && letterOff <= 1;
}

function lettersOf(text: string): string {
  return text.normalize('NFD').replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** An assignment, or names joined as no mark joins words: `const client_secret = env(…)`. */
const CODE = /\p{Ll}{2} ?_ ?\p{Ll}{2}|\p{Ll}{2} ?= ?[\p{Ll}"'“([{]/u;

/** Words of every day with a character of the levels. */
const ORDINARY =
  /密[码碼封度切]|[秘祕][书書诀訣]|手机|手機|[机機][场場会會票器构構关關]|绝[对対色望]|絕對|絶対/gu;

/** 取扱注意 by itself, of which a letter was misread or cut off; parcels say it among other words. */
const HANDLE_WITH_CARE = /^\P{L}*(?:取り?[^消关關]?|扱)い?注[^册]?\P{L}*$/u;

/** Whether a line may be a mark that was read badly: most of a level word's letters, in capitals, or one of its Han. */
export function isNearMark(text: string, confidence = 0): boolean {
  if (text.length > LONGEST_LINE || CODE.test(text)) return false;
  if (/[密绝絕机機秘]/u.test(text.replaceAll(ORDINARY, ''))) return text.length <= 16;
  if (HANDLE_WITH_CARE.test(text)) return true;
  const letters = lettersOf(text);
  const small = letters.replaceAll(/[^\p{Ll}]/gu, '').length;
  if (letters.length < 4 || small > 0.6 * letters.length) return false;
  const bare = letters.toUpperCase();
  const most = confidence >= PLAINLY ? 1 : Infinity;
  return WORDS.some((word) => distanceWithin(bare, word) <= Math.min(most, Math.floor(word.length * WRONG)));
}

const HAN_LEVEL = /[密秘]|取り?扱い?注意/u;

/** Whether the word of a level can be read in a text: what was spotted on its line is known then. */
export function namesLevel(text: string): boolean {
  if (HAN_LEVEL.test(text)) return true;
  const letters = lettersOf(text).toUpperCase();
  return WORDS.some((word) => letters.includes(word));
}

/** Sellers: the least edits that turn some part of `text` into `word`. */
function distanceWithin(text: string, word: string): number {
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  let least = word.length;
  for (const letter of text) {
    const next = [0];
    for (let i = 1; i <= word.length; i++) {
      const same = word[i - 1] === letter ? 0 : 1;
      next.push(Math.min((row[i - 1] ?? 0) + same, (row[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1));
    }
    least = Math.min(least, next[word.length] ?? least);
    row = next;
  }
  return least;
}
