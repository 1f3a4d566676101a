import type { Random } from '../corpus/random.ts';

const LONGEST = 70;

/** Of a long line as much as pages and chats show. */
export function within(line: string, random: Random): string {
  if (line.length <= LONGEST) return line;
  const at = random.int(0, line.length - LONGEST);
  return line.slice(at, at + LONGEST);
}

/** As marks are written: mostly in capitals. */
export function cased(text: string, random: Random): string {
  if (random.chance(0.5)) return text.toUpperCase();
  if (random.chance(0.6)) return text;
  return random.chance(0.5) ? titled(text) : text.toLowerCase();
}

export function titled(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/(^|[\s/-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

export function decorated(term: string, random: Random): string {
  const [left, right] = random.pick([
    ['*** ', ' ***'],
    ['- ', ' -'],
    ['[', ']'],
    ['« ', ' »'],
    ['【', '】'],
    ['(', ')'],
    ['// ', ' //'],
    ['', '!'],
    ['', '.'],
    ['= ', ' ='],
  ] as const);
  return `${left}${term}${right}`;
}
