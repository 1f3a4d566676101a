import type { VerdictFinding } from '../../shared/messages/verdict.ts';

/** The finding a list shows: highest rank, then highest confidence. */
export function topFinding(findings: readonly VerdictFinding[]): VerdictFinding | undefined {
  return findings.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || b.confidence - a.confidence)[0];
}
