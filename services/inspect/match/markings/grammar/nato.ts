import type { Line } from '../document-lines.ts';
import type { Evidence, LevelRule, Reading, Span } from '../mark.ts';
import type { Grammar } from './grammar.ts';
import { PORTION_LEAD } from './portion-forms.ts';

const PORTIONS: Readonly<Record<string, string>> = {
  CTS: 'COSMIC TOP SECRET',
  NS: 'NATO SECRET',
  NC: 'NATO CONFIDENTIAL',
  NR: 'NATO RESTRICTED',
  NU: 'NATO UNCLASSIFIED',
};
const CAVEAT =
  /[ \t]{0,3}(?:\/{1,2}|-|,|)[ \t]{0,3}(ATOMAL|BOHEMIA|BALK|CRYPTO|EXCLUSIVE|(?:RELEASABLE TO|REL TO|REL|RELEASABLE FOR) [A-Z][A-Z ,/]{1,80}|[A-Z]{2,10}(?:[, ]{1,2}[A-Z]{2,10}){0,6} ONLY)(?![A-Z])/y;
const PORTION = /\((CTS|NS|NC|NR|NU)(-A|-B|-ATOMAL|-BOHEMIA)?((?:\/\/?[A-Z ,/]{2,60})?)\)/y;

/** NATO levels with ATOMAL, releasability and portions. */
export function createNatoGrammar(): Grammar {
  return {
    name: 'nato',
    anchors: ['(CTS', '(NS', '(NC', '(NR', '(NU'],
    readLevel(line, span, rule) {
      let at = span.end;
      const controls: string[] = [];
      for (let entry = 0; entry < 6; entry += 1) {
        CAVEAT.lastIndex = at;
        const match = CAVEAT.exec(line.folded);
        if (!match) break;
        controls.push((match[1] ?? '').trim());
        at += match[0].length;
      }
      if (controls.length === 0 || /[a-z]{2}/.test(line.text.slice(span.start, span.end))) return null;
      const releasable = controls.filter((control) => control.startsWith('REL'));
      return {
        start: span.start,
        end: at,
        level: span,
        rule,
        strong: true,
        evidence: [{ code: 'nato-caveat', weight: 4 }],
        form: 'banner',
        details: {
          controls,
          ...(releasable.length > 0 ? { releasableTo: releasable.flatMap((text) => namesOf(text)) } : {}),
        },
      };
    },
    readAnchor: portion,
  };
}

function portion(line: Line, span: Span, rules: readonly LevelRule[]): Reading | null {
  PORTION.lastIndex = span.start;
  const match = PORTION.exec(line.folded);
  const short = match?.[1] ?? '';
  const rule = rules.find((one) => one.level === PORTIONS[short]);
  if (!match || !rule || /[a-z]/.test(line.text.slice(span.start, span.start + match[0].length))) return null;
  const leads = PORTION_LEAD.test(line.folded.slice(0, span.start));
  const told = match[2] !== undefined || match[3] !== '';
  const evidence: Evidence[] = told
    ? [{ code: 'portion-grammar', weight: leads ? 4 : 2 }]
    : [{ code: leads ? 'bare-portion' : 'portion-in-text', weight: leads ? 0.5 : -3 }];
  return {
    start: span.start,
    end: span.start + match[0].length,
    level: { start: span.start + 1, end: span.start + 1 + short.length },
    rule,
    strong: told,
    evidence,
    form: 'portion',
    details: match[2] === undefined ? {} : { controls: [match[2].startsWith('-B') ? 'BOHEMIA' : 'ATOMAL'] },
  };
}

function namesOf(text: string): string[] {
  return text
    .replace(/^REL[A-Z]*(?: TO| FOR)? /, '')
    .split(/\s*(?:,|\/| AND )\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
