/**
 * From here on a line is read for the word that was spotted on it. Low: what is missed here is missed. From 0.2 on, a third of the other lines would be left
 * as well, and no mark on three seeds of drawn pages was lost; but of the catalogue's terms in fonts it has not seen 7 % were missed, not 4.
 */
export const SPOTTED = 0.2;
