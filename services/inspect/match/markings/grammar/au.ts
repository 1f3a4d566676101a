import type { Line } from '../document-lines.ts';
import type { Details, LevelRule, Reading, Span } from '../mark.ts';
import type { Grammar } from './grammar.ts';

/** E-mail protective marking (EPMS 2018): `[SEC=PROTECTED, CAVEAT=SH:CABINET, EXPIRES=…, DOWNTO=OFFICIAL, ACCESS=…]`. */
const SEC = /(?:\[|, ?)?SEC=([A-Z-]{6,12}(?::SENSITIVE)?)((?:, ?[A-Z]{2,8}=[^,\]=]{1,80}){0,12})/y;
const CAVEAT =
  /[ \t]{0,3}(?:\/{1,2}|-|,|)[ \t]{0,3}(AUSTEO|AGAO|SH:[A-Z-]+|CABINET|NATIONAL[- ]CABINET|DELICATE SOURCE|EXCLUSIVE FOR [A-Z. ]+|ACCOUNTABLE MATERIAL|LEGAL[- ]PRIVILEGE|PERSONAL[- ]PRIVACY|LEGISLATIVE[- ]SECRECY|REL AUS(?:\/[A-Z]{3})+|RELEASABLE TO AUS(?:[/,] ?[A-Z]{3})+)(?![A-Z])/y;
const LEVELS: Readonly<Record<string, string>> = {
  'TOP-SECRET': 'TOP SECRET',
  SECRET: 'SECRET',
  PROTECTED: 'PROTECTED',
  'OFFICIAL:SENSITIVE': 'OFFICIAL: Sensitive',
  OFFICIAL: 'OFFICIAL',
  UNOFFICIAL: 'OFFICIAL',
};

export function createAuGrammar(): Grammar {
  return {
    name: 'au',
    anchors: ['[SEC=', 'SEC='],
    readLevel(line, span, rule) {
      let at = span.end;
      const controls: string[] = [];
      for (let entry = 0; entry < 6; entry += 1) {
        CAVEAT.lastIndex = at;
        const match = CAVEAT.exec(line.folded);
        if (!match) break;
        controls.push(match[1] ?? '');
        at += match[0].length;
      }
      if (controls.length === 0 || (rule.rank === 0 && !controls.includes('AUSTEO'))) return null;
      if (/\p{Ll}/u.test(line.text.slice(span.start, span.end)) && rule.level !== 'OFFICIAL: Sensitive')
        return null;
      const releasable = controls.find((control) => control.startsWith('REL'));
      const details = {
        controls,
        ...(releasable
          ? { releasableTo: releasable.replace(/^REL[A-Z]* (?:TO )?/, '').split(/[/,] ?/) }
          : {}),
      };
      return reading(rule, span.start, at, span, 'au-caveat', details);
    },
    readAnchor: email,
  };
}

function email(line: Line, span: Span, rules: readonly LevelRule[]): Reading | null {
  SEC.lastIndex = span.start;
  const match = SEC.exec(line.folded);
  const rule = rules.find((one) => one.level === LEVELS[match?.[1] ?? '']);
  if (!match || !rule) return null;
  const pairs = (match[2] ?? '').split(',').map((pair) => pair.trim().split('='));
  const valuesOf = (key: string): string[] =>
    pairs.flatMap(([name, value]) => (name === key && value ? [value.trim()] : []));
  const [expires] = valuesOf('EXPIRES');
  const [downTo] = valuesOf('DOWNTO');
  const details: Details = {
    controls: [...valuesOf('CAVEAT'), ...valuesOf('ACCESS')],
    ...(expires === undefined
      ? {}
      : {
          declassifyOn: {
            kind: /^\d{4}-/.test(expires) ? 'date' : 'event',
            value: expires,
            downTo: downTo ?? null,
          },
        }),
  };
  const start = span.start + match[0].indexOf(match[1] ?? '');
  const level = { start, end: start + (match[1]?.length ?? 0) };
  return reading(rule, span.start, span.start + match[0].length, level, 'au-email-marking', details);
}

function reading(
  rule: LevelRule,
  start: number,
  end: number,
  level: Span,
  code: string,
  details: Details,
): Reading {
  const evidence = [{ code, weight: code === 'au-email-marking' ? 7 : 4 }];
  return { start, end, level, rule, strong: true, evidence, form: 'banner', details };
}
