import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const SMALLEST = 2;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Lines of the texts that the matcher is scored on. */
export async function corpusLines(): Promise<string[]> {
  const folder = here('../accuracy/text/corpus/');
  const lines = new Set<string>();
  for (const file of await readdir(folder)) {
    const { hits = [], misses = [] } = parse(await readFile(folder + file, 'utf8')) as Record<
      string,
      unknown[]
    >;
    for (const each of [...hits, ...misses, ...otherLists(await readFile(folder + file, 'utf8'))]) {
      const text = Array.isArray(each) ? each.at(-1) : each;
      if (typeof text === 'string')
        for (const line of text.split('\n')) if (line.trim() !== '') lines.add(line.trim());
    }
  }
  return [...lines];
}

function otherLists(text: string): unknown[] {
  const whole = parse(text) as Record<string, unknown>;
  return Object.entries(whole).flatMap(([name, list]) =>
    name === 'hits' || name === 'misses' || !Array.isArray(list) ? [] : list,
  );
}

/** Words that programs show, in the languages of the default models: compiled message catalogues (GNU gettext) of the machine. */
export async function localeLines(): Promise<string[]> {
  const lines = new Set<string>();
  for (const language of [
    'de',
    'fr',
    'es',
    'it',
    'nl',
    'pl',
    'cs',
    'sv',
    'pt',
    'zh_CN',
    'zh_TW',
    'ja',
    'en_GB',
    'tr',
    'fi',
    'hu',
    'ro',
    'da',
    'nb',
    'vi',
    'id',
  ]) {
    const folder = `/usr/share/locale/${language}/LC_MESSAGES/`;
    const files = await readdir(folder).catch(() => []);
    for (const file of files) {
      for (const line of messagesOf(await readFile(folder + file))) {
        if (line.length >= SMALLEST && line.length < 200 && !/[%\uFFFD]/.test(line)) lines.add(line);
      }
    }
  }
  return [...lines];
}

/** Of a compiled message catalogue (GNU gettext). */
export function messagesOf(bytes: Buffer): string[] {
  if (bytes.readUInt32LE(0) !== 0x950412de) return [];
  const count = bytes.readUInt32LE(8);
  const lines: string[] = [];
  for (const table of [bytes.readUInt32LE(12), bytes.readUInt32LE(16)]) {
    for (let i = 1; i < count; i++) {
      const [length, offset] = [bytes.readUInt32LE(table + 8 * i), bytes.readUInt32LE(table + 8 * i + 4)];
      lines.push(
        ...bytes
          .toString('utf8', offset, offset + length)
          .split(/[\n\0]/)
          .map((line) => line.trim()),
      );
    }
  }
  return lines;
}

/** Where Debian's packages of texts and fonts are unpacked; `/` where they are installed. */
export async function hanWords(root: string): Promise<string[]> {
  const list = await readFile(`${root}/usr/lib/python3/dist-packages/jieba/dict.txt`, 'utf8');
  return list
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, often]) => Number(often) > 20)
    .map(([word = '']) => word);
}

export async function dictionary(root: string): Promise<string[][]> {
  const names = [
    'american-english',
    'french',
    'ngerman',
    'spanish',
    'italian',
    'polish',
    'dutch',
    'portuguese',
    'swedish',
  ];
  return Promise.all(
    names.map(async (name) =>
      (await readFile(`${root}/usr/share/dict/${name}`, 'utf8'))
        .split('\n')
        .filter((word) => word !== '' && !word.includes('\uFFFD')),
    ),
  );
}
