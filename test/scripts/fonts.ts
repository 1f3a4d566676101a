import { GlobalFonts } from '@napi-rs/canvas';
import type { Script } from '../../services/inspect/read/scripts/scripts.ts';

/** Families of Debian's fonts-noto-core, fonts-noto-cjk, fonts-dejavu-core, fonts-liberation, fonts-freefont-ttf: install those before training. */
const WESTERN = [
  'Noto Sans',
  'Noto Serif',
  'Noto Sans Mono',
  'DejaVu Sans',
  'DejaVu Serif',
  'Liberation Sans',
  'Liberation Serif',
  'Liberation Mono',
  'FreeSerif',
];
/** The collections carry every region's letters under their first name. */
const EASTERN = ['Noto Sans CJK JP', 'Noto Serif CJK JP'];
const FAMILIES: Readonly<Record<Script, readonly string[]>> = {
  latin: WESTERN,
  cyrillic: WESTERN,
  greek: WESTERN,
  han: [...EASTERN, 'Droid Sans Fallback'],
  kana: [...EASTERN, 'Droid Sans Fallback'],
  hangul: EASTERN,
  arabic: ['Noto Sans Arabic', 'Noto Naskh Arabic', 'Noto Kufi Arabic', 'DejaVu Sans', 'FreeSerif'],
  hebrew: ['Noto Sans Hebrew', 'Noto Serif Hebrew', 'DejaVu Sans', 'FreeSerif', 'FreeSans'],
  devanagari: ['Noto Sans Devanagari', 'Noto Serif Devanagari', 'FreeSerif'],
  thai: ['Noto Sans Thai', 'Noto Serif Thai', 'Noto Sans Thai Looped', 'FreeSerif'],
};

/** The families that are there; throws for a script with none, because another font would be drawn in their place. */
export function familiesOf(script: Script): readonly string[] {
  GlobalFonts.loadFontsFromDir('/usr/share/fonts');
  const there = FAMILIES[script].filter((family) => GlobalFonts.has(family));
  if (there.length === 0) throw new Error(`Expected one of ${FAMILIES[script].join(', ')} to be installed`);
  return there;
}
