import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { createSpotter, type Spotter } from '../../services/inspect/read/spot/spotter.ts';
import { SPOTTED } from '../../services/inspect/read/spot/worth.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { sentence } from '../corpus/prose.ts';
import { createRandom } from '../corpus/random.ts';
import { drawLine } from '../scripts/draw-line.ts';
import { catalogueTerms } from './terms.ts';

/** Fonts that the spotter was not trained on. */
const LATIN = ['Sans latin', 'Serif latin', 'Typewriter latin', 'Paratype latin'];
const HAN = ['Han chinese-simplified', 'Song chinese-simplified'];
const KANA = 'Kana japanese';

let spotter: Spotter;
beforeAll(async () => {
  registerFonts();
  spotter = await createSpotter();
});
afterAll(() => spotter.close());

const isSpotted = async (raster: Raster) => {
  const { width, height } = raster;
  const line = { cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 };
  return (await spotter.spot(raster, line)) >= SPOTTED;
};

it('spots the words of the catalogue in fonts it has not seen: after new terms, train it again', async () => {
  const random = createRandom(3);
  const missed: string[] = [];
  const terms = (await catalogueTerms()).filter((term) =>
    /^[\p{Script=Latin}\p{Script=Han}\P{L}]{4,}$|^\p{Script=Han}+$/u.test(term),
  );
  for (const term of terms) {
    const font = random.pick(/\p{Script=Han}/u.test(term) ? HAN : LATIN);
    if (!(await isSpotted(await drawLine(term, font, random)))) missed.push(term);
  }
  expect(terms.length).toBeGreaterThan(500);
  expect(missed.length / terms.length, missed.join(', ')).toBeLessThan(0.04);
});

it('spots marks in kana', async () => {
  const random = createRandom(5);
  const terms = (await catalogueTerms()).filter((term) =>
    /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term),
  );
  const missed: string[] = [];
  for (const term of terms) if (!(await isSpotted(await drawLine(term, KANA, random)))) missed.push(term);
  expect(terms.length).toBeGreaterThan(10);
  expect(missed.length / terms.length, missed.join(', ')).toBeLessThan(0.1);
});

it('leaves most ordinary lines', async () => {
  const random = createRandom(4);
  let spotted = 0;
  for (let i = 0; i < 200; i++) {
    const language = random.pick(['en', 'de', 'fr', 'zh'] as const);
    const text = sentence(random, language).slice(0, 40);
    const font = random.pick(language === 'zh' ? HAN : LATIN);
    if (await isSpotted(await drawLine(text, font, random))) spotted++;
  }
  expect(spotted / 200).toBeLessThan(0.4);
});
