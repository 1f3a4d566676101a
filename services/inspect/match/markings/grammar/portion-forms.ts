import type { Line } from '../document-lines.ts';
import type { LevelRule, Reading, Span } from '../mark.ts';

/**
 * What may stand before a portion mark: nothing, a bullet, a number, or the label of a subject or title. One pattern for every regime.
 */
export const PORTION_LEAD =
  /^[\s>|•·*▪◦●■□♦-]*(?:\(?(?:\d{1,3}|[A-Z]|[IVX]{1,5})[.)] ?|\d{1,2}(?:\.\d{1,2}){1,4}\.? ?)?(?:(?:SUBJECT|SUBJ|OBJET|BETREFF|RE|TITLE|FIGURE|TABLE|NOTE|SUMMARY|PURPOSE|BACKGROUND|ISSUE|FW|FWD|QUESTION|ANSWER|Q|A)\b[^:(]{0,12}: ?)?[\s*_-]*$/;

const SUBJECT = /^[\s>]*(?:SUBJECT|SUBJ|OBJET|BETREFF|RE|TITLE|FW|FWD)\b[^:]{0,12}:/;

/** "Subject: Relay status (S//NF)": where the subject's own portion stands when it does not lead. */
export function closesSubject(folded: string, end: number): boolean {
  return SUBJECT.test(folded) && folded.slice(end).trim() === '';
}

/** A short form that a catalogue entry lists under `portions`. */
export interface PortionForm {
  readonly rule: LevelRule;
  readonly text: string;
}

/** `(O-S)`, `(O:S)`, `(R-UE/EU-R)` say what they are; `(P)`, `(DR)` need another one beside them. */
export function readPortionForm(line: Line, span: Span, { rule, text }: PortionForm): Reading | null {
  if (/\p{Ll}/u.test(line.text.slice(span.start, span.end))) return null;
  const leads = PORTION_LEAD.test(line.folded.slice(0, span.start));
  const telling = /[-:/]/.test(text);
  const evidence = leads
    ? telling
      ? { code: 'portion-grammar', weight: 2.2 }
      : { code: 'bare-portion', weight: 0 }
    : { code: 'portion-in-text', weight: -3 };
  return {
    start: span.start,
    end: span.end,
    level: { start: span.start + 1, end: span.end - 1 },
    rule,
    strong: leads && telling,
    evidence: [evidence],
    form: 'portion',
    details: {},
  };
}
