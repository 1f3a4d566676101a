import type { Line } from '../document-lines.ts';
import { isLeftEmpty, isNamedRow, TICKED } from '../fields/ticked-levels.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { isEnumerated } from './enumerations.ts';
import { createRollUp } from './roll-up.ts';

/**
 * What marks say of one another: a header that returns at the foot, portions that agree with a banner, and lists of every
 * level, which are explanations and pickers, not marks.
 */
export interface DocumentMarks {
  evidenceFor(candidate: Candidate): Evidence[];
  /** It returns at the foot of a page, as titles and headlines do not. */
  repeats(candidate: Candidate): boolean;
  /** Another line says the same, letter by letter and sign by sign. */
  returns(candidate: Candidate): boolean;
}

const LIST_WINDOW = 3;

export function createDocumentMarks(candidates: readonly Candidate[], lines: readonly Line[]): DocumentMarks {
  const byRule = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = `${candidate.rule.id}\n${candidate.form}`;
    byRule.set(key, [...(byRule.get(key) ?? []), candidate]);
  }
  const portions = portionsOf(candidates, lines);
  const levels = standingLevels(candidates);
  const rollUp = createRollUp(candidates);
  const repeats = (candidate: Candidate): boolean => {
    const same = byRule.get(`${candidate.rule.id}\n${candidate.form}`) ?? [];
    const at = new Set(same.filter((one) => one.form !== 'inline').map((one) => one.line.edge));
    return at.has('top') && at.has('bottom') && new Set(same.map((one) => one.line.index)).size > 1;
  };
  const linesOf = new Map<string, Set<number>>();
  for (const { line } of candidates) {
    const text = line.text.trim();
    linesOf.set(text, (linesOf.get(text) ?? new Set()).add(line.index));
  }
  const returns = ({ line }: Candidate): boolean => (linesOf.get(line.text.trim())?.size ?? 0) > 1;
  return {
    repeats,
    returns,
    evidenceFor(candidate) {
      if (!isTicked(candidate) && isLeftEmpty(candidate.line, candidate))
        return [{ code: 'not-ticked', weight: -7 }];
      if (isTicked(candidate) && !isOfLevels(candidate, candidates))
        return [{ code: 'no-level-row', weight: -7 }];
      if (isOptionInRow(candidate)) return [{ code: 'quiz', weight: -7 }];
      if (candidate.form === 'portion') return portions(candidate);
      const evidence: Evidence[] = rollUp(candidate);
      if (isHandlingOfMark(candidate, candidates)) evidence.push({ code: 'handling-of-mark', weight: -4 });
      const repeated = repeats(candidate);
      if (repeated)
        // A level with what stands beside it: `RISERVATO - DIREZIONE COMMERCIALE`.
        evidence.push({
          code: 'top-and-bottom',
          weight: candidate.form === 'titled' && returns(candidate) ? 2.3 : 1.8,
        });
      const list = listWeight(candidate, candidates);
      if (isQuizOption(candidate, lines)) evidence.push({ code: 'quiz', weight: candidate.strong ? -6 : -4 });
      if (list < 0) evidence.push({ code: 'level-list', weight: list });
      else if (
        !repeated &&
        !candidate.strong &&
        !isTicked(candidate) &&
        (levels.get(candidate.rule.axis) ?? 0) >= 3
      ) {
        evidence.push({ code: 'level-list', weight: -2 });
      }
      return evidence;
    },
  };
}

/** How many different ranks stand by themselves in the document, by axis: an explanation has a paragraph under each. */
function standingLevels(candidates: readonly Candidate[]): Map<string, number> {
  const ranks = new Map<string, Set<number>>();
  for (const { form, rule, strong } of candidates) {
    if (strong || (form !== 'alone' && form !== 'titled')) continue;
    ranks.set(rule.axis, (ranks.get(rule.axis) ?? new Set()).add(rule.rank));
  }
  return new Map([...ranks].map(([axis, set]) => [axis, set.size]));
}

/** `(X) Internal medicine ( ) Surgery`: boxes without another level, under no name of a field for levels. */
function isOfLevels({ line, rule, shown }: Candidate, candidates: readonly Candidate[]): boolean {
  return (
    (shown !== undefined && isNamedRow(shown.line)) ||
    candidates.some((other) => other.line.index === line.index && other.rule.id !== rule.id)
  );
}

function isTicked({ evidence }: Candidate): boolean {
  return evidence.some(({ code }) => code === TICKED);
}

/** Three different levels side by side or line under line are a list of levels; two in one sentence are talk. */
function listWeight(candidate: Candidate, candidates: readonly Candidate[]): number {
  if (isTicked(candidate)) return 0;
  const near = candidates.filter(
    (other) =>
      other.form !== 'portion' &&
      (other.form !== 'inline' || other.strength !== 'weak') &&
      Math.abs(other.line.index - candidate.line.index) <= LIST_WINDOW &&
      related(other, candidate),
  );
  const onLine = new Set(
    near.filter((other) => other.line === candidate.line).map((other) => other.rule.rank),
  );
  const regimes = new Set(
    near.filter((other) => other.line === candidate.line).map((other) => other.rule.regime),
  );
  const rows = new Set(near.map((other) => other.line.index)).size;
  // A table of equivalents: several states' levels side by side, row under row.
  if (regimes.size >= 3 && rows >= 2) return -6;
  if (onLine.size >= 3) return candidate.strong ? -3.5 : -4;
  const nearby = new Set(near.map((other) => other.rule.level));
  const ranks = new Set(near.map((other) => other.rule.rank));
  if (nearby.size >= 3 && ranks.size >= 2) return candidate.strong ? -2.5 : -4.5;
  return onLine.size === 2 && candidate.form !== 'banner' && !isLegendPair(candidate) ? -2 : 0;
}

/** `Named recipients only` beside `TLP:RED` says how to handle that mark, and is no company's label. */
function isHandlingOfMark({ rule, line, level, form }: Candidate, candidates: readonly Candidate[]): boolean {
  if (rule.axis !== 'corp') return false;
  // `TLP:GREEN - internal use only`: a legend says what its colours allow.
  if (
    candidates.some(
      (other) =>
        other.rule.axis === 'tlp' &&
        other.line === line &&
        other.end <= level.start &&
        EXPLAINED.test(line.text.slice(other.end, level.start)),
    )
  )
    return true;
  // What colours allow is written out under them, wherever on the paper.
  if (form === 'inline' && candidates.some((other) => other.rule.axis === 'tlp' && other.form === 'alone'))
    return true;
  return (
    /(?:RECIPIENTS?|ADDRESSEES?|EYES) ONLY$/.test(line.folded.slice(level.start, level.end)) &&
    candidates.some(
      (other) =>
        other.rule.axis !== 'corp' &&
        (other.form === 'alone' || other.form === 'banner') &&
        Math.abs(other.line.index - line.index) <= 1,
    )
  );
}

/** A dash, a colon and a few small words. */
const EXPLAINED = /^\s{0,9}(?:[-–—:=(]\s{0,3}|means )[^.|/]{0,40}$/;

/** `機密性３情報　関係者限り`, `取扱注意・秘`: a level with its handling, in scripts without case, and no other words. */
function isLegendPair({ form, line }: Candidate): boolean {
  return form === 'alone' && line.edge !== null && LEGENDS.test(line.text);
}

const LEGENDS =
  /^\s{0,40}[\u3040-\u30ff\u3400-\u9fff\d０-９]{1,12}[\s・／/]{1,4}[\u3040-\u30ff\u3400-\u9fff]{1,12}\s{0,40}$/;

/** `A. (U)   B. (C)   C. (S//NF)`: answers side by side. */
function isOptionInRow({ line }: Candidate): boolean {
  return /^\s{0,9}\(?A[.):]\s.{1,60}\s\(?B[.):]\s.{1,60}\s\(?C[.):]\s/.test(line.text);
}

/** `B. SECRET//NOFORN` under "Which banner is correct?" is an answer to choose. */
function isQuizOption(candidate: Candidate, lines: readonly Line[]): boolean {
  if (candidate.form === 'portion' || !OPTION.test(candidate.line.text)) return false;
  const { index } = candidate.line;
  let options = 1;
  for (let at = index + 1; at < index + 5 && OPTION.test(lines[at]?.text ?? ''); at += 1) options += 1;
  for (let at = index - 1; at >= Math.max(0, index - 5); at -= 1) {
    const line = lines[at];
    if (!line) return false;
    if (OPTION.test(line.text)) options += 1;
    else return options >= 2 && (/[?？]\s*$/.test(line.text) || /\bQUESTION\b|\bQ ?\d/.test(line.folded));
  }
  return false;
}

const OPTION = /^\s*\(?[A-Ea-e][.):、]\s*\S/;

function related(a: Candidate, b: Candidate): boolean {
  if (a.rule.axis === 'tlp' || b.rule.axis === 'tlp') return a.rule.regime === b.rule.regime;
  const shared = (one: Candidate): boolean => one.rule.regime === 'generic' || one.rule.regime === 'corp';
  return (
    shared(a) ||
    shared(b) ||
    a.rule.regime === b.rule.regime ||
    a.rule.regime === 'generic' ||
    b.rule.regime === 'generic' ||
    a.line === b.line
  );
}

function isCopyright(candidate: Candidate): boolean {
  return /^ ?(?:\d{4}|COPYRIGHT|BY )/.test(candidate.line.folded.slice(candidate.end));
}

/** `(C)`, `(S)`, `(U)` alone are weak: lists, sizes and copyright signs look the same. Two different ones, or a banner, make them marks. */
function portionsOf(
  candidates: readonly Candidate[],
  lines: readonly Line[],
): (candidate: Candidate) => Evidence[] {
  const portions = candidates.filter((candidate) => candidate.form === 'portion');
  if (portions.length === 0) return () => [];
  const leading = portions.filter(
    (one) => !one.evidence.some((item) => item.code === 'portion-in-text') && !isCopyright(one),
  );
  const levels = new Set(leading.map((one) => one.rule.level));
  const grammar = candidates.some((one) => one.strong && one.rule.regime === leading[0]?.rule.regime);
  // Who may see it says more than a letter.
  const controlled = leading.filter((one) => one.details.controls).length;
  const bannered = candidates.some(
    (one) => one.form === 'alone' && one.rule.axis === 'state' && one.rule.rank > 0,
  );
  // (P) and (O) are Australian and British portions where their neighbours are.
  const own = new Set(leading.flatMap((one) => [...one.rule.portions]));
  const enumerated = isEnumerated(lines, own);
  return (candidate) => {
    const bare = candidate.evidence.some((item) => item.code === 'bare-portion');
    if (!bare) return [];
    if (isCopyright(candidate)) return [{ code: 'copyright', weight: -6 }];
    if (enumerated && !grammar) return [{ code: 'enumeration', weight: -4 }];
    // (O) and (P) list options too: single letters of other states need one of theirs that tells.
    const single = candidate.rule.regime !== 'us' && candidate.level.end - candidate.level.start === 1;
    const told = leading.some(
      (one) =>
        one.rule.regime === candidate.rule.regime && (one.strong || one.level.end - one.level.start > 1),
    );
    if (single && !told) return [{ code: 'lone-portion', weight: -2.5 }];
    if (levels.size >= 2 || grammar) return [{ code: 'portions-agree', weight: 2.5 }];
    if (bannered) return [{ code: 'portions-agree', weight: 2 }];
    if (controlled >= 2 && candidate.details.controls) return [{ code: 'repeated-portion', weight: 2.5 }];
    if (leading.length >= 3 && candidate.rule.level !== 'CONFIDENTIAL')
      return [{ code: 'repeated-portion', weight: 0.5 }];
    return [{ code: 'lone-portion', weight: -2.5 }];
  };
}
