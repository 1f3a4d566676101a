import type { Confusions } from './confusions.ts';

export interface Approximate {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}

/** A letter lost or one too many. */
const GAP_COST = 0.8;

/**
 * Where `term` stands in `text` at the least cost (Sellers' algorithm: the term must be used up, the text need not be).
 * Null when it costs more than `budget`. Time is the product of the lengths; both are short.
 */
export function approximate(
  text: string,
  term: string,
  budget: number,
  { cost }: Pick<Confusions, 'cost'>,
): Approximate | null {
  const height = term.length + 1;
  let costs = Float64Array.from({ length: height }, (_, row) => row * GAP_COST);
  let starts = new Int32Array(height);
  let best: Approximate | null = null;
  for (let at = 1; at <= text.length; at += 1) {
    const nextCosts = new Float64Array(height);
    const nextStarts = new Int32Array(height);
    nextStarts[0] = at;
    for (let row = 1; row < height; row += 1) {
      const swap = (costs[row - 1] ?? 0) + cost(text[at - 1] ?? '', term[row - 1] ?? '');
      const extra = (costs[row] ?? 0) + GAP_COST;
      const lost = (nextCosts[row - 1] ?? 0) + GAP_COST;
      const least = Math.min(swap, extra, lost);
      nextCosts[row] = least;
      nextStarts[row] =
        (least === swap ? starts[row - 1] : least === extra ? starts[row] : nextStarts[row - 1]) ?? 0;
    }
    costs = nextCosts;
    starts = nextStarts;
    const total = costs[term.length] ?? Number.POSITIVE_INFINITY;
    if (total <= budget && (best === null || total < best.cost)) {
      best = { start: starts[term.length] ?? 0, end: at, cost: total };
    }
  }
  return best;
}
