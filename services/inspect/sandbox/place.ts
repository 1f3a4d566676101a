import type { Answer, ChildHandle } from './child-handle.ts';

export interface PlaceOptions {
  start(): Promise<ChildHandle>;
  /** Which set of rules children are started with now; one of an older set gets no further file. */
  generation(): number;
  readonly filesAChild: number;
  /** Of a child that has answered: whether it is not to be given another file. */
  isSpent(child: ChildHandle): Promise<boolean>;
  /** Whether a child is always there, or only from when it is asked for until it may rest. */
  readonly keeps: boolean;
  warn(fields: Record<string, unknown>, event: string): void;
}

/** One place of the pool: its child, and near the end of that child's turn the one that follows it. */
export interface Place {
  /** A living child that may be given one more file. Rejects when none can be started; the next call makes a new attempt. */
  child(): Promise<ChildHandle>;
  /** After a file, with how it ended. */
  served(child: ChildHandle, end: Answer['end']): Promise<void>;
  /** Its child is not needed for now. Never while it is at a file. */
  rest(): void;
  /** Resolves when all its children are gone. */
  close(): Promise<void>;
}

/** So many files before its last one a child's successor begins to load, so that nobody waits for it. */
const AHEAD = 8;
/** A child can die while it waits; more than one after the other is a matter for whoever asked. */
const REPLACED_AT_MOST = 2;

interface Started {
  readonly child: Promise<ChildHandle>;
  readonly generation: number;
}

export function createPlace(options: PlaceOptions): Place {
  const { start, generation, filesAChild, isSpent, keeps, warn } = options;
  const ahead = Math.min(AHEAD, filesAChild - 1);
  const leaving = new Set<Promise<void>>();
  let files = 0;
  /** null after a round of failed starts, and while it rests. */
  let own: Started | null = keeps ? begin() : null;
  let successor: Started | null = null;
  let isClosed = false;

  function begin(): Started {
    const child = start();
    // Whoever asks for the child is told of a failure; until then it must not count as unhandled.
    child.catch(() => {});
    return { child, generation: generation() };
  }

  function letGo(started: Started | null): void {
    if (started === null) return;
    const gone = started.child.then(
      (child) => child.kill(),
      () => {},
    );
    leaving.add(gone);
    void gone.then(() => leaving.delete(gone));
  }

  const isOfNow = (started: Started) => started.generation === generation();

  function replace(): Started {
    files = 0;
    const next = successor !== null && isOfNow(successor) ? successor : begin();
    if (successor !== next) letGo(successor);
    successor = null;
    own = next;
    return next;
  }

  /** Never while the child is at a file. */
  function current(): Started {
    if (own !== null && isOfNow(own)) return own;
    letGo(own);
    return replace();
  }

  function rest(): void {
    letGo(own);
    letGo(successor);
    own = null;
    successor = null;
  }

  return {
    async child() {
      try {
        let child = await current().child;
        for (let turn = 0; !child.alive() && turn < REPLACED_AT_MOST; turn += 1) {
          warn({ pid: child.pid }, 'sandbox child died while idle');
          await child.kill();
          child = await replace().child;
        }
        return child;
      } catch (error) {
        // The cause may be gone by the next attempt.
        own = null;
        throw error;
      }
    },

    async served(child, end) {
      files += 1;
      const isLast = end === 'done' && (files >= filesAChild || (await isSpent(child)));
      if (isClosed) return;
      if (end !== 'done') replace();
      else if (isLast) {
        await child.kill();
        if (!isClosed) replace();
      } else if (files >= filesAChild - ahead) successor ??= begin();
    },

    rest,

    async close() {
      isClosed = true;
      rest();
      await Promise.all(leaving);
    },
  };
}
