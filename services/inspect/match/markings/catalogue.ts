import type { Match, TextSegment } from '../../report.ts';
import { deriveFeatures } from '../features/derive.ts';
import { type CompiledRules, compileRules } from './compile.ts';
import { parseRules, type RuleText, readRuleTexts } from './load-rules.ts';
import type { LevelRule } from './mark.ts';
import { type Matches, type MatchOptions, matchDocument } from './match-document.ts';

/** The marking catalogue, compiled. Everything here is pure and synchronous. */
export interface Catalogue {
  /** "2026.11+ab12cd34": part of every verdict, so that the same bytes and version give the same answer. */
  readonly version: string;
  readonly levels: readonly LevelRule[];
  /** The whole document's segments at once: what stands around a mark decides. */
  match(segments: readonly TextSegment[], options?: MatchOptions): Matches;
  /** What is kept of the document for trying rules later; see `features/derive.ts`. */
  features(segments: readonly TextSegment[]): Uint8Array;
  /** Whether reading more of the document can no longer change *found* and is unlikely to raise the rank; see `isCertainOf`. */
  isCertain(segments: readonly TextSegment[]): boolean;
}

/** Throws ConfigError with every fault of every file; nothing of a faulty set is used. */
export async function loadCatalogue(dirs: readonly string[]): Promise<Catalogue> {
  return parseCatalogue(await readRuleTexts(dirs));
}

/** The same of files that were read already: children are given the set, so that a later change to a file is not theirs. */
export function parseCatalogue(texts: readonly RuleText[]): Catalogue {
  return catalogueOf(compileRules(parseRules(texts)));
}

export function catalogueOf(rules: CompiledRules): Catalogue {
  return {
    version: rules.version,
    levels: rules.all,
    match: (segments, options) => matchDocument(rules, segments, options),
    features: (segments) => deriveFeatures(rules.folder, segments),
    isCertain: (segments) => isCertainOf(matchDocument(rules, segments).findings),
  };
}

/** Above this nothing that may yet be read makes a mark doubtful, except a release stamp, which stands at the edges read first. */
const CERTAIN = 0.95;

/**
 * Certain is: a mark of serious damage or worse (state rank 3 and 4), or a lower one that stands as a mark in two places, as
 * headers do. A rank-0 banner never is (page 7 of a SECRET document may say UNCLASSIFIED), nor is one lone low mark, since an
 * interior page may carry less than the cover.
 */
export function isCertainOf(findings: readonly Match[]): boolean {
  return findings.some(
    (match) =>
      match.confidence >= CERTAIN &&
      match.rank !== null &&
      !isOfAnExam(match) &&
      !match.context.some((context) => context.effect === 'lowers') &&
      ((match.axis === 'state' && match.rank >= 3) || (match.rank >= 1 && match.places >= 2)),
  );
}

/** 绝密★启用前 stands on exam papers as on sealed orders: which it is, the rest of the page says. */
function isOfAnExam({ text, masked }: Match): boolean {
  return /[启啟]用前/.test(text) || /[启啟]用前/.test(masked);
}
