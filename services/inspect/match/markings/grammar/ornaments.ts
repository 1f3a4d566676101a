/**
 * What may stand beside a mark on its line without making it a sentence: page and copy numbers, dates, frames.
 * All patterns are over folded text (upper case, no accents).
 */
const PAGE =
  /(?<![\p{L}\d])(?:PAGE|PAG|PG|SEITE|PAGINA|STRONA|STRANA|STRANKA|SIDE|SIDA|SIVU|SAYFA|LAPA|OLDAL|СТР|ЛИСТ|P)(?!\p{L})\.? ?\d{1,4}(?: ?(?:OF|VON|DE|DI|SUR|Z|AV|IZ|ИЗ|\/) ?\d{1,4})?/gu;
const COPY =
  /(?<![\p{L}\d])(?:COPY|COPIES|EXEMPLAR|EXEMPLAIRE|EXPL|AUSFERTIGUNG|ЭКЗЕМПЛЯР|ЭКЗ|ПРИМ|ПРИМІРНИК|EGZ|EGZEMPLARZ|EJEMPLAR|COPIA|EKSEMPLAR|EKS|EX|KAPPALE|VYTISK|VYTLACOK|PELDANY|SERIES|COPIE)(?!\p{L})\.? ?(?:NO|NR|N|NUMBER|NUM|№|#)?[.°ºO]{0,2} ?(?:\d{1,4}|ЕДИНСТВЕННЫЙ|POJEDYNCZY)(?: ?(?:OF|VON|DE|SUR|Z|AV|\/) ?\d{1,4})?(?: (?:COPIES|ЭКЗ))?/gu;
const CJK_PAGE =
  /第 ?\d{1,4} ?[页頁]|共 ?\d{1,4} ?[页頁]|사본번호 ?:? ?\d{1,3} ?\/ ?\d{1,3}|共\d+份|第\d+份/g;
const DATE =
  /\b\d{1,2} (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} \d{2,4}\b|\b(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER) \d{1,2}, \d{4}\b/g;
const PARENTHESES = /\([^()]*\)/g;
const LEGAL_BASIS = /期限|有效|令和|平成|§|ПЕРЕЧ|KAP|LOVEN|LAGEN|LAKI|ACT|LOI|WET|GESETZ|ART/;
const LEGAL = /\bAMTLICH GEHEIM ?GEHALTEN\b|\b(?:IHT|JF)\b\.? SIKKERHETSLOV[A-Z]{0,12}/g;
/** `enligt 15 kap. 2 § offentlighets- och sekretesslagen`: the section and all behind it. */
const SECTION_LEAD = /\b(?:IHT|JF|ENLIGT|ENL)\b/;
const CJK_TERM =
  /(?:(?:保密)?期限[:：]? ?)?(?:令和|平成|昭和|民國|民国)? ?(?:\d{1,4}|[一二三四五六七八九十]{1,3}) ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?(?:まで|限り|迄|止|까지)?|\d{1,3} ?(?:个月|個月|か月|ヶ月)|(?<=[★▲• ])[长長] ?期|第 ?[\d〇一二三四五六七八九十]{1,5} ?[号號]|\d{1,4}년|[無无]期限/g;
/** The abbreviation that follows its own words: FOR OFFICIAL USE ONLY (FOUO). */
const ABBREVIATION = /\((?:FOUO|SBU|LES|SSI|PCII|CUI|UCNI|TS|NP|DR|DSK|ДСК|ДСП|VS-NFD|O-S|CTS|NS|NC|NR)\)$/g;
/** What is said of handling beside a mark. */
const HANDLING =
  /(?:请勿|严禁|不得|切勿|禁止)(?:外传|复制|外泄|外流|扩散|传播)|(?:部外者)?(?:閲覧|複製|持ち出し)(?:を)?禁止|注意(?:保密|保存|保管)|妥善保管|阅后(?:收回|即焚)|複製禁止|複写禁止|無断(?:複製|転載)禁止|転載禁止|持出禁止|要回収|取扱注意|복사금지|무단복제금지|열람후파기|DO NOT (?:DISTRIBUTE|FORWARD|COPY|SHARE|CIRCULATE|DUPLICATE|REPRODUCE)|NOT FOR (?:DISTRIBUTION|CIRCULATION|PUBLICATION|RELEASE)|NICHT (?:WEITERGEBEN|WEITERLEITEN|KOPIEREN)|NE PAS (?:DIFFUSER|COPIER|REPRODUIRE)|НЕ КОПИРОВАТЬ|СНЯТИЕ КОПИЙ ЗАПРЕЩЕНО/g;
const INVENTORY =
  /(?<!\p{L})(?:ИНВ|ІНВ|INV|INW|REG|TGB|EVID)\.?[ -]?(?:№|N|NR|NO)?\.? ?\d{1,8}(?:[/-]\d{1,6})?\p{L}{0,3}(?!\p{L})/gu;
const NUMBERS = /(?:№|#|\bNR?\.)? ?\d[\d./:,-]*/g;

/** The same length: what is taken out becomes spaces, so that places stay. */
export function withoutOrnaments(folded: string): string {
  const bare = withoutSection(folded).replace(PARENTHESES, (match) =>
    LEGAL_BASIS.test(match) ? ' '.repeat(match.length) : match,
  );
  return [LEGAL, ABBREVIATION, HANDLING, PAGE, COPY, CJK_PAGE, CJK_TERM, DATE, INVENTORY, NUMBERS].reduce(
    (text, pattern) => text.replace(pattern, (match) => ' '.repeat(match.length)),
    bare,
  );
}

function withoutSection(folded: string): string {
  const lead = folded.includes('§') ? SECTION_LEAD.exec(folded) : null;
  if (!lead || lead.index > folded.lastIndexOf('§')) return folded;
  return folded.slice(0, lead.index).padEnd(folded.length);
}

/** Words left over: runs of letters; a run of Han or kana counts as one word for every two characters. */
export function wordCount(folded: string): number {
  let count = 0;
  for (const [word] of folded.matchAll(/[\p{L}\p{M}]+/gu)) {
    count += /[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(word) ? Math.ceil(word.length / 2) : 1;
  }
  return count;
}
