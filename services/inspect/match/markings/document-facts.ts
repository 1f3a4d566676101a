import type { Line } from './document-lines.ts';
import type { Details } from './mark.ts';

const LONGEST_VALUE = 120;
/** Facts stand near the mark: on first pages and at the end, not in the thousandth line. */
const LINES = 400;

const FIELDS: ReadonlyArray<readonly [key: string, label: RegExp]> = [
  ['classifiedBy', /(?:DERIVATIVELY )?CLASSIFIED BY: ?/],
  ['derivedFrom', /DERIVED FROM: ?/],
  ['reason', /(?:CLASSIFICATION )?REASONS?: ?(?=1\.[45])/],
  ['downgradeTo', /DOWNGRADE TO: ?/],
  ['declassify', /DECLASSIFY ON: ?|DECL(?:ASSIFY)?: ?|DATE D'ECHEANCE ?: ?|A DECLASSIFIER LE ?:? ?/],
];
const COPY =
  /(?:\bCOPY|\bEXEMPLAIRE|\bAUSFERTIGUNG|\bЭКЗ|\bПРИМ|\bEGZ|\bEJEMPLAR|\bCOPIA|\bEKS|\bEX|\bVYTISK|\bVYTLACOK)\b\.? ?(?:NO|NR|N|NUMBER|№|#)?[.°º]{0,2} ?(\d{1,4})(?: ?(?:OF|VON|DE|SUR|Z|\/) ?(\d{1,4}))?/;
const ORDINAL_COPY = /\b(\d{1,3})\. AUSFERTIGUNG(?: VON (\d{1,3}))?/;
const KOREAN_COPY = /사본번호 ?:? ?(\d{1,3}) ?\/ ?(\d{1,3})/;
const SERIAL = /^(?:份号 ?: ?)?(\d{6})$/;
const CHINESE_NUMBER = /[\u4e00-\u9fff]{1,12}[〔[﹝(](?:19|20)\d{2}[〕\]﹞)]\d{1,5}号/;
const REFERENCES = [
  /\bTGB\.?-?NR\.? ?[\d/A-Z.-]{1,24}/,
  /ИНВ\. ?№ ?[\dА-Я/-]{1,16}/,
  /(?:OUR REF|FILE NO|DOCUMENT NO|REG\. ?NO|SERIAL NO|REF)[.:]+ ?[A-Z0-9][A-Z0-9/.-]*/,
  /\b(?:PF|Z|00|0)-\d{1,4}\/\d{2,4}\b/,
];
const ENDING = /DIE EINSTUFUNG ENDET MIT ABLAUF DES JAHRES (\d{4})/;
const TAIWAN_UNTIL = /民國(\d{2,3})年(\d{1,2})月(\d{1,2})日(?:解密|止)/;

/**
 * What a marked document says about its marking elsewhere on the page: the authority block, copy and document numbers.
 * Read only when there is a mark; values are cut short and stay inside the inspector with the rest of `details`.
 */
export function readFacts(lines: readonly Line[]): Details {
  const facts: Record<string, unknown> = {};
  const keep = (key: string, value: unknown): void => {
    if (facts[key] === undefined && value !== null) facts[key] = value;
  };
  for (const line of lines.slice(0, LINES)) {
    for (const [key, label] of FIELDS) {
      const match = label.exec(line.folded);
      if (!match) continue;
      const value = line.text
        .slice(match.index + match[0].length)
        .trim()
        .slice(0, LONGEST_VALUE);
      if (value === '') continue;
      if (key === 'declassify') keep('declassifyOn', declassifyOn(value));
      else if (key === 'reason') keep('reason', value.match(/1\.[45] ?\(?[a-h]\)?/gi) ?? [value]);
      else keep(key, value);
    }
    keep('copyNumber', copyOf(line.folded));
    keep('serialNumber', SERIAL.exec(line.folded.trim())?.[1] ?? null);
    keep('documentNumber', numberOf(line.folded));
    const ending = ENDING.exec(line.folded);
    if (ending) keep('declassifyOn', { kind: 'date', value: `${ending[1]}-12-31` });
    const until = TAIWAN_UNTIL.exec(line.folded);
    if (until)
      keep('declassifyOn', { kind: 'date', value: dateOf(Number(until[1]) + 1911, until[2], until[3]) });
  }
  return facts;
}

/** Whether a declassification date lies before `nowMs`. It is shown and never lowers the rank: EO 13526 derivatives keep their level. */
export function isExpired(details: Details, nowMs: number): boolean {
  if (typeof details.termEnds === 'string' && Date.parse(details.termEnds) < nowMs) return true;
  const value = details.declassifyOn;
  if (typeof value !== 'object' || value === null || !('value' in value) || typeof value.value !== 'string')
    return false;
  const digits = /(\d{4})\D?(\d{2})?\D?(\d{2})?/.exec(value.value);
  if (!digits) return false;
  return Date.UTC(Number(digits[1]), Number(digits[2] ?? 12) - 1, Number(digits[3] ?? 28)) < nowMs;
}

/** ICRM E.1–E.6: a date, an exemption with or without one, an event, or a retired instruction. */
export function declassifyOn(value: string): Details {
  const text = value.trim();
  const exemption = /^((?:25|50|75)X\d?(?:-(?:HUM|WMD|human))?)(?:, ?(.*))?$/i.exec(text);
  if (exemption) return { kind: 'exemption', value: exemption[1], until: exemption[2] ?? null };
  const compact = /^(\d{4})(\d{2})(\d{2})\b/.exec(text);
  if (compact) return { kind: 'date', value: `${compact[1]}-${compact[2]}-${compact[3]}` };
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  if (american) return { kind: 'date', value: dateOf(Number(american[3]), american[1], american[2]) };
  if (/^(?:OADR|X[1-8]|MR|MANUAL REVIEW|DNI ONLY|DCI ONLY|SOURCE MARKED)/i.test(text))
    return { kind: 'retired', value: text };
  if (/^N\/A/i.test(text)) return { kind: 'none', value: text };
  return /\d{4}/.test(text) && !/\p{L}{5,}/u.test(text)
    ? { kind: 'date', value: text }
    : { kind: 'event', value: text };
}

function copyOf(folded: string): Details | null {
  const match = ORDINAL_COPY.exec(folded) ?? KOREAN_COPY.exec(folded) ?? COPY.exec(folded);
  if (!match) return null;
  return { number: Number(match[1]), of: match[2] === undefined ? null : Number(match[2]) };
}

function numberOf(folded: string): string | null {
  const chinese = CHINESE_NUMBER.exec(folded);
  if (chinese) return chinese[0];
  for (const pattern of REFERENCES) {
    const match = pattern.exec(folded);
    if (match) return match[0];
  }
  return null;
}

function dateOf(year: number, month: string | undefined, day: string | undefined): string {
  return `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
}
