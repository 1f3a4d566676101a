import type { Confusions } from './confusions.ts';

export interface Approximate {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}

/** A letter lost or one too many. */
const GAP_COST = 0.8;

/** Rows of the table, kept from call to call: a page asks thousands of times. Terms are shorter, or get rows of their own. */
const KEPT = 128;
const kept = [0, 1].map(() => ({ costs: new Float64Array(KEPT), starts: new Int32Array(KEPT) }));

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
  let [row, next] =
    height <= KEPT
      ? kept
      : [0, 1].map(() => ({ costs: new Float64Array(height), starts: new Int32Array(height) }));
  if (row === undefined || next === undefined) throw new Error('Expected two rows');
  for (let at = 0; at < height; at += 1) {
    row.costs[at] = at * GAP_COST;
    row.starts[at] = 0;
  }
  let best: Approximate | null = null;
  for (let at = 1; at <= text.length; at += 1) {
    const seen = text[at - 1] as string;
    const { costs, starts } = row;
    next.costs[0] = 0;
    next.starts[0] = at;
    let above = 0;
    let aboveStart = at;
    for (let letter = 1; letter < height; letter += 1) {
      const swap = (costs[letter - 1] as number) + cost(seen, term[letter - 1] as string);
      const extra = (costs[letter] as number) + GAP_COST;
      const lost = above + GAP_COST;
      above = Math.min(swap, extra, lost);
      if (above === swap) aboveStart = starts[letter - 1] as number;
      else if (above === extra) aboveStart = starts[letter] as number;
      next.costs[letter] = above;
      next.starts[letter] = aboveStart;
    }
    if (above <= budget && (best === null || above < best.cost)) {
      best = { start: aboveStart, end: at, cost: above };
    }
    [row, next] = [next, row];
  }
  return best;
}
