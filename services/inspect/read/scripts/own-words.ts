import type { ReadText } from '../reader.ts';

/** From here on a read of well-formed words is no accident. */
const SURE = 0.88;

/**
 * Whether a read of the Latin and Han model is surely of that script. Another alphabet read as Latin makes words no language has: capitals
 * in their middle, figures among letters. Capitals alone prove nothing: "CEKPETHO" looks as good as "SECRET".
 */
export function isPlainlyOwn({ text, confidence }: ReadText): boolean {
  if (confidence < SURE) return false;
  if (FIGURES.test(text)) return true;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han >= 3 && han >= 0.6 * text.replaceAll(/[\s\d\p{P}]/gu, '').length) return true;
  const words = text.match(/[\p{L}\d]+/gu) ?? [];
  return (
    words.filter((word) => WELL_FORMED.test(word)).length >= 2 && !words.some((word) => MIXED.test(word))
  );
}

/** A time, a date, an amount: figures are the same in every script, and another model only reads them worse. */
const FIGURES = /^(?=(?:\D*\d){3})[\d\s:.,/+%-]+$/;

/** Small letters, perhaps after one capital: "the", "Survey". */
const WELL_FORMED = /^\p{Lu}?\p{Ll}{2,}$/u;
/** "CeKpe", "3anac", "nonb3OBaHUA". */
const MIXED = /\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll}|\d\p{Ll}{2,}|\p{Ll}\d\p{L}/u;

/** Capitals and figures within or at the end of a word in small letters, as no joined words have them: "CoBepWeHHO", "npoBepAeT". */
const INNER = /\p{Ll}(?:\p{Lu}|[0346])(?!\p{Ll}{3})/gu;
/** A word with one of them may be a brand; a line of Cyrillic small letters has several, because half of them are small capitals. */
const INNER_LEAST = 3;
const INNER_SHARE = 0.1;

/** Whether a read of the Latin and Han model is Cyrillic small letters taken for Latin ones: surer than any looks of the line. */
export function readsAsCyrillic(text: string): boolean {
  if (/\p{Script=Han}/u.test(text)) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const inner = text.match(INNER)?.length ?? 0;
  return inner >= INNER_LEAST && inner >= INNER_SHARE * letters;
}
