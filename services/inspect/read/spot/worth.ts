/** From here on a line is read for the word that was spotted on it: low where it is mixed with what stands over or under it. */
export const SPOTTED = 0.1;
/**
 * The same for the lines of a page. Of 149 lines read as marks (seed 141, all looks) one had less than 0.4 spotted on it, with 0.15; of 332 other lines
 * that were read for 0.1 and more, 136 had less than 0.2.
 */
export const SPOTTED_ON_PAGE = 0.2;
