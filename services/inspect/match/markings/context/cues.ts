import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import { createSkeleton } from '../fuzzy/skeleton.ts';
import { withoutOrnaments, wordCount } from '../grammar/ornaments.ts';
import type { Standing } from '../grammar/standing.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { once } from '../once.ts';
import type { Cue } from '../rule-file.ts';
import { createTermTrie } from '../trie/term-trie.ts';
import type { SeenCues } from './seen-cues.ts';

/** A cue of a file, with the regime whose file it stands in (null: context files, which speak of all). */
export interface OwnedCue extends Cue {
  readonly owner: string | null;
}

export interface SeenCue {
  readonly cue: OwnedCue;
  readonly term: string;
  /** One number for the same words of the same cue. */
  readonly words: number;
  /** Index among the document's lines, and the part and page it stands on. */
  readonly line: number;
  readonly part: string;
  readonly page: number | null;
  readonly start: number;
  readonly end: number;
}

export interface CueFinder {
  /** Every cue of the document. Called only when there is a mark to judge. */
  find(lines: readonly Line[]): SeenCue[];
}

/** "Near" a mark: this many lines above and below. */
export const NEAR_LINES = 3;

/** A strong mark feels this share of what a cue does to a weak one, where the cue does not say. */
const STRONG_SHARE = 0.3;

/** Words besides the mark from which its line is a sentence, and the share of talk that a mark standing by itself feels. */
const SENTENCE_WORDS = 3;
const TALK_SHARE = 0.2;

/** What the document says about its marks, and how far each of it reaches. */
export interface DocumentCues {
  readonly seen: SeenCues;
  readonly reach: Reach;
}

/** Whether what was seen on one page, or in one part, speaks of a mark on another. */
export type Reach = (item: SeenCue, candidate: Candidate) => boolean;

/** Words of a cue in a line, wherever in the document that line stands. */
type HeardInLine = Omit<SeenCue, 'line' | 'part' | 'page'>;

export function createCueFinder(folder: Folder, cues: readonly OwnedCue[]): CueFinder {
  const owned = cues
    .flatMap((cue) => cue.terms.map((term) => ({ cue, term })))
    .map(({ cue, term }, words) => [term, { cue, term: folder.fold(term), words }] as const);
  const exact = createTermTrie(folder, owned);
  const skeleton = createSkeleton(folder);
  const misread = once(() =>
    createTermTrie(
      skeleton.folder,
      owned.map(([term, value]) => [skeleton.narrow(term).text, value] as const),
    ),
  );
  const hear = (line: Line): HeardInLine[] => {
    const heard: HeardInLine[] = [];
    const found = (start: number, end: number, values: readonly (typeof owned)[number][1][]): void => {
      if (isNegated(line.folded, start)) return;
      const isConditional = CONDITION.test(line.folded.slice(end, end + 24));
      for (const value of values) {
        const { cue } = value;
        if (isConditional && cue.code === 'released') continue;
        if (cue.alone !== undefined && wordsBeside(line, start, end) > cue.alone) continue;
        if (cue.opens && !opensLine(line.text, start, end)) continue;
        heard.push({ ...value, start, end });
      }
    };
    exact.scan(line.text, found);
    if (!skeleton.maybe(line.text)) return heard;
    const { text, places } = skeleton.narrow(line.text);
    misread().scan(text, (start, end, values) => {
      found(places[start] ?? 0, places[end] ?? line.text.length, values);
    });
    return heard;
  };
  return {
    find(lines) {
      // Headers return on every page, and rows of a sheet say the same.
      const known = new Map<string, readonly HeardInLine[]>();
      return lines.flatMap((line, at) => {
        const heard = known.get(line.text) ?? hear(line);
        known.set(line.text, heard);
        const { part, page } = line.segment.where;
        const scheduled = heard.some(isRelease) && isScheduled(line, lines[at - 1]);
        return heard
          .filter((one) => !scheduled || !isRelease(one))
          .map(({ cue, term, words, start, end }) => ({
            cue,
            term,
            words,
            line: line.index,
            part,
            page,
            start,
            end,
          }));
      });
    },
  };
}

/** What the cues of the document say of one mark. */
export function cueEvidence(
  candidate: Candidate,
  standing: Standing,
  { seen, reach }: DocumentCues,
): Evidence[] {
  const terms = new Map<OwnedCue, Set<string>>();
  for (const item of seen.about(candidate)) {
    if (!applies(item, candidate) || !reach(item, candidate)) continue;
    const set = terms.get(item.cue) ?? new Set();
    set.add(item.term);
    terms.set(item.cue, set);
  }
  const evidence = new Map<string, Evidence>();
  const identified = isIdentified(terms, candidate);
  for (const [cue, set] of terms) {
    if (set.size < cue.minimum) continue;
    const share = identified && SUBJECTS.has(cue.code) ? SUBJECT_SHARE : 1;
    const weight = weightOf(cue, candidate, standing) * share;
    const other = evidence.get(cue.code);
    // The same reason found twice is one reason: the heavier counts.
    if (!other || Math.abs(other.weight) < Math.abs(weight))
      evidence.set(cue.code, { code: cue.code, weight });
  }
  return [...evidence.values()];
}

/**
 * What a paper is about says little once its form or its author says whose mark it carries: ministries write about films, and
 * companies about menus. Only for marks that stand where marks stand.
 */
const SUBJECTS: ReadonlySet<string> = new Set([
  'product',
  'restaurant',
  'sign',
  'parcel',
  'medicine',
  'software',
  'game',
  'news',
  'job',
]);
const SUBJECT_SHARE = 0.3;

function isIdentified(seen: ReadonlyMap<OwnedCue, ReadonlySet<string>>, candidate: Candidate): boolean {
  if (candidate.line.edge === null || candidate.form === 'inline') return false;
  return [...seen].some(
    ([cue, set]) =>
      cue.weight > 0 &&
      set.size >= cue.minimum &&
      (cue.owner === candidate.rule.regime || cue.code === 'copy-number' || cue.code === 'official-paper'),
  );
}

function weightOf(cue: OwnedCue, candidate: Candidate, standing: Standing): number {
  const weight = candidate.strong ? (cue.strong ?? cue.weight * STRONG_SHARE) : cue.weight;
  // What follows a portion mark is the paragraph it marks: whatever it speaks of, it is no title and no talk of marks.
  if (candidate.form === 'portion' && (cue.talk || cue.scope !== 'document')) return weight * TALK_SHARE;
  if (cue.talk && (standing.others < SENTENCE_WORDS || candidate.form === 'field'))
    return weight * TALK_SHARE;
  // Exam papers carry 绝密★启用前. A term in years is not an exam's, whatever the paper is about.
  if (cue.code === 'exam' && candidate.strong && 'term' in candidate.details) return weight * TALK_SHARE;
  return weight;
}

function isRelease({ cue }: Pick<SeenCue, 'cue'>): boolean {
  return cue.code === 'released';
}

/** `GROUP 4 / Downgraded at 3 year intervals; / declassified after 12 years`: what was to be done some day, and a past date lowers nothing. */
function isScheduled(line: Line, above: Line | undefined): boolean {
  if (SCHEDULE.test(line.folded)) return true;
  // A stamp below an instruction is no part of it.
  const goesOn = above !== undefined && (/^\s{0,40}\p{Ll}/u.test(line.text) || UNFINISHED.test(above.folded));
  return goesOn && SCHEDULE.test(above.folded);
}

const UNFINISHED = /(?:[;,&]|\bAND) ?$/;

const SCHEDULE = /YEAR INTERVALS|DOWNGRAD(?:ED|ING) (?:AT|EVERY)|DECLASSIFICATION SCHEDULE/;

/** "Regraded UNCLASSIFIED when separated from enclosure", "Рассекретить не ранее 2050 г.": not yet. */
const CONDITION =
  /^\P{L}{0,3}(?:WHEN|UPON|IF|ONCE|ON REMOVAL|AFTER REMOVAL|AFTER (?:\d|THE |(?:THREE|SIX|TEN|TWELVE|TWENTY|THIRTY)(?!\p{L}))|AFTER ?$|NACH (?:\d|ABLAUF)|APRES \d|ЧЕРЕЗ \d|NOT BEFORE|IMPOSSIBLE|NICHT VOR|FRUHESTENS|PAS AVANT|НЕ РАНЕЕ|НЕ РАНІШЕ|不早于)/u;

/** "Not approved for public release" is no release, and 於民國130年1月1日解密 says when one will be. */
function isNegated(folded: string, start: number): boolean {
  const before = folded.slice(0, start).trimEnd();
  if (/^解密/.test(folded.slice(start, start + 2)) && /[年月日後后前於时時]$/.test(before))
    return !/(?:已|業已)[^。，]{0,16}$/.test(before);
  return /(?:\bNOT|\bNOT YET|\bTO BE|\b(?:WILL|SHALL|MAY|MUST|CAN) BE|\bAUTOMATICALLY|\bNEVER|\bNON|\bNICHT|\bPAS|\bНЕ|未|不|尚未) ?$/.test(
    folded.slice(Math.max(0, start - 20), start),
  );
}

function opensLine(text: string, start: number, end: number): boolean {
  return !/\p{L}/u.test(text.slice(0, start)) && !/\p{Ll}/u.test(text.slice(start, end));
}

function wordsBeside(line: Line, start: number, end: number): number {
  return wordCount(withoutOrnaments(`${line.folded.slice(0, start)} ¦ ${line.folded.slice(end)}`));
}

/** The mark's own words say nothing about it. */
export function isInside(
  { line, start, end }: Pick<SeenCue, 'line' | 'start' | 'end'>,
  candidate: Candidate,
): boolean {
  return line === candidate.line.index && start >= candidate.start && end <= candidate.end;
}

function applies({ cue, line, page, start, end }: SeenCue, candidate: Candidate): boolean {
  const { rule } = candidate;
  if (cue.owner !== null && cue.owner !== rule.regime) return false;
  if (cue.regimes && !cue.regimes.includes(rule.regime)) return false;
  if (cue.axis && cue.axis !== rule.axis) return false;
  const distance = Math.abs(line - candidate.line.index);
  if (isInside({ line, start, end }, candidate)) return false;
  if (cue.scope === 'line') return distance === 0;
  if (cue.scope === 'near' && page !== candidate.line.segment.where.page) return false;
  return cue.scope === 'document' || distance <= NEAR_LINES;
}
