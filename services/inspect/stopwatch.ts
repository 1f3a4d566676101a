/** Where the time of one file goes, in milliseconds: opening formats, looking at pictures, reading lines, matching. */
export const CHILD_STAGES = ['open', 'look', 'read', 'match'] as const;
export type ChildStage = (typeof CHILD_STAGES)[number];
export type Stages = Readonly<Record<ChildStage, number>>;

/** Time spent in a stage that runs inside another counts for the inner one alone, so that the sum is the whole. */
export interface Stopwatch {
  during<T>(stage: ChildStage, work: () => T): T;
  /** What was measured since the last call. */
  take(): Stages;
}

export function createStopwatch(nowMs: () => number = () => performance.now()): Stopwatch {
  let spent = nothing();
  let open: Array<{ readonly stage: ChildStage }> = [];
  let sinceMs = nowMs();

  /** Gives what passed since the last change to the innermost stage under way. */
  function settle(): void {
    const atMs = nowMs();
    const inner = open.at(-1);
    if (inner !== undefined) spent[inner.stage] += atMs - sinceMs;
    sinceMs = atMs;
  }

  return {
    during(stage, work) {
      settle();
      const entry = { stage };
      open.push(entry);
      const leave = () => {
        settle();
        open = open.filter((other) => other !== entry);
      };
      let result: ReturnType<typeof work>;
      try {
        result = work();
      } catch (error) {
        leave();
        throw error;
      }
      if (!(result instanceof Promise)) {
        leave();
        return result;
      }
      return result.finally(leave) as typeof result;
    },
    take() {
      settle();
      const taken = spent;
      spent = nothing();
      return taken;
    },
  };
}

const nothing = (): Record<ChildStage, number> => ({ open: 0, look: 0, read: 0, match: 0 });

/** The same pieces; waiting for each counts for `stage`, what is done with it does not. */
export async function* timed<T>(
  pieces: AsyncIterable<T>,
  stage: ChildStage,
  stopwatch: Stopwatch,
): AsyncGenerator<T> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await stopwatch.during(stage, () => iterator.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
