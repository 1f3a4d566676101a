import type { Line } from './document-lines.ts';

/** Enough of a document to tell its language by. */
const LINES = 60;

/** Folded words that are frequent in one language and rare in its neighbours. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'THE AND OF TO IN IS FOR THAT WITH THIS WILL BE ARE FROM BY',
  de: 'DER DIE DAS UND IST NICHT MIT FUR VON DEN DEM EIN EINE WIRD SIND AUF IM ZUR ZUM BEI NACH DES',
  nl: 'HET EEN VAN EN DE IS NIET OP MET VOOR DAT ZIJN DOOR WORDT TE AAN BIJ',
  fr: 'LE LA LES DES ET EST UNE DU DANS POUR SUR PAR AU AUX QUE QUI CE PAS NE',
  es: 'EL LOS LAS DEL UNA QUE POR CON PARA SE ES EN AL SU COMO Y MINISTERIO DEFENSA',
  pt: 'O OS AS DO DA DOS DAS UMA NAO COM PARA EM AO SE E NO NA PELO PELA UM FOI MINISTERIO DEFESA',
  it: 'IL LO GLI DEL DELLA DI CHE UNA PER CON NON SONO DEI NEL ALLA LA E',
  pl: 'I W NA Z SIE JEST NIE DO OD PRZEZ ORAZ DLA ZE O MINISTERSTWO',
  cs: 'A JE NA SE V ZE PRO BY DO S ZA CESKE REPUBLIKY MINISTERSTVO OBRANY JSOU PODLE',
  sk: 'A JE NA SA V ZE PRE BY DO S ZA SLOVENSKEJ REPUBLIKY MINISTERSTVO OBRANY SU PODLA',
  hr: 'I JE U NA SE DA ZA SU OD S MINISTARSTVO OBRANE REPUBLIKE HRVATSKE KOJI',
  sl: 'IN JE V NA SE DA ZA SO OD S MINISTRSTVO OBRAMBO REPUBLIKE SLOVENIJE KI',
  sv: 'OCH ATT DET SOM EN PA AR AV FOR MED TILL DEN INTE ETT OM FORSVARSMAKTEN',
  no: 'OG DET SOM EN PA ER AV FOR MED TIL DEN IKKE ET OM FORSVARET NORSK',
  da: 'OG DET SOM EN PA ER AF FOR MED TIL DEN IKKE ET OM FORSVARET DANSK',
  fi: 'JA ON EI SE ETTA OVAT TAI MUKAAN KUIN MYOS SEKA PUOLUSTUSVOIMAT',
  hu: 'A AZ ES HOGY NEM IS EGY ALAPJAN SZERINT VAGY HONVEDELMI MINISZTERIUM',
  ro: 'SI IN DE LA CU PE ESTE SA CARE DIN PENTRU A AL MINISTERUL APARARII',
  et: 'JA ON EI ET SEE OMA VOI NING KUI KAITSEMINISTEERIUM',
  lv: 'UN IR NO AR PAR LAI KA UZ AIZSARDZIBAS MINISTRIJA',
  lt: 'IR YRA KAD SU UZ IS DEL APSAUGOS MINISTERIJA KRASTO',
  tr: 'VE BIR BU ILE ICIN OLARAK DA DE MILLI SAVUNMA BAKANLIGI',
  is: 'OG ER AD I A SEM VID FYRIR UTANRIKISRADUNEYTID',
  id: 'DAN YANG DI DENGAN UNTUK DARI PADA INI ADALAH KEMENTERIAN PERTAHANAN',
  ms: 'DAN YANG DI DENGAN UNTUK DARIPADA INI ADALAH KEMENTERIAN PERTAHANAN MALAYSIA KERAJAAN',
  vi: 'VA CUA LA CAC CHO DUOC TRONG NGAY BO QUOC PHONG',
  ru: 'И В НА С ПО ДЛЯ НЕ ЧТО ОТ К ИЗ ОБ ПРИ ЭТО РОССИИСКОИ ФЕДЕРАЦИИ МИНИСТЕРСТВО',
  uk: 'І В НА З ПО ДЛЯ НЕ ЩО ВІД ДО ТА ПРО ПРИ ЦЕ УКРАІНИ МІНІСТЕРСТВО',
  bg: 'И НА ЗА ОТ СЕ ДА С В ПО НЕ СА КЪМ КОЕТО ЧЕ РЕПУБЛИКА БЪЛГАРИЯ МИНИСТЕРСТВО',
  sr: 'И У НА СЕ ДА ЗА ОД СУ ЈЕ КОЈИ СРБИЈЕ МИНИСТАРСТВО ОДБРАНЕ РЕПУБЛИКЕ',
};

export type Languages = ReadonlyMap<string, number>;

/** Share (0–1) of each language among the words seen; scripts that belong to one language settle it. */
export function languagesOf(lines: readonly Line[]): Languages {
  const text = lines
    .slice(0, LINES)
    .map((line) => line.folded)
    .join('\n');
  const scripts = byScript(text);
  const words = new Set(text.split(/[^\p{L}]+/u).slice(0, 1500));
  const scores = new Map<string, number>(scripts);
  for (const [language, list] of Object.entries(WORDS)) {
    const frequent = list.split(' ');
    const seen = frequent.filter((word) => words.has(word)).length;
    if (seen >= 2) scores.set(language, (scores.get(language) ?? 0) + seen / frequent.length);
  }
  return scores;
}

function byScript(text: string): [string, number][] {
  const scores: [string, number][] = [];
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const kana = count(/[\u3041-\u30ff]/g);
  const hangul = count(/[\uac00-\ud7a3]/g);
  const han = count(/[\u4e00-\u9fff]/g);
  if (kana > 1) scores.push(['ja', 2]);
  if (hangul > 3) scores.push(['ko', 2]);
  // Old papers have no kana on their first page, yet an era.
  if (han > 0 && kana <= 1 && /(?:明治|大正|昭和|平成|令和)[元\d〇一二三四五六七八九十]/.test(text))
    scores.push(['ja', 2]);
  else if (han > 0 && kana <= 1) {
    const traditional = count(/[絕機國說關於會發號單後長實與學務總辦區電體點樣對時間檔應東書報來]/g);
    const simplified = count(/[绝机国说关于会发号单后长实与学务总办区电体点样对时间档应东书报来]/g);
    scores.push([traditional > simplified ? 'zh-hant' : 'zh', 1.5]);
  }
  if (count(/[ІЇЄҐ]/g) > 1) scores.push(['uk', 1.5]);
  else if (count(/[ЫЭ]/g) > 0) scores.push(['ru', 1.5]);
  else if (count(/[ЈЉЊЋЂЏ]/g) > 0) scores.push(['sr', 1.5]);
  else if (count(/[А-Я]Ъ[А-Я]/g) > 1) scores.push(['bg', 1]);
  return scores;
}
