import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Line, reversed } from '../../services/inspect/look/line.ts';
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
const GREEK = 'Sans greek';
const ORDINARY = [
  ['en', ...LATIN],
  ['de', ...LATIN],
  ['fr', ...LATIN],
  ['zh', ...HAN],
  ['ru', 'Sans cyrillic', 'Paratype cyrillic'],
  ['ko', 'Hangul korean'],
] as const;

let spotter: Spotter;
beforeAll(async () => {
  registerFonts();
  const file = 'roboto/files/roboto-greek-400-normal.woff2';
  GlobalFonts.registerFromPath(
    fileURLToPath(new URL(`../../node_modules/@fontsource/${file}`, import.meta.url)),
    GREEK,
  );
  spotter = await createSpotter();
});
afterAll(() => spotter.close());

const wholeOf = ({ width, height }: Raster): Line => ({
  ...{ cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 },
});
const isSpotted = async (raster: Raster) => (await spotter.spot(raster, wholeOf(raster))).word >= SPOTTED;

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

it.each([
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u, KANA, 0.1],
  ['Cyrillic', /\p{Script=Cyrillic}{4}/u, 'Sans cyrillic', 0.08],
  ['Hangul', /\p{Script=Hangul}/u, 'Hangul korean', 0.08],
] as const)('spots marks in %s', async (_, script, font, share) => {
  const random = createRandom(5);
  const terms = (await catalogueTerms()).filter((term) => script.test(term));
  const missed: string[] = [];
  for (const term of terms) if (!(await isSpotted(await drawLine(term, font, random)))) missed.push(term);
  expect(terms.length).toBeGreaterThan(10);
  expect(missed.length / terms.length, missed.join(', ')).toBeLessThan(share);
});

it('spots marks in Greek', async () => {
  const random = createRandom(5);
  const terms = (await catalogueTerms()).filter((term) => /\p{Script=Greek}{3}/u.test(term));
  const drawn = terms.flatMap((term) => [term, term, term.toUpperCase(), term.toUpperCase()]);
  const missed: string[] = [];
  for (const term of drawn) if (!(await isSpotted(await drawLine(term, GREEK, random)))) missed.push(term);
  expect(drawn.length).toBeGreaterThan(10);
  expect(missed.length / drawn.length, missed.join(', ')).toBeLessThan(0.1);
});

it('leaves most ordinary lines, and tells which way they lie', async () => {
  const random = createRandom(4);
  let [spotted, upright, turned] = [0, 0, 0];
  for (let i = 0; i < 200; i++) {
    const [language, ...fonts] = random.pick(ORDINARY);
    const raster = await drawLine(sentence(random, language).slice(0, 40), random.pick(fonts), random);
    const said = await spotter.spot(raster, wholeOf(raster));
    if (said.word >= SPOTTED) spotted++;
    if (said.turned < 0.1) upright++;
    if ((await spotter.spot(raster, reversed(wholeOf(raster)))).turned > 0.9) turned++;
  }
  expect(spotted / 200).toBeLessThan(0.4);
  expect(upright / 200).toBeGreaterThan(0.9);
  expect(turned / 200).toBeGreaterThan(0.8);
});
