import type { Language } from '../prose.ts';
import type { Random } from '../random.ts';

/** The writing of the level word. The default engine reads the first two. */
export type Script = 'latin' | 'han' | 'cyrillic' | 'kana' | 'hangul';

/** A marking as it is printed, and what is true of it. */
export interface Mark {
  readonly banner: string;
  /** Begins paragraphs, where the regime has portion marks. */
  readonly portion: string | null;
  /** The word that must be read, in the reader's terms: accents, spaces and punctuation do not count. */
  readonly level: string;
  readonly language: Language;
  /** Regimes that are a right answer: the bare word SECRET is nobody's in particular. */
  readonly regimes: readonly string[];
  /** On its regime's own axis, 1–4. */
  readonly rank: 1 | 2 | 3 | 4;
  readonly script: Script;
}

type Row = readonly [
  banner: string,
  portion: string | null,
  level: string,
  language: Language,
  regimes: string,
  rank: Mark['rank'],
];

const WESTERN: readonly Row[] = [
  ['SECRET//NOFORN', '(S//NF)', 'SECRET', 'en', 'us', 3],
  ['TOP SECRET//SI//NOFORN', '(TS//SI//NF)', 'TOP SECRET', 'en', 'us', 4],
  ['SECRET//REL TO USA, FVEY', '(S//REL)', 'SECRET', 'en', 'us', 3],
  ['CONFIDENTIAL//REL TO USA, GBR', '(C//REL)', 'CONFIDENTIAL', 'en', 'us', 2],
  ['SECRET', '(S)', 'SECRET', 'en', 'us generic uk ca au nz', 3],
  ['CUI//SP-PRVCY', '(CUI)', 'CUI', 'en', 'us-cui', 1],
  ['NATO SECRET', '(NS)', 'NATO SECRET', 'en', 'nato', 3],
  ['NATO CONFIDENTIAL', '(NC)', 'NATO CONFIDENTIAL', 'en', 'nato', 2],
  ['NATO RESTRICTED', null, 'NATO RESTRICTED', 'en', 'nato', 1],
  ['COSMIC TOP SECRET', null, 'COSMIC TOP SECRET', 'en', 'nato', 4],
  ['UK SECRET', null, 'SECRET', 'en', 'uk', 3],
  ['OFFICIAL-SENSITIVE', null, 'SENSITIVE', 'en', 'uk', 1],
  ['PROTECTED B', null, 'PROTECTED B', 'en', 'ca', 2],
  ['RESTREINT UE/EU RESTRICTED', null, 'RESTRICTED', 'fr', 'eu', 1],
  ['SECRET UE/EU SECRET', null, 'SECRET', 'fr', 'eu', 3],
  ['DIFFUSION RESTREINTE', null, 'DIFFUSION RESTREINTE', 'fr', 'fr', 1],
  ['SECRET DÉFENSE', null, 'SECRET', 'fr', 'fr', 3],
  ['VS – NUR FÜR DEN DIENSTGEBRAUCH', null, 'DIENSTGEBRAUCH', 'de', 'de', 1],
  ['VS-VERTRAULICH', null, 'VERTRAULICH', 'de', 'de', 2],
  ['GEHEIM', null, 'GEHEIM', 'de', 'de at ch nl', 3],
  ['STRENG GEHEIM', null, 'STRENG GEHEIM', 'de', 'de at', 4],
  ['SECRETO', null, 'SECRETO', 'es', 'es', 4],
  ['DIFUSIÓN LIMITADA', null, 'DIFUSION LIMITADA', 'es', 'es', 1],
  ['RISERVATISSIMO', null, 'RISERVATISSIMO', 'it', 'it', 2],
  ['Stg. GEHEIM', null, 'GEHEIM', 'nl', 'nl', 3],
  ['TAJNE', null, 'TAJNE', 'pl', 'pl cz sk hr si', 3],
  ['ŚCIŚLE TAJNE', null, 'SCISLE TAJNE', 'pl', 'pl', 4],
  ['PŘÍSNĚ TAJNÉ', null, 'PRISNE TAJNE', 'cs', 'cz sk', 4],
  ['HEMLIG', null, 'HEMLIG', 'sv', 'se fi', 3],
];

const CORPORATE: readonly Row[] = [
  ['STRICTLY CONFIDENTIAL', null, 'STRICTLY CONFIDENTIAL', 'en', 'corp', 3],
  ['COMPANY CONFIDENTIAL', null, 'CONFIDENTIAL', 'en', 'corp', 2],
  ['INTERNAL USE ONLY', null, 'INTERNAL', 'en', 'corp', 1],
  ['STRENG VERTRAULICH', null, 'VERTRAULICH', 'de', 'corp', 3],
  ['TLP:AMBER', null, 'AMBER', 'en', 'tlp', 1],
  ['TLP:RED', null, 'TLPRED', 'en', 'tlp', 2],
];

const RUSSIAN: readonly Row[] = [
  ['Секретно', null, 'СЕКРЕТНО', 'ru', 'ru by bg', 2],
  ['Совершенно секретно', null, 'СОВЕРШЕННО СЕКРЕТНО', 'ru', 'ru by', 3],
  ['Для служебного пользования', null, 'СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ', 'ru', 'ru by', 1],
];

/** `極秘` and `機密` are Han to a reader; the page around them is not. */
const JAPANESE: readonly Row[] = [
  ['極秘', null, '極秘', 'ja', 'jp', 3],
  ['【秘】', null, '秘', 'ja', 'jp', 2],
  ['取扱注意', null, '取扱注意', 'ja', 'jp', 1],
  ['特定秘密', null, '特定秘密', 'ja', 'jp', 3],
];

const KOREAN: readonly Row[] = [
  ['Ⅱ급비밀', null, '급비밀', 'ko', 'kr', 3],
  ['Ⅲ급비밀', null, '급비밀', 'ko', 'kr', 2],
  ['대외비', null, '대외비', 'ko', 'kr', 1],
];

export const westernMark = (random: Random): Mark => marked(random.pick(WESTERN), 'latin');
export const corporateMark = (random: Random): Mark => marked(random.pick(CORPORATE), 'latin');
export const russianMark = (random: Random): Mark => marked(random.pick(RUSSIAN), 'cyrillic');
export const japaneseMark = (random: Random): Mark => marked(random.pick(JAPANESE), 'kana');
export const koreanMark = (random: Random): Mark => marked(random.pick(KOREAN), 'hangul');

/** One of a language, for layouts that belong to it. */
export function markOf(random: Random, language: Language, fits: (mark: Mark) => boolean = () => true): Mark {
  const rows = WESTERN.filter((row) => row[3] === language).map((row) => marked(row, 'latin'));
  return random.pick(rows.filter(fits));
}

/** A mark with portion marks, for pages that carry nothing else. */
export const portionMark = (random: Random): Mark =>
  marked(random.pick(WESTERN.filter((row) => row[1]?.includes('//'))), 'latin');

const CHINESE = [
  ['绝密', 4],
  ['机密', 3],
  ['秘密', 2],
] as const;

/** `★` with or without a term, the forms of the state's rules. */
export function chineseMark(random: Random): Mark {
  const [level, rank] = random.pick(CHINESE);
  const term = random.pick(['★10年', '★20年', '★', '★5年', '★长期', '★6个月', '★公布前']);
  return marked([`${level}${term}`, null, level, 'zh', 'cn', rank], 'han');
}

/** Below the state's levels, and a company's own. */
export const chineseInternalMark = (random: Random): Mark =>
  marked(
    random.pick<Row>([
      ['工作秘密', null, '工作秘密', 'zh', 'cn-work', 1],
      ['内部资料 注意保存', null, '内部资料', 'zh', 'cn-work', 1],
      ['核心商密★长期', null, '核心商密', 'zh', 'corp', 3],
    ]),
    'han',
  );

export const taiwaneseMark = (random: Random): Mark =>
  marked(
    random.pick<Row>([
      ['極機密', null, '極機密', 'zh-tw', 'tw', 3],
      ['密等及解密條件或保密期限：密', null, '密等及解密條件', 'zh-tw', 'tw', 1],
    ]),
    'han',
  );

function marked([banner, portion, level, language, regimes, rank]: Row, script: Script): Mark {
  return { banner, portion, level, language, regimes: regimes.split(' '), rank, script };
}
