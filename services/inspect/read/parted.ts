/**
 * A stamp or a boxed mark over the end of other writing is read as one word with it: `EastmereCONFIDENTIAL//REL TO USA`. No word runs from
 * small letters into a line of capitals, so they are set apart as columns are. The O of REL TO is as small as it is large.
 */
export function parted(text: string): string {
  return text.replace(OVERLAID, COLUMN);
}

const OVERLAID = /(?<=\p{Ll}{3})(?=\p{Lu}{6}(?:\P{L}*\p{Lu}){4}(?:[^\p{Ll}]|(?<=\bT)o\b)*$)/u;
const COLUMN = '   ';
