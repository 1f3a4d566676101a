import { parseArgs } from 'node:util';
import { type Line, reversed } from '../../services/inspect/look/line.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { SCRIPTS, type Script } from '../../services/inspect/read/scripts/scripts.ts';
import { createSpotter } from '../../services/inspect/read/spot/spotter.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { type Language, sentence } from '../corpus/prose.ts';
import { createRandom } from '../corpus/random.ts';
import { drawLine } from '../scripts/draw-line.ts';
import { catalogueTerms } from './terms.ts';

/**
 * How well the spotter sees terms in fonts it was not taught, leaves ordinary lines, and tells scripts and ways up: what `SPOTTED` is chosen by.
 *   npx tsx test/spotter/score.ts [--seed 31] [--lines 300]
 */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '31' }, lines: { type: 'string', default: '300' } },
});
const AT = [0.05, 0.07, 0.1, 0.15, 0.2];

interface Group {
  readonly script: Script;
  readonly terms: RegExp;
  readonly fonts: readonly string[];
  readonly languages: readonly Language[];
}
const GROUPS: readonly Group[] = [
  {
    script: 'latin',
    terms: /^[\p{Script=Latin}\P{L}]{4,}$/u,
    fonts: ['Sans latin', 'Serif latin', 'Typewriter latin', 'Paratype latin'],
    languages: ['en', 'de', 'fr', 'es', 'pl', 'sv'],
  },
  {
    script: 'han',
    terms: /^\p{Script=Han}+$/u,
    fonts: ['Han chinese-simplified', 'Song chinese-simplified'],
    languages: ['zh'],
  },
  {
    script: 'kana',
    terms: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    fonts: ['Kana japanese'],
    languages: ['ja'],
  },
  {
    script: 'cyrillic',
    terms: /\p{Script=Cyrillic}{4}/u,
    fonts: ['Sans cyrillic', 'Paratype cyrillic'],
    languages: ['ru'],
  },
  { script: 'hangul', terms: /\p{Script=Hangul}/u, fonts: ['Hangul korean'], languages: ['ko'] },
];

registerFonts();
const spotter = await createSpotter();
const random = createRandom(Number(values.seed));
const catalogue = await catalogueTerms();

const wholeOf = ({ width, height }: Raster): Line => ({
  ...{ cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 },
});
const percent = (some: readonly boolean[]) =>
  `${((100 * some.filter(Boolean).length) / Math.max(1, some.length)).toFixed(1)} %`;

for (const { script, terms, fonts, languages } of GROUPS) {
  const marked: number[] = [];
  for (const term of catalogue.filter((one) => terms.test(one))) {
    const raster = await drawLine(term, random.pick(fonts), random);
    marked.push((await spotter.spot(raster, wholeOf(raster))).word);
  }
  const plain: number[] = [];
  const [known, upright, over]: [boolean[], boolean[], boolean[]] = [[], [], []];
  for (let i = 0; i < Number(values.lines); i++) {
    const text = sentence(random, random.pick(languages)).slice(0, 40);
    const raster = await drawLine(text, random.pick(fonts), random);
    const said = await spotter.spot(raster, wholeOf(raster));
    plain.push(said.word);
    known.push(SCRIPTS.every((one) => said.scripts[one] <= said.scripts[script]));
    upright.push(said.turned < 0.1);
    over.push((await spotter.spot(raster, reversed(wholeOf(raster)))).turned > 0.9);
  }
  const bounds = AT.map(
    (at) =>
      `${at}: ${percent(marked.map((word) => word < at))} missed, ${percent(plain.map((word) => word >= at))} taken`,
  );
  console.log(`${script}, ${marked.length} terms: ${bounds.join('; ')}`);
  console.log(
    `  script known ${percent(known)}, surely upright ${percent(upright)}, surely on its head ${percent(over)}`,
  );
}
await spotter.close();
