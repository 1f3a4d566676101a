import type { Clock } from './clock.ts';
import { FaultError } from './errors.ts';
import type { Component } from './lifecycle.ts';
import type { Logger } from './log.ts';

const SWEEP_EVERY_MS = 60 * 60 * 1000;

/**
 * Removes what is past its time, at the start and then hourly, for as long as it runs. Several processes may sweep the same at once.
 * A neighbour that does not answer leaves the work to the next round; anything else that is thrown ends the process.
 */
export function createSweeper(parts: {
  /** Of what is swept, for logs and errors: "retention". */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  sweep(): Promise<unknown>;
  onFatal(error: Error): void;
}): Component<void> {
  const { name, clock, log, sweep, onFatal } = parts;

  async function sweepUntil(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      try {
        await sweep();
      } catch (error) {
        if (!(error instanceof FaultError)) throw error;
        log.warn({ err: error, of: name }, 'not swept, tried again later');
      }
      await clock.sleep(SWEEP_EVERY_MS, stopping);
    }
  }

  return {
    name,
    async start() {
      const stopping = new AbortController();
      const sweeping = sweepUntil(stopping.signal).catch((error: unknown) =>
        onFatal(error instanceof Error ? error : new Error(String(error))),
      );
      return {
        value: undefined,
        async stop() {
          stopping.abort();
          await sweeping;
        },
      };
    },
  };
}
