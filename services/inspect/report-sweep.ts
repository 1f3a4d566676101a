import type { Clock } from '../../shared/clock.ts';
import { FaultError } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';

const SWEEP_EVERY_MS = 60 * 60 * 1000;

/** Removes what is past its time, hourly: the fleet's reports, documents' features; several inspectors may do so at once. */
export function createReportSweep(parts: {
  kept: Readonly<Record<'reports' | 'features', { sweep(): Promise<number> }>>;
  clock: Clock;
  log: Logger;
  onFatal(error: Error): void;
}): Component<void> {
  const { kept, clock, log, onFatal } = parts;
  return {
    name: 'report sweep',
    async start() {
      const stopping = new AbortController();
      const sweeping = (async () => {
        while (!stopping.signal.aborted) {
          try {
            const [reports, features] = [await kept.reports.sweep(), await kept.features.sweep()];
            if (reports + features > 0) log.info({ reports, features }, 'reports swept');
          } catch (error) {
            if (!(error instanceof FaultError)) throw error;
            log.warn({ err: error }, 'reports not swept, tried again later');
          }
          await clock.sleep(SWEEP_EVERY_MS, stopping.signal);
        }
      })().catch((error: unknown) => onFatal(error instanceof Error ? error : new Error(String(error))));
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
