import type { TextSegment } from '../../report.ts';
import type { CompiledRules } from '../markings/compile.ts';
import type { Line } from '../markings/document-lines.ts';
import type { LineReader } from '../markings/line-reader.ts';
import type { Candidate, Details, LevelRule } from '../markings/mark.ts';
import { ismLabels, policyLabels } from './coded-labels.ts';
import { type LabelProperty, labelProperties, promiseOf } from './label-properties.ts';
import { disabledLabels, labelIdOf, spreadMailHeader } from './sensitivity-labels.ts';

/** A mark in a field made for marks needs no page around it. */
const LABEL_ODDS = 3.5;
/** Far from every line, so that no line counts as near. */
const NOWHERE = -1000;

/**
 * Marks in metadata: sensitivity labels by name and by the organisation's own map of ids, ISM and ADatP-4774 attributes, and the
 * text rules on every property that is named like a marking. Labels switched off say nothing.
 */
export function labelCandidates(
  rules: CompiledRules,
  segments: readonly TextSegment[],
  reader: LineReader,
): Candidate[] {
  const properties = labelProperties(segments).flatMap(spreadMailHeader);
  if (properties.length === 0) return [];
  const disabled = disabledLabels(properties);
  const counted = properties.filter((property) => !disabled.has(labelIdOf(property) ?? ''));
  const coded = [...ismLabels(counted), ...policyLabels(counted)].flatMap(
    ({ property, regime, level, details }) => {
      const rule = rules.all.find((one) => one.regime === regime && one.level === level);
      return rule ? [wholeValue(rules, property, rule, details)] : [];
    },
  );
  const mapped = counted.flatMap((property) => {
    const rule = rules.labelIds.get(labelIdOf(property) ?? '');
    return rule && /label@id$|_Name$/i.test(property.key) ? [wholeValue(rules, property, rule, {})] : [];
  });
  const taken = new Set([...coded, ...mapped].map((candidate) => candidate.line.segment));
  const named = counted.flatMap((property) =>
    taken.has(property.segment) ? [] : textCandidates(rules, property, reader),
  );
  return [...coded, ...mapped, ...named];
}

function textCandidates(rules: CompiledRules, property: LabelProperty, reader: LineReader): Candidate[] {
  const promise = promiseOf(property.key);
  if (promise === 'other') return [];
  const candidates = property.value
    .split(/[\r\n]+/)
    .flatMap((text) => reader.read(lineOf(rules, property, text.replace(/\\/g, '|'))));
  if (promise === 'mention') return candidates;
  if (promise === null) return candidates.filter(isItsOwnWitness);
  // "UNCLASSIFIED INTERNAL": what is declared unclassified is not a company's secret by its second word.
  const open = candidates.some(({ rule }) => rule.axis === 'state' && rule.rank === 0);
  return candidates
    .filter(({ rule }) => !open || rule.axis === 'state')
    .map((candidate) => ({
      ...candidate,
      form: 'label',
      evidence: [
        ...candidate.evidence,
        { code: 'label', weight: candidate.form === 'inline' ? 0.5 : LABEL_ODDS },
      ],
    }));
}

/** Under a name that promises nothing only what no other word is: `AuthAs: Internal` is no mark, `Level: NATO SECRET` is. */
function isItsOwnWitness({ form, strength, strong }: Candidate): boolean {
  return (
    (form === 'alone' || form === 'banner') && (strong || strength === 'distinctive' || strength === 'phrase')
  );
}

function wholeValue(
  rules: CompiledRules,
  property: LabelProperty,
  rule: LevelRule,
  details: Details,
): Candidate {
  const line = lineOf(rules, property, property.value);
  const span = { start: 0, end: property.value.length };
  const evidence = [{ code: 'label', weight: LABEL_ODDS }];
  return {
    ...span,
    level: span,
    rule,
    strong: true,
    evidence,
    details,
    form: 'label',
    line,
    strength: 'distinctive',
  };
}

function lineOf({ folder }: CompiledRules, { segment }: LabelProperty, text: string): Line {
  return { text, folded: folder.fold(text), segment, index: NOWHERE, edge: 'top', pageLines: 1 };
}
