import { characters } from './excel-97-strings.ts';

/** [MS-XLS] 2.5.198.89: literals of a formula, and all of them together, as concatenation would show them. */
const LITERAL = 0x17;
export function literals(body: Buffer, start: number): string[] {
  const found: string[] = [];
  for (let at = start; at + 3 <= body.length; at += 1) {
    const count = body[at + 1] ?? 0;
    const wide = body[at + 2] ?? 0;
    const bytes = count * (wide + 1);
    if (body[at] !== LITERAL || wide > 1 || count < 1 || at + 3 + bytes > body.length) continue;
    const text = characters(body, at + 3, bytes, wide);
    if ([...text].some((character) => character < ' ')) continue;
    found.push(text);
    at += 2 + bytes;
  }
  return found.length > 1 ? [...found, found.join('')] : found;
}

const FILTERS_AT = 4;
const FILTER_BYTES = 10;
const BY_TEXT = 6;

/** [MS-XLS] 2.4.31: two values that are compared with, ten bytes each; of texts their lengths stand there, their letters behind both. */
export function filtered(body: Buffer): string[] {
  const found: string[] = [];
  let at = FILTERS_AT + 2 * FILTER_BYTES;
  for (const value of [FILTERS_AT, FILTERS_AT + FILTER_BYTES]) {
    if (body[value] !== BY_TEXT || at >= body.length) continue;
    const wide = (body[at] ?? 0) & 1;
    const bytes = (body[value + 6] ?? 0) * (wide + 1);
    found.push(characters(body, at + 1, bytes, wide));
    at += 1 + bytes;
  }
  return found;
}
