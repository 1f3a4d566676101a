import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';

/** Families as the corpus names them. All from npm, so that pictures are the same on every machine. */
export type Family =
  | 'Sans'
  | 'Serif'
  | 'Typewriter'
  | 'Han'
  | 'Song'
  | 'Humanist'
  | 'Paratype'
  | 'Kana'
  | 'Hangul'
  | 'WornTypewriter'
  | 'Stencil'
  | 'Hand';

/** Package, subsets in order of preference, weights. A package's subsets are fonts of their own: a family is a stack of them. */
const FAMILIES: Readonly<
  Record<Family, { from: string; subsets: readonly string[]; weights: readonly number[] }>
> = {
  Sans: { from: 'roboto', subsets: ['latin', 'latin-ext', 'cyrillic'], weights: [400, 700] },
  Serif: { from: 'source-serif-4', subsets: ['latin', 'latin-ext'], weights: [400, 700] },
  Typewriter: { from: 'courier-prime', subsets: ['latin', 'latin-ext'], weights: [400, 700] },
  Han: { from: 'noto-sans-sc', subsets: ['chinese-simplified'], weights: [400, 700, 900] },
  Song: { from: 'noto-serif-sc', subsets: ['chinese-simplified'], weights: [400, 700, 900] },
  Humanist: { from: 'noto-sans', subsets: ['latin', 'latin-ext', 'cyrillic'], weights: [400, 700] },
  Paratype: { from: 'pt-serif', subsets: ['latin', 'latin-ext', 'cyrillic'], weights: [400, 700] },
  Kana: { from: 'kosugi-maru', subsets: ['japanese', 'latin'], weights: [400] },
  Hangul: { from: 'nanum-gothic', subsets: ['korean', 'latin'], weights: [400, 700] },
  WornTypewriter: { from: 'special-elite', subsets: ['latin', 'latin-ext'], weights: [400] },
  Stencil: { from: 'saira-stencil-one', subsets: ['latin', 'latin-ext'], weights: [400] },
  Hand: { from: 'patrick-hand', subsets: ['latin', 'latin-ext'], weights: [400] },
};

/** For a CSS font: the family, then the fonts that have what it lacks. */
export function stackOf(family: Family): string {
  const own = FAMILIES[family].subsets.map((subset) => `"${family} ${subset}"`);
  return [...own, '"Han chinese-simplified"', '"Sans latin"', '"Humanist cyrillic"', '"Sans latin-ext"'].join(
    ', ',
  );
}

/** Call once before drawing. Throws when a font is missing: a page in the wrong font measures nothing. */
export function registerFonts(): void {
  for (const [family, { from, subsets, weights }] of Object.entries(FAMILIES)) {
    for (const subset of subsets) {
      for (const weight of weights) {
        const file = `${from}/files/${from}-${subset}-${weight}-normal.woff2`;
        const path = fileURLToPath(new URL(`../../node_modules/@fontsource/${file}`, import.meta.url));
        if (GlobalFonts.registerFromPath(path, `${family} ${subset}`) === null) {
          throw new Error(`Expected the font ${file} to load`);
        }
      }
    }
  }
}
