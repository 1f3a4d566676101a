/** A queue for something only one may hold at a time: first come, first served. */
export interface Turns {
  /** Resolves with the function that gives the turn back; with null when `timeoutMs` passed before. */
  take(timeoutMs: number): Promise<(() => void) | null>;
}

export function createTurns(): Turns {
  const waiting: Array<() => void> = [];
  let held = false;

  function release() {
    const next = waiting.shift();
    if (next === undefined) held = false;
    else next();
  }

  function once() {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      release();
    };
  }

  return {
    take: (timeoutMs) => {
      if (!held) {
        held = true;
        return Promise.resolve(once());
      }
      return new Promise((resolve) => {
        const grant = () => {
          clearTimeout(timer);
          resolve(once());
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(grant), 1);
          resolve(null);
        }, timeoutMs);
        waiting.push(grant);
      });
    },
  };
}
