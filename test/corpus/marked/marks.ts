import type { Language } from '../prose.ts';
import type { Random } from '../random.ts';

export interface Mark {
  readonly banner: string;
  /** Begins paragraphs, where the regime has portion marks. */
  readonly portion: string | null;
  readonly level: string;
  readonly language: Language;
}

const WESTERN: readonly Mark[] = [
  { banner: 'SECRET//NOFORN', portion: '(S//NF)', level: 'SECRET', language: 'en' },
  { banner: 'TOP SECRET//SI//NOFORN', portion: '(TS//SI//NF)', level: 'TOP SECRET', language: 'en' },
  { banner: 'CONFIDENTIAL//REL TO USA, GBR', portion: '(C//REL)', level: 'CONFIDENTIAL', language: 'en' },
  { banner: 'SECRET', portion: '(S)', level: 'SECRET', language: 'en' },
  { banner: 'NATO SECRET', portion: '(NS)', level: 'NATO SECRET', language: 'en' },
  { banner: 'NATO RESTRICTED', portion: null, level: 'NATO RESTRICTED', language: 'en' },
  { banner: 'COSMIC TOP SECRET', portion: null, level: 'COSMIC TOP SECRET', language: 'en' },
  { banner: 'UK SECRET', portion: null, level: 'SECRET', language: 'en' },
  { banner: 'OFFICIAL-SENSITIVE', portion: null, level: 'SENSITIVE', language: 'en' },
  { banner: 'RESTREINT UE/EU RESTRICTED', portion: null, level: 'RESTRICTED', language: 'fr' },
  { banner: 'SECRET UE/EU SECRET', portion: null, level: 'SECRET', language: 'fr' },
  { banner: 'DIFFUSION RESTREINTE', portion: null, level: 'DIFFUSION RESTREINTE', language: 'fr' },
  { banner: 'VS – NUR FÜR DEN DIENSTGEBRAUCH', portion: null, level: 'DIENSTGEBRAUCH', language: 'de' },
  { banner: 'VS-VERTRAULICH', portion: null, level: 'VERTRAULICH', language: 'de' },
  { banner: 'GEHEIM', portion: null, level: 'GEHEIM', language: 'de' },
  { banner: 'SECRETO', portion: null, level: 'SECRETO', language: 'es' },
  { banner: 'RISERVATISSIMO', portion: null, level: 'RISERVATISSIMO', language: 'it' },
  { banner: 'Stg. GEHEIM', portion: null, level: 'GEHEIM', language: 'nl' },
  { banner: 'TAJNE', portion: null, level: 'TAJNE', language: 'pl' },
];

const CHINESE: readonly string[] = ['绝密', '机密', '秘密'];

export function westernMark(random: Random): Mark {
  return random.pick(WESTERN);
}

/** `★` with or without a term, the forms of the state's rules. */
export function chineseMark(random: Random): Mark {
  const level = random.pick(CHINESE);
  const term = random.pick(['★10年', '★20年', '★', '★5年', '★长期']);
  return { banner: `${level}${term}`, portion: null, level, language: 'zh' };
}
