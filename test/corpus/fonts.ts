import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';

/** Families as the corpus names them. All from npm, so that pictures are the same on every machine. */
export type Family = 'Sans' | 'Serif' | 'Typewriter' | 'Han';

const FILES: ReadonlyArray<readonly [Family, string]> = [
  ['Sans', 'roboto/files/roboto-latin-400-normal.woff2'],
  ['Sans', 'roboto/files/roboto-latin-700-normal.woff2'],
  ['Serif', 'source-serif-4/files/source-serif-4-latin-400-normal.woff2'],
  ['Serif', 'source-serif-4/files/source-serif-4-latin-700-normal.woff2'],
  ['Typewriter', 'courier-prime/files/courier-prime-latin-400-normal.woff2'],
  ['Typewriter', 'courier-prime/files/courier-prime-latin-700-normal.woff2'],
  ['Han', 'noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2'],
  ['Han', 'noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff2'],
  ['Han', 'noto-sans-sc/files/noto-sans-sc-chinese-simplified-900-normal.woff2'],
];

/** Call once before drawing. Throws when a font is missing: a page in the wrong font measures nothing. */
export function registerFonts(): void {
  for (const [family, file] of FILES) {
    const path = fileURLToPath(new URL(`../../node_modules/@fontsource/${file}`, import.meta.url));
    if (GlobalFonts.registerFromPath(path, family) === null) {
      throw new Error(`Expected the font ${file} to load`);
    }
  }
}
