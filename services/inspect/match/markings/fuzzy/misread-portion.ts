import type { Line } from '../document-lines.ts';
import type { LevelRule, Reading } from '../mark.ts';

/** Measured: `(S//NF)` comes out as (SIINF), (SINF), (SUNF), (S/INF); `(TS//SI//NF)` as (TSIISUINF), (TSIISIIINF). */
const BAR = '[/IHUJL1!|]{1,2}';
const MISREAD = new RegExp(
  `^[\\s>|•·*-]*(?:\\d{1,2}[.)] ?)?[({[](TS|S|C)${BAR}(?:S[IU1](?:${BAR})?)?(?:TK(?:${BAR})?)?(NF|NE|NOFORN|NOEORN|NOPORN|OC|REL)[)}\\]J]`,
);
/** Thin bars are lost where a copy is pale: `(S//REL)` comes out as (SREL). Short forms of other things look the same, so that one alone says nothing. */
const WITHOUT_BARS =
  /^[\s>|•·*-]*(?:\d{1,2}[.)] ?)?[({[](TS|S|C) ?(?:SI ?)?(?:TK ?)?(NF|NOFORN|REL)(?: TO [A-Z]{3,4}(?:, ?[A-Z]{3,4})*)?[)}\]J] ?(?=[A-Z])/;
const LEVELS: Readonly<Record<string, string>> = { TS: 'TOP SECRET', S: 'SECRET', C: 'CONFIDENTIAL' };

export function readMisreadPortion(line: Line, rules: readonly LevelRule[]): Reading | null {
  const misread = MISREAD.exec(line.folded);
  const match = misread ?? WITHOUT_BARS.exec(line.folded);
  if (
    !match ||
    /[a-z]/.test(match[0].replace(/[lij]/g, '')) ||
    /[a-z]{2}/.test(line.text.slice(0, match[0].length))
  )
    return null;
  const short = match[1] ?? '';
  const rule = rules.find((one) => one.level === LEVELS[short]);
  if (!rule) return null;
  const start = match[0].search(/[({[]/);
  return {
    start,
    end: match[0].length,
    level: { start: start + 1, end: start + 1 + short.length },
    rule,
    strong: misread !== null,
    evidence:
      misread === null
        ? [{ code: 'bare-portion', weight: 0 }]
        : [{ code: 'read-through-confusions', weight: 2.5 }],
    form: 'portion',
    details: { controls: [match[2] === 'NE' ? 'NF' : (match[2] ?? '')] },
  };
}
