/**
 * What the levels that an examiner wrote out are worth, by the reference's tables (32 CFR 2001, 2013/488/EU Appendix B, the states'
 * own laws; companies' words by custom): never by what this product makes of them.
 */
const RANKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  us: [[], ['CONFIDENTIAL'], ['SECRET'], ['TOP SECRET']],
  'us-cui': [
    ['CUI', 'FOUO', 'FOR OFFICIAL USE ONLY', 'LAW ENFORCEMENT SENSITIVE', 'SENSITIVE SECURITY INFORMATION'],
  ],
  nato: [
    ['NATO RESTRICTED', 'OTAN DIFFUSION RESTREINTE'],
    ['NATO CONFIDENTIAL', 'OTAN CONFIDENTIEL'],
    ['NATO SECRET'],
    ['COSMIC TOP SECRET'],
  ],
  eu: [
    ['RESTREINT UE/EU RESTRICTED', 'LIMITE'],
    ['CONFIDENTIEL UE/EU CONFIDENTIAL', 'CONFIDENTIEL UE'],
    ['SECRET UE/EU SECRET'],
    ['TRÈS SECRET UE/EU TOP SECRET'],
  ],
  de: [['VS-NUR FÜR DEN DIENSTGEBRAUCH'], ['VS-VERTRAULICH'], ['GEHEIM'], ['STRENG GEHEIM']],
  fr: [
    ['DIFFUSION RESTREINTE'],
    ['CONFIDENTIEL DÉFENSE'],
    ['SECRET DÉFENSE', 'SECRET'],
    ['TRÈS SECRET', 'TRÈS SECRET DÉFENSE'],
  ],
  uk: [['OFFICIAL-SENSITIVE', 'RESTRICTED'], ['CONFIDENTIAL'], ['SECRET'], ['TOP SECRET']],
  ca: [['PROTECTED A', 'PROTÉGÉ A'], ['PROTECTED B'], ['SECRET', 'PROTECTED C'], ['TOP SECRET']],
  au: [['OFFICIAL: Sensitive'], ['PROTECTED'], ['SECRET']],
  nz: [['IN-CONFIDENCE', 'SENSITIVE', 'RESTRICTED'], ['CONFIDENTIAL']],
  cn: [[], ['秘密'], ['机密'], ['绝密']],
  'cn-work': [['工作秘密', '内部资料', '内部资料 注意保存', '内部文件']],
  tw: [['密'], ['機密'], ['極機密'], ['絕對機密']],
  hk: [['RESTRICTED'], ['CONFIDENTIAL']],
  mo: [[], ['CONFIDENCIAL']],
  jp: [['取扱注意'], ['秘', '機密性3情報'], ['極秘', '特定秘密'], ['特定秘密(機密)']],
  kr: [['대외비'], ['Ⅲ급비밀'], ['Ⅱ급비밀', 'Ⅱ급군사비밀', '2급비밀'], ['Ⅰ급비밀']],
  ru: [
    ['Для служебного пользования', 'ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ', 'ДСП'],
    ['Секретно', 'СЕКРЕТНО'],
    ['Совершенно секретно', 'СОВЕРШЕННО СЕКРЕТНО'],
    ['Особой важности', 'ОСОБОЙ ВАЖНОСТИ'],
  ],
  ua: [
    ['Для службового користування', 'ДЛЯ СЛУЖБОВОГО КОРИСТУВАННЯ'],
    ['Таємно', 'ТАЄМНО'],
    ['Цілком таємно', 'ЦІЛКОМ ТАЄМНО'],
  ],
  pl: [
    ['Zastrzeżone', 'ZASTRZEŻONE'],
    ['Poufne', 'POUFNE'],
    ['Tajne', 'TAJNE'],
  ],
  nl: [['Dep. VERTROUWELIJK', 'DEPARTEMENTAAL VERTROUWELIJK'], ['Stg. CONFIDENTIEEL'], ['Stg. GEHEIM']],
  es: [['DIFUSIÓN LIMITADA'], [], ['RESERVADO'], ['SECRETO']],
  pt: [['RESERVADO'], ['CONFIDENCIAL'], ['SECRETO'], ['MUITO SECRETO']],
  it: [['RISERVATO'], ['RISERVATISSIMO'], ['SEGRETO']],
  at: [['EINGESCHRÄNKT'], ['VERTRAULICH']],
  ch: [['INTERN'], ['VERTRAULICH']],
  dk: [['TIL TJENESTEBRUG'], ['FORTROLIGT']],
  fi: [['KÄYTTÖ RAJOITETTU', 'TL IV KÄYTTÖ RAJOITETTU'], [], ['SALAINEN']],
  cz: [['VYHRAZENÉ', 'Vyhrazené'], ['DŮVĚRNÉ'], ['Tajné']],
  hu: [['Korlátozott terjesztésű!'], ['Bizalmas!'], ['Titkos!']],
  ro: [['SECRET DE SERVICIU', 'Secret de serviciu'], [], ['STRICT SECRET']],
  gr: [[], ['ΕΜΠΙΣΤΕΥΤΙΚΟ'], ['ΑΠΟΡΡΗΤΟ', 'Απόρρητο']],
  bg: [['За служебно ползване'], ['ПОВЕРИТЕЛНО', 'Поверително']],
  tr: [['HİZMETE ÖZEL'], [], ['GİZLİ']],
  be: [[], ['VERTROUWELIJK', 'CONFIDENTIEL'], ['Secret']],
  ee: [['PIIRATUD', 'Piiratud']],
  hr: [['OGRANIČENO'], ['POVJERLJIVO'], [], ['VRLO TAJNO']],
  is: [[], ['TRÚNAÐARMÁL']],
  rs: [[], [], ['СТРОГО ПОВЕРЉИВО', 'Строго поверљиво']],
  si: [['INTERNO'], ['ZAUPNO']],
  sk: [['VYHRADENÉ', 'Vyhradené'], ['Dôverné'], ['TAJNÉ']],
  my: [[], ['SULIT']],
  th: [[], ['ลับ'], ['ลับมาก']],
  vn: [[], ['MẬT'], ['TỐI MẬT']],
  un: [['UN RESTRICTED'], ['UN CONFIDENTIAL']],
  se: [['BEGRÄNSAT HEMLIG'], [], ['HEMLIG']],
  in: [['RESTRICTED'], ['CONFIDENTIAL', 'गोपनीय / CONFIDENTIAL'], ['SECRET']],
  il: [[], ['שמור'], ['סודי']],
  br: [['RESERVADO'], [], ['SECRETO']],
  no: [['BEGRENSET'], ['KONFIDENSIELT'], ['HEMMELIG']],
  tlp: [
    ['TLP:AMBER', 'TLP:GREEN'],
    ['TLP:RED', 'TLP:AMBER+STRICT'],
  ],
  corp: [
    ['INTERNAL USE ONLY'],
    [
      'CONFIDENTIAL',
      'PROPRIETARY',
      'RISERVATO',
      'КОММЕРЧЕСКАЯ ТАЙНА',
      '机密',
      'CONFIDENTIEL',
      'CONFIDENTIEL ENTREPRISE',
      'COMPANY CONFIDENTIAL',
      'Company Confidential',
      'Confidential',
      'VERTRAULICH',
      'C3',
      '商业机密',
      '社外秘',
      '대외비',
      '普通商密',
    ],
    [
      'STRICTLY CONFIDENTIAL',
      'STRENG VERTRAULICH',
      'Highly Confidential',
      'HIGHLY CONFIDENTIAL',
      'Company Restricted',
      '核心商密',
    ],
  ],
};

/** Where the examiner left open whose the mark is (`kr|corp`): its rank in each regime that has the level. */
export function ranksOfLevel(regimes: readonly string[], level: string): ReadonlyMap<string, number> {
  const known = regimes.filter((regime) => RANKS[regime]?.some((levels) => levels.includes(level)));
  return new Map(
    (known.length > 0 ? known : regimes).map((regime) => [regime, rankOfLevel(regime, level)] as const),
  );
}

/** Throws where the reference was not asked about the level: a typo must not pass for a rank. */
export function rankOfLevel(regime: string, level: string): number {
  const rank = (RANKS[regime] ?? []).findIndex((levels) => levels.includes(level)) + 1;
  if (rank === 0) throw new RangeError(`Expected a level of ${regime} in examiner-levels.ts, got "${level}"`);
  return rank;
}
