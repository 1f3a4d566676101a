import type { Candidate, Evidence } from '../mark.ts';

/**
 * What a records officer checks: does the banner agree with the portions under it, are its entries in the order of the Register,
 * may this mark carry that sign. Noted with a mark, and worth little as evidence: real papers are marked wrongly every day.
 */
export function createRollUp(candidates: readonly Candidate[]): (candidate: Candidate) => Evidence[] {
  const portions = candidates.filter(
    (one) => one.form === 'portion' && !one.evidence.some((item) => item.code === 'portion-in-text'),
  );
  return (candidate) => {
    if (candidate.form === 'portion') return [];
    const notes: Evidence[] = [];
    const own = portions.filter(
      (one) =>
        one.rule.regime === candidate.rule.regime &&
        one.line.segment.where.part === candidate.line.segment.where.part,
    );
    if (own.length > 0 && candidate.rule.axis === 'state') {
      const highest = Math.max(...own.map((one) => one.rule.rank));
      if (highest > candidate.rule.rank) notes.push({ code: 'portions-above-banner', weight: 0 });
      else if (highest === candidate.rule.rank) notes.push({ code: 'roll-up-agrees', weight: 0.5 });
      if (
        own.some((one) => holds(one, /^(?:NF|NOFORN)$/)) &&
        !holds(candidate, /^(?:NF|NOFORN)$/) &&
        candidate.strong
      )
        notes.push({ code: 'noforn-missing', weight: 0 });
    }
    if (candidate.details.outOfOrder === true) notes.push({ code: 'entries-out-of-order', weight: -0.2 });
    if (candidate.details.star === true && candidate.rule.regime !== 'cn')
      notes.push({ code: 'star-not-allowed', weight: 0 });
    return notes;
  };
}

function holds(candidate: Candidate, control: RegExp): boolean {
  const { controls } = candidate.details;
  return Array.isArray(controls) && controls.some((one) => typeof one === 'string' && control.test(one));
}
