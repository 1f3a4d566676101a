import type { Rank } from '../../../shared/messages/parts.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { Match } from '../report.ts';

/** Below this a finding is doubtful: shown, but alone it never makes a verdict `found`. */
export const CERTAIN_ENOUGH = 0.5;

export interface Judgement {
  readonly verdict: 'found' | 'clean' | 'uninspected';
  readonly complete: boolean;
  readonly rank: Rank | null;
}

/**
 * Three answers, never two: something protected was found; else some part was not looked at; else clean.
 * Rank 0 is "explicitly not protected" (UNCLASSIFIED, TLP:CLEAR): a finding to show, not a spill.
 */
export function judge(
  findings: readonly Pick<Match, 'axis' | 'rank' | 'confidence'>[],
  uninspected: readonly Uninspected[],
): Judgement {
  const counted = findings.filter((finding) => finding.confidence >= CERTAIN_ENOUGH);
  const spilled = counted.some((finding) => finding.rank === null || finding.rank >= 1);
  const complete = uninspected.length === 0;
  return {
    verdict: spilled ? 'found' : complete ? 'clean' : 'uninspected',
    complete,
    rank: highestRank(counted),
  };
}

/** Ranks compare only within one axis; the state axis speaks first because its harm is the gravest. */
function highestRank(findings: readonly Pick<Match, 'axis' | 'rank'>[]): Rank | null {
  const state = findings.filter((finding) => finding.axis === 'state' && finding.rank !== null);
  const speaking = state.length > 0 ? state : findings;
  return speaking.reduce<Rank | null>(
    (highest, { rank }) => (rank !== null && (highest === null || rank > highest) ? rank : highest),
    null,
  );
}
