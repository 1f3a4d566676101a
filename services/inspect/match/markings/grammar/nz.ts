import type { Grammar } from './grammar.ts';

/** Endorsements of the PSR, in brackets or after a sign; and New Zealand's own eyes-only caveat. */
const ENDORSEMENT =
  /[ \t]{0,3}(?:[[(:,-]|\/{1,2}|)[ \t]{0,3}(NEW ZEALAND EYES ONLY|NZEO|ACCOUNTABLE MATERIAL|APPOINTMENTS|BUDGET|CABINET|COMMERCIAL|EMBARGOED FOR RELEASE|EVALUATIVE|HONOURS|LEGAL PRIVILEGE|MEDICAL|POLICY|STAFF|TO BE REVIEWED ON [\dA-Z ]{4,20}|(?:NZ|NEW ZEALAND|MINISTRY|DEPARTMENT|TREASURY|POLICE)[A-Z ]{0,30} USE ONLY)[\])]?(?![A-Z])/y;

/** `SENSITIVE [BUDGET]`, `IN-CONFIDENCE: STAFF`, `SECRET NZEO`. */
export function createNzGrammar(): Grammar {
  return {
    name: 'nz',
    anchors: [],
    readAnchor: () => null,
    readLevel(line, span, rule) {
      const controls: string[] = [];
      let at = span.end;
      for (let entry = 0; entry < 4; entry += 1) {
        ENDORSEMENT.lastIndex = at;
        const match = ENDORSEMENT.exec(line.folded);
        if (!match) break;
        controls.push((match[1] ?? '').trim());
        at += match[0].length;
      }
      if (controls.length === 0 || /\p{Ll}/u.test(line.text.slice(span.start, span.end))) return null;
      const own = controls.some((control) => /NZ|NEW ZEALAND/.test(control));
      const bracketed = /^ ?\[/.test(line.folded.slice(span.end));
      // Levels that others have too are New Zealand's with its caveat, or with the brackets that only it writes.
      if (!own && !bracketed && !/SENSITIVE|CONFIDENCE/.test(rule.level)) return null;
      return {
        start: span.start,
        end: at,
        level: span,
        rule,
        strong: true,
        evidence: [{ code: 'nz-endorsement', weight: own || bracketed ? 4 : 2.5 }],
        form: 'banner',
        details: { controls },
      };
    },
  };
}
