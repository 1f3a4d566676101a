import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GlobalFonts } from '@napi-rs/canvas';
import type { Taught } from './foreign-sources.ts';

/** The tests draw Hangul with it. */
const LEFT_TO_TESTS = /^Nanum ?Gothic$/;
const LANGUAGE: Readonly<Record<Taught, RegExp>> = {
  cyrillic: /\bru\b/,
  hangul: /\bko\b/,
  greek: /\bel\b/,
  kana: /\bja\b/,
};

export interface Fonts {
  readonly latin: readonly string[];
  readonly han: readonly string[];
  readonly taught: Readonly<Record<Taught, readonly string[]>>;
  /** For everything else: what one lacks another has. */
  readonly other: readonly string[];
}

/** Families of the fonts under `root`, by what they can write. Needs fontconfig's fc-scan. */
export async function loadFonts(root: string): Promise<Fonts> {
  const folder = `${root}/usr/share/fonts`;
  GlobalFonts.loadFontsFromDir(folder);
  const families = GlobalFonts.families.map(({ family }) => family);
  const { stdout } = await promisify(execFile)('fc-scan', ['--format', '%{family[0]}\t%{lang}\n', folder], {
    maxBuffer: 1e8,
  });
  const scanned = stdout.split('\n').map((line) => line.split('\t'));
  const writing = (language: RegExp) => {
    const able = new Set(scanned.filter(([, langs = '']) => language.test(langs)).map(([name]) => name));
    return families.filter((name) => able.has(name) && !LEFT_TO_TESTS.test(name));
  };
  return {
    latin: families.filter(
      (name) =>
        !/CJK|Noto (Sans|Serif) \S|Noto (?!Sans|Serif)|Emoji|Symbol|Dingbats|WenQuanYi|AR PL|UMing|UKai|IPA|Standard Symbols|D050000L|Math|Music|Braille|Fallback|Libertine Initials|Keyboard/.test(
          name,
        ) || /^Noto (Sans|Serif)( Mono| Display)?$/.test(name),
    ),
    han: families.filter((name) =>
      /CJK (JP|SC|TC)|WenQuanYi|Droid Sans Fallback|AR PL|UMing|UKai|IPA/.test(name),
    ),
    taught: {
      cyrillic: writing(LANGUAGE.cyrillic),
      hangul: writing(LANGUAGE.hangul),
      greek: writing(LANGUAGE.greek),
      kana: writing(LANGUAGE.kana),
    },
    other: families.filter((name) => /Noto|Free|DejaVu/.test(name)),
  };
}
