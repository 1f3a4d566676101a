import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Line } from '../../services/inspect/look/line.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { createNeuralReader, type NeuralEngine } from '../../services/inspect/read/neural/neural-reader.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { sentence } from '../corpus/prose.ts';
import { createRandom } from '../corpus/random.ts';
import { drawLine } from '../scripts/draw-line.ts';
import { WORDS } from '../scripts/words.ts';
import { catalogueTerms } from '../spotter/terms.ts';

let engine: NeuralEngine;
beforeAll(async () => {
  registerFonts();
  const roboto = '../../node_modules/@fontsource/roboto/files/roboto-greek-400-normal.woff2';
  GlobalFonts.registerFromPath(fileURLToPath(new URL(roboto, import.meta.url)), 'Sans greek');
  engine = await createNeuralReader();
});
afterAll(() => engine.close());

const wholeOf = ({ width, height }: Raster): Line => ({
  ...{ cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 },
});
const bare = (text: string) => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Fonts that the alphabets were not trained on. */
const CASES = [
  { script: 'cyrillic', language: 'ru', of: /^\P{Script=Latin}*\p{Script=Cyrillic}{4}\P{Script=Latin}*$/u },
  { script: 'hangul', language: 'ko', of: /^\P{Script=Latin}*\p{Script=Hangul}\P{Script=Latin}*$/u },
  {
    script: 'kana',
    language: 'ja',
    of: /^[\p{Script=Han}ー]*\p{Script=Hiragana}[\p{Script=Han}\p{Script=Hiragana}ー]*$/u,
  },
  { script: 'greek', language: null, of: /^\P{Script=Latin}*\p{Script=Greek}{4}\P{Script=Latin}*$/u },
] as const;
const FONTS = {
  cyrillic: ['Sans cyrillic', 'Paratype cyrillic'],
  hangul: ['Hangul korean'],
  kana: ['Kana japanese'],
  greek: ['Sans greek'],
};

it.each(CASES)('reads what it does not know in $script as no box of a form', async ({ script }) => {
  const folder = new URL('../../services/inspect/read/neural/alphabets/', import.meta.url);
  const letters = (await readFile(new URL(`${script}.txt`, folder), 'utf8')).split('\n');
  expect(letters.at(-2)).toBe('\ufffd');
  expect(letters.filter((letter) => /[☒☑✓✔✗✘☐□▢◻]/u.test(letter))).toEqual([]);
});

it.each(CASES)('reads lines in $script, in fonts it has not seen', async ({ script, language, of }) => {
  const random = createRandom(6);
  const reader = engine.alphabets.find((one) => one.script === script);
  const read = async (text: string) => {
    const raster = await drawLine(text, random.pick(FONTS[script]), random);
    return bare((await reader?.readLine(raster, wholeOf(raster)))?.text ?? '');
  };
  const known = (await catalogueTerms()).filter((term) => of.test(term));
  expect(known.length).toBeGreaterThan(3);
  // Each as often as makes sixty, on other paper every time.
  const terms = known.flatMap((term) => Array<string>(Math.ceil(60 / known.length)).fill(term));
  const misread: string[] = [];
  for (const term of terms) {
    const said = await read(term);
    if (said !== bare(term)) misread.push(`${term}: ${said}`);
  }
  expect(misread.length / terms.length, misread.join(', ')).toBeLessThan(0.15);
  let [right, all] = [0, 0];
  for (let i = 0; i < 40; i++) {
    const words =
      language === null
        ? Array.from({ length: 4 }, () => random.pick(WORDS.greek))
        : sentence(random, language).slice(0, 30).split(' ');
    const said = await read(words.join(' '));
    right += words.filter((word) => said.includes(bare(word))).length;
    all += words.length;
  }
  expect(right / all).toBeGreaterThan(0.6);
});
