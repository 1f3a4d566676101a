import type { Candidate, LevelRule } from './mark.ts';

/**
 * `(S)` and `(TS)` are written by several states. Where telling short forms of another regime stand in the document (`(O-S)`,
 * `(O:S)`), the shared ones are its own.
 */
export function adoptPortions(
  candidates: readonly Candidate[],
  all: readonly LevelRule[],
): readonly Candidate[] {
  const owners = new Set(
    candidates.flatMap(({ form, rule, strong }) =>
      form === 'portion' && strong && rule.portions.length > 0 && rule.regime !== 'us' ? [rule.regime] : [],
    ),
  );
  const [owner] = owners;
  if (owners.size !== 1 || owner === undefined) return candidates;
  return candidates.map((candidate) => {
    if (candidate.form !== 'portion' || candidate.rule.regime !== 'us') return candidate;
    const short = candidate.line.text.slice(candidate.level.start, candidate.level.end);
    const rule = all.find((one) => one.regime === owner && one.portions.includes(short));
    // NOFORN and its like are nobody else's.
    return rule && candidate.details.controls === undefined ? { ...candidate, rule } : candidate;
  });
}
