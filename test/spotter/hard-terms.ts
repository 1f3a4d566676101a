import { createSpotter } from '../../services/inspect/read/spot/spotter.ts';
import type { Random } from '../corpus/random.ts';
import { drawLine } from '../scripts/draw-line.ts';
import { catalogueTerms } from './terms.ts';

/** Fonts of Debian, among those that the lines to learn from are drawn in. */
const LATIN = ['Liberation Sans', 'Noto Serif', 'Liberation Mono', 'Open Sans', 'Caladea', 'Cantarell'];
const HAN = ['Noto Sans CJK JP', 'WenQuanYi Zen Hei', 'AR PL UMing CN', 'Noto Serif CJK JP'];
const DRAWN = 5;
const OFTENEST = 30;

/** Terms of the catalogue, each as often as the spotter that ships finds it hard: up to thirty times when it never sees it. */
export async function hardTerms(random: Random): Promise<string[]> {
  const spotter = await createSpotter();
  const terms: string[] = [];
  for (const term of await catalogueTerms()) {
    let seen = 0;
    for (let i = 0; i < DRAWN; i++) {
      const fonts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term) ? HAN : LATIN;
      const strip = await drawLine(i % 2 === 0 ? term : term.toUpperCase(), random.pick(fonts), random);
      const { width, height } = strip;
      const line = { cx: width / 2, cy: height / 2, ux: 1, uy: 0, length: width, height, score: 1 };
      seen += (await spotter.spot(strip, line)).word / DRAWN;
    }
    const often = Math.ceil((1 - seen) ** 2 * OFTENEST);
    for (let i = 0; i < often; i++) terms.push(term);
  }
  await spotter.close();
  return terms;
}
