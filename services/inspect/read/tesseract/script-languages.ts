import type { Script } from '../scripts/scripts.ts';

/**
 * Tesseract's languages for each script, best first; the first installed ones are taken. Spillway depends on those of the
 * scripts in its sample of the world; others install as `@tesseract.js-data/<language>` or go into the model folder. Russian is not on npm: the
 * letters of its marks are all in Bulgarian and Ukrainian, `rus` comes first where an operator adds it.
 */
export const SCRIPT_LANGUAGES: Readonly<Record<Script, readonly string[]>> = {
  latin: ['eng'],
  han: ['chi_sim'],
  kana: ['jpn'],
  hangul: ['kor'],
  cyrillic: ['rus', 'bul', 'ukr'],
  greek: ['ell'],
  arabic: ['ara'],
  hebrew: ['heb'],
  devanagari: ['hin'],
  thai: ['tha'],
};
