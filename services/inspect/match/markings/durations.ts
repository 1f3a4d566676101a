import type { Line } from './document-lines.ts';
import type { Details, LevelRule } from './mark.ts';

/** Dates stand near the head and the foot of a paper. */
const LINES = 400;
const CHINESE_DATE = /(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/;
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const ENGLISH_DATE = /\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} (\d{4})\b/;
const AMERICAN_DATE = /\b(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} (\d{1,2}), (\d{4})\b/;
const ISO_DATE = /\b(\d{4})-(\d{2})-(\d{2})\b/;
/** Says that the date on its line is when the mark ends, not when the paper was written. */
const ENDING = /解密|DECLASS|ECHEANCE|★|UNTIL|EXPIRES|保密期限|EINSTUFUNG ENDET/;

/** The first date of the paper itself, `YYYY-MM-DD`; null when none is seen. Read only when there is a mark. */
export function documentDate(lines: readonly Line[]): string | null {
  for (const { folded } of lines.slice(0, LINES)) {
    if (ENDING.test(folded)) continue;
    const iso = ISO_DATE.exec(folded);
    if (iso) return dateOf(iso[1], iso[2], iso[3]);
    const chinese = CHINESE_DATE.exec(folded);
    if (chinese) return dateOf(chinese[1], chinese[2], chinese[3]);
    const english = ENGLISH_DATE.exec(folded);
    if (english) return dateOf(english[3], monthOf(english[2]), english[1]);
    const american = AMERICAN_DATE.exec(folded);
    if (american) return dateOf(american[3], monthOf(american[1]), american[2]);
  }
  return null;
}

/**
 * How long the mark holds: the term it states, or the one its regime sets where it states none (PRC 30, 20 and 10 years), and the
 * day it ends when the paper is dated. Says nothing of rank: a term that has run out lowers none.
 */
export function termFacts(rule: LevelRule | undefined, details: Details, dated: string | null): Details {
  const stated = statedTerm(details.term);
  const settled = details.term !== undefined || details.declassifyOn !== undefined;
  const years = rule?.defaultYears ?? null;
  const term = stated ?? (settled || years === null ? null : { years, months: 0, days: 0 });
  if (!term) return {};
  const ends = dated === null ? {} : { termEnds: endOf(dated, term) };
  return stated || years === null ? ends : { term: { kind: 'default', value: `${years} years` }, ...ends };
}

interface Term {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

const HAN_DIGITS = '零一二三四五六七八九';

function statedTerm(term: unknown): Term | null {
  if (typeof term !== 'object' || term === null || !('value' in term) || typeof term.value !== 'string')
    return null;
  const match = /^(\d{1,3}|[一二三四五六七八九十]{1,3})(年|个月|個月|月|天|日)/.exec(term.value);
  if (!match) return null;
  const count = numberOf(match[1] ?? '');
  const none = { years: 0, months: 0, days: 0 };
  if (match[2] === '年') return { ...none, years: count };
  return match[2] === '天' || match[2] === '日' ? { ...none, days: count } : { ...none, months: count };
}

/** 二十 is 20, 十 is 10, 十五 is 15. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : HAN_DIGITS.indexOf(tens ?? '')) * 10 : 0;
  return ten + Math.max(0, HAN_DIGITS.indexOf(ones === '' ? '零' : (ones ?? '零')));
}

function endOf(dated: string, { years, months, days }: Term): string {
  const [year = 0, month = 1, day = 1] = dated.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1 + months, day + days)).toISOString().slice(0, 10);
}

function monthOf(name: string | undefined): string {
  return String(MONTHS.indexOf(name ?? '') + 1);
}

function dateOf(year = '', month = '1', day = '1'): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
