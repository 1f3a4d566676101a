/** From here on a line is read for the word that was spotted on it. Low: what is missed here is missed. */
export const SPOTTED = 0.1;
