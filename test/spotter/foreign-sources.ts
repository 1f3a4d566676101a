import { readdir, readFile } from 'node:fs/promises';
import { proseLines } from './ordinary-sources.ts';
import { messagesOf } from './sources.ts';

/** Scripts of which ordinary lines are drawn from these sources, and what they look like in a text. */
export const TAUGHT = {
  cyrillic: /\p{Script=Cyrillic}/u,
  hangul: /\p{Script=Hangul}/u,
  greek: /\p{Script=Greek}{2}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
} as const;
export type Taught = keyof typeof TAUGHT;

const LANGUAGES = ['ru', 'uk', 'bg', 'sr', 'be', 'ko', 'el', 'ja'];
/** Every so manieth word of a list that has each in all its forms: among sentences, not instead of them. */
const EVERY = 50;
const LENGTH = { least: 2, most: 300 };

/** Ordinary lines of each script: what office programs say (libreoffice-l10n-*), sayings, manuals, word lists; unpacked under `root`. */
export async function foreignLines(root: string): Promise<Record<Taught, string[]>> {
  const all = [await proseLines(root)];
  for (const language of LANGUAGES) {
    const folder = `${root}/usr/lib/libreoffice/program/resource/${language}/LC_MESSAGES/`;
    for (const file of await readdir(folder)) all.push(messagesOf(await readFile(folder + file)));
  }
  for (const list of ['bulgarian', 'ukrainian']) all.push(await someWords(`${root}/usr/share/dict/${list}`));
  const lines = [...new Set(all.flat())].filter(
    (line) => line.length >= LENGTH.least && line.length < LENGTH.most && !/[%\uFFFD_~]/.test(line),
  );
  const written = (pattern: RegExp) => lines.filter((line) => pattern.test(line));
  return {
    cyrillic: written(TAUGHT.cyrillic),
    hangul: written(TAUGHT.hangul),
    greek: written(TAUGHT.greek),
    kana: written(TAUGHT.kana),
  };
}

async function someWords(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((_, at) => at % EVERY === 0);
}
