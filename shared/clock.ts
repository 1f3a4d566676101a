import { setMaxListeners } from 'node:events';

/** The time, and waiting for it; injected so that tests own both. */
export interface Clock {
  nowMs(): number;
  /** Milliseconds since some moment; unlike `nowMs` it never jumps, so it measures how long something takes. */
  elapsedMs(): number;
  /** Resolves after `durationMs`, or as soon as `signal` aborts (it never rejects). */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      // As many listeners as sleepers, each taken away when its sleep is over: many is no leak, so nobody need be warned.
      if (signal !== undefined) setMaxListeners(0, signal);
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, durationMs);
      signal?.addEventListener('abort', finish, { once: true });
    }),
};
