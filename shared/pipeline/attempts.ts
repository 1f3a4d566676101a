import type { Clock } from '../clock.ts';

/** A handler that stands behind other messages says so: for the watchdog only the time counts in which it is at work. It begins at work. */
export interface Turn {
  waiting(): void;
  working(): void;
}

/** The handlers of one consumer that are at work. */
export interface Attempts {
  during<T>(work: (turn: Turn) => Promise<T>): Promise<T>;
  /** When the one that has been at work for longest began, or its turn came; milliseconds since the epoch, null when none is. */
  oldestMs(): number | null;
}

export function createAttempts(clock: Clock): Attempts {
  /** Insertion order is age. */
  const began = new Map<symbol, number>();
  return {
    async during(work) {
      const attempt = Symbol('attempt');
      const waiting = () => void began.delete(attempt);
      const working = () => {
        waiting();
        began.set(attempt, clock.nowMs());
      };
      working();
      try {
        return await work({ waiting, working });
      } finally {
        waiting();
      }
    },
    oldestMs: () => began.values().next().value ?? null,
  };
}
