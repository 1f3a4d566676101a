import type { Clock } from '../../shared/clock.ts';
import { FaultError } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import type { FleetReports } from './fleet-reports.ts';

const SWEEP_EVERY_MS = 60 * 60 * 1000;

/** Removes reports past their time, hourly; several inspectors may do so at once. */
export function createReportSweep(parts: {
  reports: FleetReports;
  clock: Clock;
  log: Logger;
  onFatal(error: Error): void;
}): Component<void> {
  const { reports, clock, log, onFatal } = parts;
  return {
    name: 'report sweep',
    async start() {
      const stopping = new AbortController();
      const sweeping = (async () => {
        while (!stopping.signal.aborted) {
          try {
            const removed = await reports.sweep();
            if (removed > 0) log.info({ reports: removed }, 'reports swept');
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
