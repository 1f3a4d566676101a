import { SPACE } from '../fold.ts';

/**
 * A trie in arrays: nodes are numbered level by level, so that the children of a node stand together, `below[node]` to
 * `below[node + 1]`, that behind a gap first. Node 0 is the root. Some 15 bytes a node, where objects took 300.
 */
export interface TrieNodes<T> {
  /** The folded unit that leads to each node. */
  readonly unit: Uint16Array;
  readonly below: Int32Array;
  readonly values: readonly (readonly T[] | null)[];
  /** Number of nodes with values. */
  readonly terms: number;
}

export function trieNodes<T>(terms: Iterable<readonly [units: readonly number[], value: T]>): TrieNodes<T> {
  // Grown as linked children, 0 for none, and numbered anew when all are there.
  const unit = [0];
  const child = [0];
  const sibling = [0];
  const values: (T[] | null)[] = [null];
  const childOf = (node: number, code: number): number => {
    let at = child[node] ?? 0;
    while (at !== 0 && unit[at] !== code) at = sibling[at] ?? 0;
    return at;
  };
  for (const [units, value] of terms) {
    let node = 0;
    for (const code of units) {
      let next = childOf(node, code);
      if (next === 0) {
        next = unit.push(code) - 1;
        sibling.push(child[node] ?? 0);
        child.push(0);
        values.push(null);
        child[node] = next;
      }
      node = next;
    }
    const known = values[node] ?? [];
    known.push(value);
    values[node] = known;
  }

  const order = [0];
  const below = new Int32Array(unit.length + 1);
  for (let place = 0; place < order.length; place += 1) {
    const node = order[place] ?? 0;
    below[place] = order.length;
    const gap = childOf(node, SPACE);
    if (gap !== 0) order.push(gap);
    for (let at = child[node] ?? 0; at !== 0; at = sibling[at] ?? 0) if (at !== gap) order.push(at);
  }
  below[unit.length] = order.length;
  return {
    unit: Uint16Array.from(order, (node) => unit[node] ?? 0),
    below,
    values: order.map((node) => values[node] ?? null),
    terms: values.filter((one) => one !== null).length,
  };
}
