import type { Note, Uninspected, VerdictFinding } from '../../shared/messages/verdict.ts';
import { notesOf, uninspectedOf } from '../inspect/judge/notes.ts';
import type { Report } from '../inspect/report.ts';

/** One line of `scan --json`. On the user's own terminal `text` is shown; nowhere else. Boxes are fractions of the page. */
export interface ScanResult {
  readonly path: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly mediaType: string | null;
  readonly verdict: Report['verdict'];
  readonly complete: boolean;
  readonly rank: Report['rank'];
  readonly findings: readonly ScanFinding[];
  /** Below half confidence: evidence speaks against them. They alone never make a file `found`. */
  readonly doubtful: readonly ScanFinding[];
  readonly uninspected: readonly Uninspected[];
  /** Codes by part: the name promises another type, the file is several things at once. */
  readonly notes: readonly Note[];
  readonly elapsedMs: number;
}

export type ScanFinding = Pick<
  VerdictFinding,
  'kind' | 'regime' | 'axis' | 'level' | 'rank' | 'rule' | 'confidence' | 'where' | 'places'
> & {
  readonly text: string;
  /** Codes of what raised or lowered the confidence. */
  readonly context: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
};

interface FindingLike extends Omit<ScanFinding, 'context' | 'text'> {
  readonly context: ReadonlyArray<{ readonly code: string }>;
}

export function scanFindingOf(finding: FindingLike, text: string): ScanFinding {
  const { kind, regime, axis, level, rank, rule, confidence, where, places, details } = finding;
  const context = finding.context.map(({ code }) => code);
  return { kind, regime, axis, level, rank, text, confidence, where, context, rule, places, details };
}

export function scanResultOf(path: string, report: Report): ScanResult {
  const shown = (finding: Report['findings'][number]) => scanFindingOf(finding, finding.text.reveal());
  return {
    path,
    sha256: report.sha256,
    bytes: report.sizeBytes,
    mediaType: report.mediaType,
    verdict: report.verdict,
    complete: report.complete,
    rank: report.rank,
    findings: report.findings.map(shown),
    doubtful: report.doubtful.map(shown),
    uninspected: uninspectedOf(report, path),
    notes: notesOf(report, path),
    elapsedMs: Math.round(report.elapsedMs),
  };
}

export function notScanned(path: string, uninspected: Uninspected, bytes: number | null): ScanResult {
  return {
    path,
    sha256: null,
    bytes,
    mediaType: null,
    verdict: 'uninspected',
    complete: false,
    rank: null,
    findings: [],
    doubtful: [],
    uninspected: [uninspected],
    notes: [],
    elapsedMs: 0,
  };
}

/** 0 nothing found, 1 found, 2 something could not be inspected (and nothing was found). */
export function exitCodeOf(results: readonly ScanResult[]): 0 | 1 | 2 {
  if (results.some((result) => result.verdict === 'found')) return 1;
  return results.some((result) => !result.complete) ? 2 : 0;
}
