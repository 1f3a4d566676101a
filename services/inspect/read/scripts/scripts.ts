/** The scripts that lines are told apart by; ISO 15924 calls them Latn, Hans/Hant, Jpan, Kore, Cyrl, Grek, Arab, Hebr, Deva, Thai. */
export const SCRIPTS = [
  'latin',
  'han',
  'kana',
  'hangul',
  'cyrillic',
  'greek',
  'arabic',
  'hebrew',
  'devanagari',
  'thai',
] as const;
export type Script = (typeof SCRIPTS)[number];
