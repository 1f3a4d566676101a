/**
 * What the levels that an examiner wrote out are worth, by the reference's tables (32 CFR 2001, 2013/488/EU Appendix B, the states'
 * own laws; companies' words by custom): never by what this product makes of them.
 */
const RANKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  us: [[], ['CONFIDENTIAL'], ['SECRET'], ['TOP SECRET']],
  'us-cui': [['CUI', 'FOR OFFICIAL USE ONLY']],
  nato: [['NATO RESTRICTED'], ['NATO CONFIDENTIAL'], ['NATO SECRET'], ['COSMIC TOP SECRET']],
  eu: [
    ['RESTREINT UE/EU RESTRICTED', 'LIMITE'],
    ['CONFIDENTIEL UE/EU CONFIDENTIAL'],
    ['SECRET UE/EU SECRET'],
    ['TRÈS SECRET UE/EU TOP SECRET'],
  ],
  de: [['VS-NUR FÜR DEN DIENSTGEBRAUCH'], ['VS-VERTRAULICH'], ['GEHEIM'], ['STRENG GEHEIM']],
  fr: [['DIFFUSION RESTREINTE'], ['CONFIDENTIEL DÉFENSE'], ['SECRET DÉFENSE', 'SECRET'], ['TRÈS SECRET']],
  uk: [['OFFICIAL-SENSITIVE', 'RESTRICTED'], ['CONFIDENTIAL'], ['SECRET'], ['TOP SECRET']],
  ca: [['PROTECTED A'], ['PROTECTED B'], ['SECRET', 'PROTECTED C']],
  au: [['OFFICIAL: Sensitive'], ['PROTECTED'], ['SECRET']],
  nz: [['IN-CONFIDENCE', 'SENSITIVE', 'RESTRICTED']],
  cn: [[], ['秘密'], ['机密'], ['绝密']],
  'cn-work': [['工作秘密', '内部资料 注意保存']],
  tw: [['密'], ['機密'], ['極機密'], ['絕對機密']],
  hk: [['RESTRICTED'], ['CONFIDENTIAL']],
  mo: [[], ['CONFIDENCIAL']],
  jp: [['取扱注意'], ['秘'], ['極秘', '特定秘密']],
  kr: [['대외비'], ['Ⅲ급비밀'], ['Ⅱ급비밀'], ['Ⅰ급비밀']],
  ru: [
    ['Для служебного пользования', 'ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ'],
    ['Секретно', 'СЕКРЕТНО'],
    ['Совершенно секретно', 'СОВЕРШЕННО СЕКРЕТНО'],
    ['Особой важности', 'ОСОБОЙ ВАЖНОСТИ'],
  ],
  ua: [
    ['Для службового користування', 'ДЛЯ СЛУЖБОВОГО КОРИСТУВАННЯ'],
    ['Таємно', 'ТАЄМНО'],
    ['Цілком таємно'],
  ],
  pl: [['Zastrzeżone', 'ZASTRZEŻONE'], [], ['Tajne', 'TAJNE']],
  nl: [['Dep. VERTROUWELIJK'], [], ['Stg. GEHEIM']],
  es: [['DIFUSIÓN LIMITADA'], [], ['RESERVADO']],
  pt: [[], ['CONFIDENCIAL']],
  it: [['RISERVATO'], ['RISERVATISSIMO']],
  at: [['EINGESCHRÄNKT']],
  ch: [[], ['VERTRAULICH']],
  dk: [['TIL TJENESTEBRUG']],
  fi: [['KÄYTTÖ RAJOITETTU']],
  cz: [['VYHRAZENÉ']],
  hu: [[], [], ['Titkos!']],
  ro: [['SECRET DE SERVICIU']],
  gr: [[], ['ΕΜΠΙΣΤΕΥΤΙΚΟ']],
  bg: [[], ['ПОВЕРИТЕЛНО']],
  tr: [['HİZMETE ÖZEL']],
  se: [[], [], ['HEMLIG']],
  in: [[], ['CONFIDENTIAL'], ['SECRET']],
  il: [[], [], ['סודי']],
  br: [['RESERVADO'], [], ['SECRETO']],
  no: [['BEGRENSET'], ['KONFIDENSIELT']],
  tlp: [
    ['TLP:AMBER', 'TLP:GREEN'],
    ['TLP:RED', 'TLP:AMBER+STRICT'],
  ],
  corp: [
    ['INTERNAL USE ONLY'],
    [
      'CONFIDENTIEL',
      'COMPANY CONFIDENTIAL',
      'Confidential',
      'VERTRAULICH',
      'C3',
      '商业机密',
      '社外秘',
      '普通商密',
    ],
    ['STRICTLY CONFIDENTIAL', 'STRENG VERTRAULICH', 'Highly Confidential', 'Company Restricted', '核心商密'],
  ],
};

/** Throws where the reference was not asked about the level: a typo must not pass for a rank. */
export function rankOfLevel(regime: string, level: string): number {
  const rank = (RANKS[regime] ?? []).findIndex((levels) => levels.includes(level)) + 1;
  if (rank === 0) throw new RangeError(`Expected a level of ${regime} in examiner-levels.ts, got "${level}"`);
  return rank;
}
