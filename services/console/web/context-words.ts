import { plain } from './words.ts';

/** Context codes of the matcher whose bare words would puzzle a reader; every other code reads well with spaces. */
const WORDS = new Map([
  ['address', 'part of an address'],
  ['alone', 'stands alone on its line'],
  ['banner-grammar', 'a well-formed banner line'],
  ['banner-shape', 'shaped like a banner line'],
  ['banner-words', 'the words of a banner line'],
  ['boxed', 'in a box'],
  ['code', 'program code'],
  ['copyright', 'a copyright line'],
  ['cui-grammar', 'a well-formed CUI marking'],
  ['enumeration', 'one item of a list'],
  ['level-list', 'a list of levels'],
  ['placeholder', 'a template’s placeholder'],
  ['portion-grammar', 'a well-formed portion mark'],
  ['portions-agree', 'portion marks agree'],
  ['question', 'part of a question'],
  ['quoted', 'in quotation marks'],
  ['read-through-confusions', 'read through look-alike characters'],
  ['red', 'in red'],
  ['repeated-portion', 'portion mark repeated'],
  ['slanted', 'aslant, as stamps are'],
  ['starred', 'with ★'],
  ['struck', 'struck through'],
  ['top-and-bottom', 'at top and bottom'],
]);

export const contextWord = (code: string): string => WORDS.get(code) ?? plain(code);
