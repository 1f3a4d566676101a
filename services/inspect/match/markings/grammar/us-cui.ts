import type { Line } from '../document-lines.ts';
import type { LevelRule, Reading, Span } from '../mark.ts';
import type { Grammar } from './grammar.ts';
import { PORTION_LEAD } from './portion-forms.ts';

/** `CUI//SP-CTI/PRVCY//FEDCON` (CUI Marking Handbook v1.1). NOFORN in it does not make it classified. The I of a stencil is lost beside its slashes. */
const BANNER =
  /(?:CUI|CU(?=\/{1,2}SP-)|CONTROLLED)((?: ?\/{1,2} ?(?:SP-)?[A-Z][A-Z -]{1,24}(?:,? ?[A-Z]{3,4})*){1,8})/y;
const PORTION = /\(CUI((?:\/{1,2}[A-Z][A-Z ,/-]{1,60})?)\)/y;
const OLD_PORTION =
  /\((U\/{1,2})?((?:FOUO|SBU|LES|SSI|SBU-NF|LES-NF|LIMDIS|PROPIN|DSEN|UCNI|DCNI)(?:\/{1,2}[A-Z]{2,8}){0,3})\)/y;

export function createCuiGrammar(): Grammar {
  return {
    name: 'us-cui',
    anchors: ['(CUI', 'CU//SP-', 'CU/SP-', 'CONTROLLED//', '(U', '(FOUO', '(SBU', '(LES', '(SSI'],
    readLevel: (line, span, rule) =>
      line.folded.startsWith('CUI', span.start) ? banner(line, span, rule) : null,
    readAnchor(line, span, rules) {
      const [cui] = rules;
      if (!cui) return null;
      if (line.folded.startsWith('(CUI', span.start)) return portion(line, span, cui);
      if (line.folded[span.start] !== '(') return banner(line, span, cui);
      const official = rules.find((rule) => rule.level === 'FOR OFFICIAL USE ONLY');
      return official ? oldPortion(line, span, official) : null;
    },
  };
}

function banner(line: Line, span: Span, rule: LevelRule): Reading | null {
  BANNER.lastIndex = span.start;
  const match = BANNER.exec(line.folded);
  if (!match || /[a-z]/.test(line.text.slice(span.start, span.start + match[0].length))) return null;
  const controls = controlsOf(match[1] ?? '');
  const double = match[0].includes('//');
  if (!double && !/SP-|FEDCON|NOFORN|CTI|PRVCY/.test(match[0])) return null;
  const word = match[0].startsWith('CUI') ? 3 : match[0].startsWith('CU/') ? 2 : 10;
  return {
    start: span.start,
    end: span.start + match[0].length,
    level: { start: span.start, end: span.start + word },
    rule,
    strong: true,
    evidence: [{ code: 'cui-grammar', weight: 4 }],
    form: 'banner',
    details: { controls },
  };
}

function portion(line: Line, span: Span, rule: LevelRule): Reading | null {
  PORTION.lastIndex = span.start;
  const match = PORTION.exec(line.folded);
  if (!match) return null;
  const leads = PORTION_LEAD.test(line.folded.slice(0, span.start));
  const controls = controlsOf(match[1] ?? '');
  const weight = controls.length > 0 ? (leads ? 4 : 1.5) : leads ? 1.2 : -3;
  return {
    start: span.start,
    end: span.start + match[0].length,
    level: { start: span.start + 1, end: span.start + 4 },
    rule,
    strong: controls.length > 0,
    evidence: [{ code: leads ? 'cui-portion' : 'portion-in-text', weight }],
    form: 'portion',
    details: controls.length > 0 ? { controls } : {},
  };
}

/** `(U//FOUO)`, `(SBU)`, `(U//LES)`: portions of the markings that CUI replaces. */
function oldPortion(line: Line, span: Span, rule: LevelRule): Reading | null {
  OLD_PORTION.lastIndex = span.start;
  const match = OLD_PORTION.exec(line.folded);
  if (!match || /[a-z]/.test(line.text.slice(span.start, span.start + match[0].length))) return null;
  const leads = PORTION_LEAD.test(line.folded.slice(0, span.start));
  return {
    start: span.start,
    end: span.start + match[0].length,
    level: { start: span.start + 1, end: span.start + match[0].length - 1 },
    rule,
    strong: match[1] !== undefined,
    evidence: [
      { code: leads ? 'portion-grammar' : 'portion-in-text', weight: leads ? 3 : match[1] ? 0.5 : -2 },
    ],
    form: 'portion',
    details: { controls: controlsOf(match[2] ?? '') },
  };
}

function controlsOf(text: string): string[] {
  return text
    .split(/ ?\/{1,2} ?/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
