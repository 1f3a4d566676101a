import { parseArgs } from 'node:util';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { SCRIPTS } from '../../services/inspect/read/scripts/scripts.ts';
import { createSpotter } from '../../services/inspect/read/spot/spotter.ts';
import { SPOTTED } from '../../services/inspect/read/spot/worth.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { type Language, sentence } from '../corpus/prose.ts';
import { createRandom, type Random } from '../corpus/random.ts';
import { drawLine } from '../scripts/draw-line.ts';
import { catalogueTerms } from './terms.ts';

/** How well the spotter sees terms in fonts it was not taught, leaves ordinary lines, and tells scripts and ways up. */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '31' }, plain: { type: 'string', default: '150' } },
});
const GROUPS = [
  {
    script: 'latin',
    is: /^[\p{Script=Latin}\P{L}]{4,}$/u,
    fonts: ['Sans latin', 'Serif latin', 'Typewriter latin', 'Paratype latin'],
    languages: ['en', 'de', 'fr', 'es', 'pl', 'sv'],
  },
  {
    script: 'han',
    is: /^\p{Script=Han}+$/u,
    fonts: ['Han chinese-simplified', 'Song chinese-simplified'],
    languages: ['zh'],
  },
  {
    script: 'kana',
    is: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    fonts: ['Kana japanese'],
    languages: ['ja'],
  },
  {
    script: 'cyrillic',
    is: /\p{Script=Cyrillic}{4}/u,
    fonts: ['Sans cyrillic', 'Paratype cyrillic'],
    languages: ['ru'],
  },
  { script: 'hangul', is: /\p{Script=Hangul}/u, fonts: ['Hangul korean'], languages: ['ko'] },
] as const;
registerFonts();
const spotter = await createSpotter();
const random: Random = createRandom(Number(values.seed));
const terms = await catalogueTerms();
const spot = (raster: Raster) => {
  const { width, height } = raster;
  return spotter.spot(raster, {
    cx: width / 2,
    cy: height / 2,
    ux: 1,
    uy: 0,
    length: width,
    height,
    score: 1,
  });
};
const upended = ({ width, height, data }: Raster): Raster => {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) out[3 * (width * height - 1 - i) + c] = data[3 * i + c] ?? 0;
  return { width, height, data: out };
};
const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;

for (const { script, is, fonts, languages } of GROUPS) {
  const [missed, faint]: [string[], string[]] = [[], []];
  const own = terms.filter((term) => is.test(term));
  for (const term of own) {
    const { word } = await spot(await drawLine(term, random.pick(fonts), random));
    if (word < SPOTTED) missed.push(term);
    if (word < SPOTTED / 2) faint.push(term);
  }
  let [taken, right, upright, over, sure] = [0, 0, 0, 0, 0];
  const count = Number(values.plain);
  for (let i = 0; i < count; i++) {
    const raster = await drawLine(
      sentence(random, random.pick(languages) as Language).slice(0, 40),
      random.pick(fonts),
      random,
    );
    const said = await spot(raster);
    const turned = await spot(upended(raster));
    if (said.word >= SPOTTED) taken++;
    if (SCRIPTS.every((one) => said.scripts[one] <= said.scripts[script])) right++;
    if (said.turned < 0.5) upright++;
    if (turned.turned > 0.5) over++;
    if (turned.turned < 0.1) sure++;
  }
  console.log(
    `${script}: ${percent(missed.length, own.length)} of ${own.length} terms missed (${percent(faint.length, own.length)} at half), ${percent(taken, count)} of ordinary lines taken, script ${percent(right, count)}, upright ${percent(upright, count)}, over ${percent(over, count)}, wrongly surely upright ${percent(sure, count)}`,
  );
  if (missed.length > 0) console.log(`   ${missed.slice(0, 40).join(', ')}`);
}
