import type { Span } from '../mark.ts';

/** "Example Ltd | INTERNAL USE 0NLY | rev 3", `Subject: FW: 0FFICIAL-SENSITIVE: berths`: a line's parts are stamped each by itself. */
export function stampedParts(text: string): readonly Span[] {
  if (isShort(text)) return [{ start: 0, end: text.length }];
  const parts: Span[] = [];
  let start = 0;
  for (const part of text.split(PARTING)) {
    if (isShort(part)) parts.push({ start, end: start + part.length });
    start += part.length + 1;
  }
  return parts;
}

const PARTING = /[|·–—:：;=\t"[\]()（）【】│┃║]/;

/** In capitals; prose has its own rules. */
function isShort(text: string): boolean {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return upper >= 3 && upper >= 3 * lower;
}

/** Words of a whole text that begin a stamped part: in capitals, behind the name of a field, a bracket or a bar. */
export function* wordsStamped(text: string): Generator<string> {
  for (const { 1: word = '' } of text.matchAll(STAMPED)) yield word;
}

const STAMPED = /[|·–—:：;=\t"[(（【│┃║] {0,2}([\p{Lu}\d$|!€@l]{5,30})/gu;

/** Words of a whole text in which a digit touches a letter. */
export function* wordsWithDigits(text: string): Generator<string> {
  for (const { index } of text.matchAll(/[013456]/g)) {
    const touches = text.charCodeAt(index - 1) >= CAPITAL_A || text.charCodeAt(index + 1) >= CAPITAL_A;
    if (touches) yield wordAround(text, index);
  }
}

const CAPITAL_A = 0x41;
const LONGEST_WORD = 30;

function wordAround(text: string, at: number): string {
  let [from, to] = [at, at + 1];
  while (at - from < LONGEST_WORD && isOfWord(text.charAt(from - 1))) from -= 1;
  while (to - at < LONGEST_WORD && isOfWord(text.charAt(to))) to += 1;
  return text.slice(from, to);
}

function isOfWord(char: string): boolean {
  return /^[\p{L}\d]$/u.test(char);
}
