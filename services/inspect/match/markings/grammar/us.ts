import type { Line } from '../document-lines.ts';
import type { Details, Evidence, LevelRule, Reading, Span } from '../mark.ts';
import type { Grammar } from './grammar.ts';
import { closesSubject, PORTION_LEAD } from './portion-forms.ts';
import { type Controls, readControls } from './us-controls.ts';

const LEVEL_OF: Readonly<Record<string, string>> = {
  TS: 'TOP SECRET',
  S: 'SECRET',
  C: 'CONFIDENTIAL',
  U: 'UNCLASSIFIED',
};

const PORTION = /\((TS|S|C|U)(?: ?(\/{1,2}|-|:)[^()]{1,80})?\)/y;

/** Banners and portion marks of US classified information. The form of `TOP SECRET//SI//NOFORN` speaks for itself. */
export function createUsGrammar(): Grammar {
  return {
    name: 'us',
    anchors: ['(TS', '(S', '(C', '(U', 'TS/', 'S/', 'C/', '//JOINT', '//'],
    readLevel(line, span, rule) {
      if (/[A-Z]/.test(line.folded[span.start - 1] ?? '')) return null;
      const joint = jointAround(line, span, rule);
      if (joint) return joint;
      const controls = readControls(line.folded, line.text, span.end);
      const cable = cableLine(line, span, rule);
      if (cable) return cable;
      const evidence = bannerEvidence(line, span, controls, rule);
      if (!evidence || isSensitiveOnly(rule, controls)) return null;
      return reading(rule, span.start, controls.end, span, evidence, controls, 'banner');
    },
    readAnchor(line, span, rules) {
      if (line.folded[span.start] === '(') return portion(line, span, rules);
      if (line.folded.startsWith('//', span.start)) return null;
      return shortBanner(line, span, rules);
    },
  };
}

function bannerEvidence(line: Line, span: Span, controls: Controls, rule: LevelRule): Evidence[] | null {
  const known = controls.controls.length - controls.unknown;
  const capitals = !/[a-z]/.test(line.text.slice(span.start, controls.end));
  if (known > 0 && controls.doubleSlashes > 0) {
    return [{ code: 'banner-grammar', weight: controls.telling ? (capitals ? 5 : 3.5) : capitals ? 4 : 1 }];
  }
  if (known > 0 && controls.slashes > 0 && (capitals || controls.telling)) {
    return [{ code: 'banner-grammar', weight: !capitals ? 1.8 : controls.telling ? 4 : 2.5 }];
  }
  if (known > 0 && controls.telling && capitals) return [{ code: 'banner-words', weight: 3 }];
  if (controls.unknown > 0 && controls.doubleSlashes > 0 && capitals && rule.rank > 0) {
    return [{ code: 'banner-shape', weight: 1.5 }];
  }
  return null;
}

/** `SECRET SECTION 01 OF 02 EXAMPLEVILLE 000123`: the first line of a cable. */
const CABLE =
  /(?: NOFORN| STATE| SIPDIS| \/\/)*(?: SECTION \d{2} OF \d{2,3})?(?: [A-Z]{3,20}){1,3} \d{6}(?!\d)/y;

function cableLine(line: Line, span: Span, rule: LevelRule): Reading | null {
  if (rule.rank === 0 || !/^\s*$/.test(line.folded.slice(0, span.start))) return null;
  const gap = /^ */.exec(line.folded.slice(span.end))?.[0].length ?? 0;
  CABLE.lastIndex = span.end + Math.max(0, gap - 1);
  const match = CABLE.exec(line.folded);
  if (!match || /[a-z]/.test(line.text.slice(span.start))) return null;
  const end = CABLE.lastIndex;
  const evidence = [{ code: 'cable-line', weight: 3 }];
  return { start: span.start, end, level: span, rule, strong: true, evidence, form: 'banner', details: {} };
}

/** `//JOINT SECRET CAN GBR USA//REL TO …`, `//DEU SECRET//…`. */
function jointAround(line: Line, span: Span, rule: LevelRule): Reading | null {
  const before = /\/\/ ?(JOINT|[A-Z]{3,4}) $/.exec(line.folded.slice(0, span.start));
  if (!before) return null;
  const countries = /^(?: [A-Z]{3,4}(?![A-Z]))+/.exec(line.folded.slice(span.end))?.[0] ?? '';
  const owner = before[1] ?? '';
  if (owner === 'JOINT' && countries === '') return null;
  const controls = readControls(
    line.folded,
    line.text,
    span.end + (owner === 'JOINT' ? countries.length : 0),
  );
  const details = owner === 'JOINT' ? { joint: countries.trim().split(' ') } : { owner };
  const start = span.start - before[0].length;
  const evidence = [{ code: 'banner-grammar', weight: 5 }];
  return reading(rule, start, controls.end, span, evidence, controls, 'banner', details);
}

/** `TS//SI//NF`, `S/NF`, `TS/SCI` as a line of its own: the short form used as a banner. */
function shortBanner(line: Line, span: Span, rules: readonly LevelRule[]): Reading | null {
  const short = line.folded.slice(span.start, span.end).replace(/[ /-]/g, '');
  const rule = ruleFor(rules, LEVEL_OF[short]);
  if (!rule || !/^[\s\W]*$/.test(line.folded.slice(0, span.start))) return null;
  const level = { start: span.start, end: span.start + short.length };
  const controls = readControls(line.folded, line.text, level.end);
  const known = controls.controls.length - controls.unknown;
  if (known === 0 || controls.doubleSlashes + controls.slashes === 0 || isSensitiveOnly(rule, controls))
    return null;
  if (controls.doubleSlashes === 0 && !/\/(?:NF|SCI|NOFORN|OC|REL)/.test(line.folded.slice(level.end)))
    return null;
  if (/[a-z]/.test(line.text.slice(span.start, controls.end)) && controls.doubleSlashes === 0) return null;
  const evidence = [{ code: 'short-banner', weight: controls.doubleSlashes > 0 ? 4 : 2 }];
  return reading(rule, span.start, controls.end, level, evidence, controls, 'banner');
}

function portion(line: Line, span: Span, rules: readonly LevelRule[]): Reading | null {
  PORTION.lastIndex = span.start;
  const match = PORTION.exec(line.folded);
  const short = match?.[1];
  const rule = ruleFor(rules, short === undefined ? undefined : LEVEL_OF[short]);
  if (!match || short === undefined || !rule) return null;
  const end = span.start + match[0].length;
  const original = line.text.slice(span.start, end);
  const level = { start: span.start + 1, end: span.start + 1 + short.length };
  const closes = match[2] !== undefined && closesSubject(line.folded, end);
  const leads = closes || PORTION_LEAD.test(line.folded.slice(0, span.start));
  if (/[a-z]/.test(original)) return null;
  const controls = readControls(line.folded.slice(0, end - 1), line.text.slice(0, end - 1), level.end);
  if (isSensitiveOnly(rule, controls)) return null;
  const known = controls.controls.length - controls.unknown;
  const evidence: Evidence[] = [];
  if (match[2] === undefined)
    evidence.push({ code: leads ? 'bare-portion' : 'portion-in-text', weight: leads ? 0 : -3 });
  else if (known > 0) {
    const spoken = /\p{Ll}/u.test(
      line.text
        .slice(0, span.start)
        .trimEnd()
        .split(/[^\p{L},]/u)
        .at(-1) ?? '',
    );
    evidence.push({ code: 'portion-grammar', weight: leads ? 4 : spoken ? -1.5 : 2 });
  } else
    evidence.push({
      code: 'portion-unknown-control',
      weight: match[2] === '//' && leads && !closes ? 1 : -2,
    });
  return reading(rule, span.start, end, level, evidence, controls, 'portion');
}

/** Unclassified, yet controlled (`U//FOUO`): the catalogue's CUI entries hold these forms. */
function isSensitiveOnly(rule: LevelRule, controls: Controls): boolean {
  return (
    rule.rank === 0 &&
    controls.controls.some((control) =>
      /^(?:FOUO|FOR OFFICIAL|SBU|LES|SSI|CUI|DSEN|DEA|UCNI|DCNI|NNPI|LIMDIS|PROPIN)/.test(control),
    )
  );
}

function reading(
  rule: LevelRule,
  start: number,
  end: number,
  level: Span,
  evidence: readonly Evidence[],
  controls: Controls,
  form: 'banner' | 'portion',
  more: Details = {},
): Reading {
  const strong = evidence.some((item) => item.weight >= 2.5 || item.code === 'portion-grammar');
  return { start, end, level, rule, strong, evidence, form, details: { ...more, ...detailsOf(controls) } };
}

function detailsOf(controls: Controls): Details {
  return {
    ...(controls.controls.length > 0 ? { controls: controls.controls } : {}),
    ...(controls.releasableTo.length > 0 ? { releasableTo: controls.releasableTo } : {}),
    ...(controls.displayOnly.length > 0 ? { displayOnly: controls.displayOnly } : {}),
    ...(controls.outOfOrder ? { outOfOrder: true } : {}),
    ...(controls.declassify !== null ? { declassifyOn: { kind: 'banner', value: controls.declassify } } : {}),
  };
}

function ruleFor(rules: readonly LevelRule[], level: string | undefined): LevelRule | null {
  return rules.find((rule) => rule.level === level) ?? null;
}
