import type { Context } from '../../../../shared/messages/verdict.ts';
import type { Match, TextSegment } from '../../report.ts';
import { labelCandidates } from '../labels/label-candidates.ts';
import { adoptPortions } from './adopt-portions.ts';
import { createIsHalf } from './broken-lines.ts';
import { createChooseRegime } from './choose-regime.ts';
import type { CompiledRules } from './compile.ts';
import { cueEvidence, type DocumentCues } from './context/cues.ts';
import { isDataValue, lineShapeEvidence } from './context/line-shape.ts';
import { createReach, firstPagesOf } from './context/reach.ts';
import { createSeenCues } from './context/seen-cues.ts';
import { createSurroundings } from './context/surroundings.ts';
import { createDocumentMarks, type DocumentMarks } from './context/whole-document.ts';
import { isExpired, readFacts } from './document-facts.ts';
import { documentLines, type Line } from './document-lines.ts';
import { documentDate, termFacts } from './durations.ts';
import { propertyLines } from './fields/property-lines.ts';
import { type Shown, writtenFields } from './fields/written-fields.ts';
import type { ChooseRegime } from './find-candidates.ts';
import { standingOf } from './grammar/standing.ts';
import { hasAnchor } from './has-anchor.ts';
import { issuingUnit } from './issuing-unit.ts';
import { baseOdds, confidenceOf } from './judge.ts';
import { languagesOf } from './language.ts';
import { createLineReader } from './line-reader.ts';
import type { Candidate, Details, Evidence, LevelRule } from './mark.ts';
import { maskLine } from './mask.ts';
import { once } from './once.ts';

export interface MatchOptions {
  /** Today, in milliseconds since the epoch: only to say whether a declassification date has passed. */
  readonly nowMs?: number;
}

export interface Matches {
  /** Confidence 0.5 and above, highest rank first. */
  readonly findings: readonly Match[];
  readonly doubtful: readonly Match[];
}

export const FOUND = 0.5;
/** Below this even a doubt is not worth an analyst's glance: a level word in the middle of a sentence. */
const WORTH_SAYING = 0.05;

export function matchDocument(
  rules: CompiledRules,
  segments: readonly TextSegment[],
  options: MatchOptions = {},
): Matches {
  if (!hasAnchor(rules, segments)) return { findings: [], doubtful: [] };
  const lines = documentLines(rules.folder, segments);
  const seen = once(() => rules.cues.find(lines));
  const chooser = once(() => createChooseRegime(seen(), languagesOf(lines)));
  const choose: ChooseRegime = (options, spelled) => chooser()(options, spelled);
  const properties = propertyLines(lines);
  const reader = createLineReader(rules, choose);
  const broken = reader.readBroken(lines);
  const isHalf = createIsHalf(broken);
  const fields = writtenFields(rules.folder, lines)
    .flatMap(({ line, evidence, shown }) =>
      reader.read(line).map((one) => ({
        ...one,
        evidence: [...one.evidence, evidence],
        shown: shown(one),
      })),
    )
    .filter((one) => !properties.covers(one.shown.line, one.shown));
  const plain = lines.flatMap((line) =>
    reader.read(line).filter((one) => !isHalf(one) && !properties.covers(line, one)),
  );
  const candidates = adoptPortions(
    bounded([
      ...labelCandidates(rules, [...segments, ...properties.segments], reader),
      ...withoutFields(plain, fields),
      ...broken,
      ...fields,
    ]),
    rules.all,
  );
  if (candidates.length === 0) return { findings: [], doubtful: [] };
  const marks = createDocumentMarks(candidates, lines);
  const [dated, issuedBy] = [documentDate(lines), issuingUnit(lines)];
  const facts = {
    ...readFacts(lines),
    ...(dated === null ? {} : { dated }),
    ...(issuedBy === null ? {} : { issuedBy }),
  };
  const ruleOf = new Map(rules.all.map((rule) => [rule.id, rule]));
  const firstPages = firstPagesOf(lines);
  const cues = { seen: createSeenCues(seen(), firstPages), reach: createReach(candidates, firstPages) };
  const surroundings = createSurroundings(lines);
  const judge = (candidate: Candidate): Match =>
    judged({ ...candidate, evidence: [...candidate.evidence, ...surroundingsOf(candidate)] }, marks, cues);
  const surroundingsOf = (candidate: Candidate): readonly Evidence[] =>
    marks.repeats(candidate) ? [] : surroundings(candidate);
  const matches = merged(candidates.map(judge)).map((match) =>
    withFacts(match, ruleOf.get(match.rule), facts, options),
  );
  return {
    findings: matches.filter((match) => match.confidence >= FOUND),
    doubtful: matches.filter((match) => match.confidence < FOUND && match.confidence >= WORTH_SAYING),
  };
}

/** A mark in a field is counted as the field's, not by itself as well. */
function withoutFields(
  candidates: readonly Candidate[],
  fields: ReadonlyArray<Candidate & { readonly shown: Shown }>,
): readonly Candidate[] {
  if (fields.length === 0) return candidates;
  const byLine = new Map<Line, typeof fields>();
  for (const field of fields) byLine.set(field.shown.line, [...(byLine.get(field.shown.line) ?? []), field]);
  return candidates.filter(
    ({ line, start, end, rule, strong }) =>
      !byLine
        .get(line)
        ?.some(
          (field) =>
            field.shown.start < end && field.shown.end > start && (field.rule.id === rule.id || !strong),
        ),
  );
}

/** What a document of a thousand pages may hold; more is hostile, and judging compares marks with one another. */
const MOST_CANDIDATES = 500;

/** The highest ranks first, so that a flood of low marks hides nothing; `places` counts only what was judged. */
function bounded(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= MOST_CANDIDATES) return candidates;
  return [...candidates]
    .sort(
      (a, b) =>
        Number(b.strong) - Number(a.strong) || b.rule.rank - a.rule.rank || a.line.index - b.line.index,
    )
    .slice(0, MOST_CANDIDATES);
}

function judged(candidate: Candidate, marks: DocumentMarks, cues: DocumentCues): Match {
  const { line, rule } = candidate;
  const shown = candidate.shown ?? candidate;
  const standing = standingOf(line, candidate, []);
  const evidence: Evidence[] = [
    ...candidate.evidence,
    ...marks.evidenceFor(candidate),
    ...cueEvidence(marks.repeats(candidate) ? { ...candidate, strong: true } : candidate, standing, cues),
    ...lineShapeEvidence(candidate, marks.returns(candidate)),
    ...looksEvidence(candidate),
  ];
  if (standing.quoted && !isDataValue(candidate)) {
    // A whole line in quotation marks is how some print a mark; quoted words in a line are someone else's.
    evidence.push({ code: 'quoted', weight: standing.others === 0 ? -0.4 : candidate.strong ? -3.5 : -2.5 });
  }
  return {
    kind: line.segment.source === 'label' ? 'label' : 'marking',
    regime: rule.regime,
    axis: rule.axis,
    level: rule.level,
    rank: rule.rank,
    rule: rule.id,
    confidence: shownConfidence(baseOdds(candidate, standing), evidence),
    text: shown.line.text.slice(shown.start, shown.end).trim(),
    masked: maskLine(shown.line.text, shown.level),
    where: line.segment.where,
    places: 1,
    context: contextOf(evidence),
    details: { form: candidate.form, ...candidate.details },
  };
}

/** What would have been found but for the evidence against it is at least shown as a doubt, however much speaks against it. */
function shownConfidence(base: number, evidence: readonly Evidence[]): number {
  const confidence = confidenceOf(base, evidence);
  if (confidence >= WORTH_SAYING) return confidence;
  const unlowered = confidenceOf(
    base,
    evidence.filter((item) => item.weight >= 0),
  );
  return unlowered >= FOUND ? WORTH_SAYING : confidence;
}

/** The authority block speaks for the document's own marks, not for labels of other axes; what stands in the mark itself goes first. */
function withFacts(
  match: Match,
  rule: LevelRule | undefined,
  facts: Details,
  { nowMs }: MatchOptions,
): Match {
  if (match.axis === 'tlp') return match;
  const known = { ...facts, ...match.details };
  const dated = typeof facts.dated === 'string' ? facts.dated : null;
  const details = { ...known, ...termFacts(rule, known, dated) };
  const conditional = match.context.some((context) => context.code === 'template');
  const expired = nowMs !== undefined && isExpired(details, nowMs);
  return {
    ...match,
    details: { ...details, ...(conditional ? { conditional } : {}), ...(expired ? { expired } : {}) },
  };
}

/** What the eye saw of the line. */
function looksEvidence(candidate: Candidate): Evidence[] {
  const { looks, ocrConfidence } = candidate.line.segment;
  const evidence: Evidence[] = [];
  if (looks?.struck) evidence.push({ code: 'struck', weight: -4 });
  if (looks?.boxed) evidence.push({ code: 'boxed', weight: 0.7 });
  if (looks?.red) evidence.push({ code: 'red', weight: 0.7 });
  // Stamped by hand: no line of a text lies like that, a word in the middle of a page least of all.
  if (looks?.slanted) evidence.push({ code: 'slanted', weight: 1.2 });
  if (ocrConfidence !== null && ocrConfidence < 0.6) evidence.push({ code: 'hard-to-read', weight: -0.5 });
  return evidence;
}

function contextOf(evidence: readonly Evidence[]): Context[] {
  const codes = new Map<string, Context>();
  for (const { code, weight } of evidence) {
    codes.set(code, { code, effect: weight > 0 ? 'raises' : weight < 0 ? 'lowers' : 'notes' });
  }
  return [...codes.values()];
}

/** The same mark in many places is one match, shown at its surest place. */
function merged(matches: readonly Match[]): Match[] {
  const groups = new Map<string, Match[]>();
  for (const match of matches) {
    const key = `${match.kind}\n${match.rule}\n${match.confidence >= FOUND}`;
    groups.set(key, [...(groups.get(key) ?? []), match]);
  }
  return [...groups.values()]
    .map((group) => {
      const best = group.reduce((a, b) => (b.confidence > a.confidence ? b : a));
      return { ...best, places: group.length };
    })
    .sort(byWeight);
}

/** State marks first, then by rank, then by confidence. */
function byWeight(a: Match, b: Match): number {
  const axis = Number(b.axis === 'state') - Number(a.axis === 'state');
  return axis || (b.rank ?? 0) - (a.rank ?? 0) || b.confidence - a.confidence;
}
