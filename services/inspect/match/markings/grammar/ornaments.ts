/**
 * What may stand beside a mark on its line without making it a sentence: page and copy numbers, dates, frames.
 * All patterns are over folded text (upper case, no accents).
 */
const PAGE =
  /\b(?:PAGE|PAG|PG|SEITE|PAGINA|STRONA|STRANA|STRANKA|SIDE|SIDA|SIVU|SAYFA|LAPA|OLDAL|СТР|ЛИСТ|P)\b\.? ?\d{1,4}(?: ?(?:OF|VON|DE|DI|SUR|Z|AV|IZ|ИЗ|\/) ?\d{1,4})?/g;
const COPY =
  /\b(?:COPY|COPIES|EXEMPLAR|EXEMPLAIRE|EXPL|AUSFERTIGUNG|ЭКЗЕМПЛЯР|ЭКЗ|ПРИМ|ПРИМІРНИК|EGZ|EGZEMPLARZ|EJEMPLAR|COPIA|EKSEMPLAR|EKS|EX|KAPPALE|VYTISK|VYTLACOK|PELDANY|SERIES|COPIE)\b\.? ?(?:NO|NR|N|NUMBER|NUM|№|#)?[.°ºO]{0,2} ?(?:\d{1,4}|ЕДИНСТВЕННЫЙ|POJEDYNCZY)(?: ?(?:OF|VON|DE|SUR|Z|AV|\/) ?\d{1,4})?(?: (?:COPIES|ЭКЗ))?/g;
const CJK_PAGE =
  /第 ?\d{1,4} ?[页頁]|共 ?\d{1,4} ?[页頁]|사본번호 ?:? ?\d{1,3} ?\/ ?\d{1,3}|共\d+份|第\d+份/g;
const DATE =
  /\b\d{1,2} (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} \d{2,4}\b|\b(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER) \d{1,2}, \d{4}\b/g;
const LEGAL =
  /\([^()]*(?:§|ПЕРЕЧ|KAP|LOVEN|LAGEN|LAKI|ACT|LOI|WET|GESETZ|ART)[^()]*\)|\bAMTLICH GEHEIM ?GEHALTEN\b|\b(?:IHT|JF|ENLIGT|ENL)\b\.? [^()§]*§[^()]*|\b(?:IHT|JF)\b\.? SIKKERHETSLOV[A-Z]*/g;
const NUMBERS = /(?:№|#|\bNR?\.)? ?\d[\d./:,-]*/g;

/** The same length: what is taken out becomes spaces, so that places stay. */
export function withoutOrnaments(folded: string): string {
  return [LEGAL, PAGE, COPY, CJK_PAGE, DATE, NUMBERS].reduce(
    (text, pattern) => text.replace(pattern, (match) => ' '.repeat(match.length)),
    folded,
  );
}

/** Words left over: runs of letters; a run of Han or kana counts as one word for every two characters. */
export function wordCount(folded: string): number {
  let count = 0;
  for (const [word] of folded.matchAll(/[\p{L}\p{M}]+/gu)) {
    count += /[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(word) ? Math.ceil(word.length / 2) : 1;
  }
  return count;
}
