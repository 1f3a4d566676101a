/**
 * From here on a line is read for the word that was spotted on it. Low: what is missed here is missed. Of the catalogue's terms in fonts it
 * has not seen 3 % are below, and four in five ordinary lines (`test/spotter/score.ts`).
 */
export const SPOTTED = 0.1;
/** From here on a word of a mark stands on a line, whatever is read on it. */
export const SURELY_SPOTTED = 0.9;
/** From here on one probably does, on what is surely writing. */
export const PROBABLY_SPOTTED = 0.4;
