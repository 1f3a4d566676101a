import type { Line } from './document-lines.ts';

/** Letterheads stand at the top; the authority behind `Controlled by:` anywhere on the first page. */
const LINES = 40;
const LONGEST = 80;

const FIELD =
  /^(?:CONTROLLED BY|ISSUED BY|ISSUING (?:UNIT|AUTHORITY|OFFICE)|ORIGINATOR|FROM|VON|ORIGINE|制发单位|发文单位|发文机关|定密单位|作成部局|発行元|발신) ?: ?/;
const HAN_UNIT =
  /^\s*(\p{Script=Han}{2,24}(?:人民政府|办公厅|办公室|委员会|司令部|参谋部|政治部|研究所|研究院|党委|党组|公安厅|公安局|国防部|國防部|行政院|外交部|防衛省|外務省|警察庁|内閣官房|省|部|局|厅|署))(?:文件| ?函| ?令)?\s*$/u;
const KOREAN_UNIT = /^\s*([\uac00-\ud7a3 ]{1,16}(?:부|본부|사령부|청|원|처|국))\s*$/;
const UNIT =
  /^\s*(?:(?:THE|REPUBLIC OF [A-Z ]{2,30}) )?(?:MINISTRY|DEPARTMENT|OFFICE OF|HEADQUARTERS|HQ|EMBASSY|DIRECTORATE|JOINT STAFF|COMMAND|AGENCY|BUREAU|BUNDESMINISTERIUM|BUNDESAMT|AUSWARTIGES AMT|GENERALSTAB|MINISTERE|ETAT-MAJOR|SECRETARIAT GENERAL|MINISTERIO|ESTADO MAYOR|MINISTERO|STATO MAGGIORE|MINISTERSTWO|MINISTERSTVO|MINISTERUL|MINISTARSTVO|FORSVARSDEPARTEMENTET|FORSVARSMINISTERIET|FORSVARSMAKTEN|МИНИСТЕРСТВО|ШТАБ|ГЕНЕРАЛЬНЫИ ШТАБ|МІНІСТЕРСТВО)(?![\p{L}])[^.;:!?]*$/u;

/** Whose letterhead or designation block the paper carries, as printed; null when none is seen. Stays inside the inspector. */
export function issuingUnit(lines: readonly Line[]): string | null {
  for (const { text, folded } of lines.slice(0, LINES)) {
    if (text.length > 2 * LONGEST) continue;
    const field = FIELD.exec(folded);
    const value = field ? text.slice(field[0].length).trim() : '';
    if (value !== '' && !value.includes('@')) return value.slice(0, LONGEST);
    const cjk = HAN_UNIT.exec(text) ?? KOREAN_UNIT.exec(text);
    if (cjk?.[1]) return cjk[1].trim();
    if (UNIT.test(folded) && text.length <= LONGEST) return text.trim();
  }
  return null;
}
