import type { Job } from './simulate.ts';

/**
 * One pod as the inspector is built (`openInTurn`): small files are opened first, nobody is passed by for ever, and of several
 * hands one is kept from the slow ones.
 */
export interface Pod {
  /** Work taken from the partitions and not done, with a hand or without. */
  inWork: number;
  ask(index: number, job: Job): void;
  /** The next one to be opened now; null when no hand is free for any that waits. */
  open(): number | null;
  opened(job: Job): void;
  /** Who still waits for a hand; they are given up. */
  abandon(): readonly number[];
}

interface Waiting {
  readonly index: number;
  readonly cost: number;
  readonly slow: boolean;
  passedBy: number;
}

const PASSED_BY_AT_MOST = 20;
const SLOW = 10;

export function createPod(hands: number): Pod {
  const slowAtOnce = Math.max(1, hands - 1);
  const waiting: Waiting[] = [];
  let open = 0;
  let slow = 0;
  const costOf = ({ cost, passedBy }: Waiting) => (passedBy >= PASSED_BY_AT_MOST ? -passedBy : cost);

  return {
    inWork: 0,
    ask(index, { sizeBytes = 0, slow: isSlow = false }) {
      waiting.push({ index, slow: isSlow, cost: sizeBytes * (isSlow ? SLOW : 1), passedBy: 0 });
    },
    open() {
      if (open >= hands) return null;
      let next: Waiting | null = null;
      for (const each of waiting)
        if ((!each.slow || slow < slowAtOnce) && (next === null || costOf(each) < costOf(next))) next = each;
      if (next === null) return null;
      waiting.splice(waiting.indexOf(next), 1);
      open += 1;
      if (next.slow) slow += 1;
      for (const each of waiting) each.passedBy += 1;
      return next.index;
    },
    opened({ slow: wasSlow = false }) {
      open -= 1;
      if (wasSlow) slow -= 1;
    },
    abandon: () => waiting.splice(0).map(({ index }) => index),
  };
}
