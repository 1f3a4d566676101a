import type { BrokenPair } from './broken-lines.ts';
import type { Anchor, CompiledRules } from './compile.ts';
import type { Line } from './document-lines.ts';
import { readMisreadPortion } from './fuzzy/misread-portion.ts';
import { mayBeWrong, repairHan } from './fuzzy/repair-han.ts';
import { ownedByCaveat } from './grammar/caveat-owner.ts';
import { readConfusedMark } from './grammar/cn.ts';
import { readPortionForm } from './grammar/portion-forms.ts';
import { standingOf } from './grammar/standing.ts';
import type { Candidate, LevelRule, Span, TermMeaning } from './mark.ts';
import { isRunningProse } from './running-prose.ts';

/** Chooses between regimes that share a word, from what the rest of the document says. */
export type ChooseRegime = (
  rules: readonly LevelRule[],
  /** Those whose catalogue spelling, accents and all, is the document's. */
  spelled?: ReadonlySet<LevelRule>,
) => LevelRule;

/** A line with more level words than this is a list or an attack; its first ones say so. */
const MOST_HITS = 24;

interface Hit extends Span {
  readonly anchors: readonly Anchor[];
}

/** Every mark a line might carry, each place once: grammars first, then the words standing for themselves. */
export function candidatesOfLine(rules: CompiledRules, line: Line, choose: ChooseRegime): Candidate[] {
  const exact = exactCandidates(rules, line, choose);
  const han = !exact.some((one) => one.strong || one.form === 'alone')
    ? hanCandidates(rules, line, choose)
    : [];
  if (han.length > 0) return han;
  const repaired = rules.repairer.repair(line);
  if (!repaired) return withMisread(rules, line, exact, choose);
  const better = exactCandidates(rules, repaired.line, choose);
  if (!saysMore(better, exact)) return withMisread(rules, line, exact, choose);
  const evidence = { code: 'read-through-confusions', weight: -0.4 * repaired.cost };
  // Places are the same in both: what is shown is what the document has.
  return withMisread(rules, repaired.line, better, choose).map((one) => ({
    ...one,
    line,
    evidence: [...one.evidence, evidence],
  }));
}

/** Legends of three characters and more, read through the confusions of Han readers. */
function hanCandidates(rules: CompiledRules, line: Line, choose: ChooseRegime): Candidate[] {
  const repaired = repairHan(line);
  if (!repaired) return [];
  return exactCandidates(rules, repaired.line, choose).flatMap((one): Candidate[] => {
    const read = repaired.line.text.slice(one.start, one.end);
    const size = (read.match(/\p{Script=Han}/gu) ?? []).length;
    const wrong = [...read].filter((char, at) => char !== line.folded[one.start + at]).length;
    if (one.form !== 'alone' || wrong === 0 || wrong > mayBeWrong(size, one.strength)) return [];
    return [{ ...one, line, evidence: [{ code: 'read-through-confusions', weight: -0.4 * wrong }] }];
  });
}

/** A level broken over two lines of a stamp. It stands on the first line, for whoever shows it, and takes up the second too. */
export function candidateOfPair(
  rules: CompiledRules,
  { first, joined }: BrokenPair,
  choose: ChooseRegime,
): Candidate | null {
  const whole = exactCandidates(rules, joined, choose).find(
    (one) =>
      /^\P{L}*$/u.test(joined.text.slice(0, one.start)) && /^\P{L}*$/u.test(joined.text.slice(one.end)),
  );
  const broken = first.text.trim().length;
  if (!whole || whole.start >= broken || whole.level.end <= broken) return null;
  return { ...whole, line: joined, form: whole.strong ? whole.form : 'alone' };
}

/** What putting words right made of the line counts where it explains more of it: T0P SECRET//SI is no SECRET//SI. */
function saysMore(better: readonly Candidate[], exact: readonly Candidate[]): boolean {
  const weight = (all: readonly Candidate[]): number =>
    Math.max(
      0,
      ...all.map((one) => (one.form === 'inline' ? 0 : Number(one.strong) * 1000 + one.end - one.start)),
    );
  return weight(better) > weight(exact);
}

/** Every mark that stands there in its own letters. */
function exactCandidates(rules: CompiledRules, line: Line, choose: ChooseRegime): Candidate[] {
  const hits: Hit[] = [];
  rules.anchors.scan(line.text, (start, end, anchors) => {
    if (!isRunningProse(rules.folder, line.text, start, end, anchors) && hits.length < MOST_HITS) {
      hits.push({ start, end, anchors });
    }
  });
  const terms = hits.filter((hit) => hit.anchors.some((anchor) => isTermHere(anchor, line, hit)));
  const candidates = [
    ...hits.flatMap((hit) => grammarCandidates(rules, line, hit)),
    ...maximal(terms).flatMap((hit) => termCandidates(rules, line, hit, terms, choose)),
  ];
  return withoutOverlaps(candidates);
}

function withMisread(
  rules: CompiledRules,
  line: Line,
  found: Candidate[],
  choose: ChooseRegime,
): Candidate[] {
  if (found.some((candidate) => candidate.strong)) return found;
  const misread = misreadCandidate(rules, line, choose);
  if (
    misread &&
    found.some((one) => one.strength === 'distinctive' && one.form !== 'inline' && one.start <= misread.start)
  )
    return found;
  if (misread && !misread.strong && found.some((one) => !givesWay(one, misread))) return found;
  return misread
    ? [misread, ...found.filter((one) => one.end <= misread.start || one.start >= misread.end)]
    : found;
}

/** TGP SECRET is TOP SECRET misread, not SECRET beside a word: a mark that leaves words over yields to one that explains them. */
function givesWay(found: Candidate, misread: Candidate): boolean {
  if (found.form === 'inline') return true;
  const longer = misread.level.end - misread.start > found.end - found.start + 2;
  return found.form !== 'alone' && longer && misread.start <= found.start && misread.level.end >= found.end;
}

/** Nothing stood there in its own letters: perhaps in others. */
function misreadCandidate(rules: CompiledRules, line: Line, choose: ChooseRegime): Candidate | null {
  const confused = /[\u4e00-\u9fff]/.test(line.text)
    ? readConfusedMark(line, rules.levels.get('cn') ?? [])
    : null;
  const portion = confused ?? readMisreadPortion(line, rules.levels.get('us') ?? []);
  if (portion) return { ...portion, line, strength: 'word' };
  return rules.misread.read(line, (meanings) => {
    const rule = choose(meanings.map((meaning) => meaning.rule));
    const [first] = meanings;
    const chosen = meanings.find((meaning) => meaning.rule === rule) ?? first;
    if (!chosen) throw new RangeError('Expected a term to mean something, got no meaning');
    return chosen;
  });
}

function isTermHere(anchor: Anchor, line: Line, span: Span): boolean {
  if (anchor.kind !== 'term') return false;
  const { exact } = anchor.meaning;
  // 密 and 秘 are marks by themselves and syllables in a thousand words.
  if (
    span.end - span.start === 1 &&
    HAN_NEIGHBOUR.test(neighbours(line.text, span)) &&
    !isFieldValue(line.text, span)
  )
    return false;
  // 机密等级, 机密性, 机密计算: the word of a longer word, not a level.
  if (NO_LEVEL_AFTER.test(line.text.slice(span.end, span.end + 3))) return false;
  if (line.folded.slice(span.start, span.end) === UNRESTRICTED) return false;
  return exact === null || line.text.slice(span.start, span.end) === exact;
}

/** `密等及解密條件或保密期限: 密 附件抽存後解密`: behind the name of its field, and a gap behind it. */
function isFieldValue(text: string, { start, end }: Span): boolean {
  return (
    /[等級级限][:：]\s{0,2}$/.test(text.slice(Math.max(0, start - 4), start)) &&
    /^\s/.test(text.slice(end, end + 1))
  );
}

/** UN RESTRICTED with its gap lost is the opposite. */
const UNRESTRICTED = 'UNRESTRICTED';
const NO_LEVEL_AFTER = /^(?:等级|等級|级别|級別|程度|性[、，。和与的]|计算|運算|区分|區分)/;
const HAN_NEIGHBOUR = /[\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;

function neighbours(text: string, { start, end }: Span): string {
  return `${text
    .slice(Math.max(0, start - 4), start)
    .trim()
    .slice(-1)}${text
    .slice(end, end + 4)
    .trim()
    .slice(0, 1)}`;
}

function grammarCandidates(rules: CompiledRules, line: Line, hit: Hit): Candidate[] {
  return hit.anchors.flatMap((anchor): Candidate[] => {
    if (anchor.kind === 'term') return [];
    const reading =
      anchor.kind === 'portion'
        ? readPortionForm(line, hit, anchor.portion)
        : anchor.grammar.readAnchor(line, hit, rules.levels.get(anchor.grammar.name) ?? []);
    return reading ? [{ ...reading, line, strength: 'distinctive' }] : [];
  });
}

function termCandidates(
  rules: CompiledRules,
  line: Line,
  hit: Hit,
  others: readonly Span[],
  choose: ChooseRegime,
): Candidate[] {
  const meanings = hit.anchors.flatMap((anchor) =>
    anchor.kind === 'term' && isTermHere(anchor, line, hit) ? [anchor.meaning] : [],
  );
  const readings = meanings.flatMap(({ rule, strength }): Candidate[] => {
    const grammar = rule.grammar === null ? undefined : rules.grammars.get(rule.grammar);
    const reading = grammar?.readLevel(line, hit, rule);
    return reading ? [{ ...ownedByCaveat(reading, rules.all), line, strength }] : [];
  });
  // The grammar that explains most of the line is the mark's own.
  const [best] = readings.sort(
    (a, b) => Number(b.strong) - Number(a.strong) || b.end - b.start - (a.end - a.start),
  );
  if (best) return [best];
  const spelled = spelledLike(line.text.slice(hit.start, hit.end), meanings);
  const rule = choose(
    meanings.map((meaning) => meaning.rule),
    spelled,
  );
  const meaning = meanings.find((one) => one.rule === rule);
  return meaning ? [plainCandidate(line, hit, meaning, others)] : [];
}

function spelledLike(text: string, meanings: readonly TermMeaning[]): ReadonlySet<LevelRule> {
  const capitals = text.normalize('NFC').toUpperCase();
  return new Set(meanings.flatMap(({ rule, spelling }) => (spelling === capitals ? [rule] : [])));
}

function plainCandidate(
  line: Line,
  span: Span,
  { rule, strength }: TermMeaning,
  others: readonly Span[],
): Candidate {
  const { start, end } = span;
  return {
    start,
    end,
    level: { start, end },
    rule,
    strong: false,
    evidence: [],
    details: {},
    form: standingOf(line, span, others).form,
    line,
    strength,
  };
}

/** "TOP SECRET" holds "SECRET": only terms that no other term holds. */
function maximal(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          other !== hit &&
          other.start <= hit.start &&
          other.end >= hit.end &&
          other.end - other.start > hit.end - hit.start,
      ),
  );
}

/** Where marks overlap, what grammar read wins, then the higher, then the longer. */
function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const order = [...candidates].sort(
    (a, b) =>
      Number(b.strong) - Number(a.strong) || b.rule.rank - a.rule.rank || b.end - b.start - (a.end - a.start),
  );
  const kept: Candidate[] = [];
  for (const candidate of order) {
    if (!kept.some((other) => other.start < candidate.end && candidate.start < other.end))
      kept.push(candidate);
  }
  return kept;
}
