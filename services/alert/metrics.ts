import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { FaultError } from '../../shared/errors.ts';

/** What waits in the outbox, asked of the database at every scrape. A database that does not answer leaves both without a value. */
export function createOutboxMetrics(registry: Registry, db: Db, clock: Clock): void {
  const age = new Gauge({
    name: 'spillway_outbox_age_seconds',
    help: 'Age of the oldest alert that the broker has not acknowledged; 0 when there is none.',
    registers: [registry],
  });
  new Gauge({
    name: 'spillway_outbox_rows',
    help: 'Alerts written to the database that the broker has not acknowledged.',
    registers: [registry],
    async collect() {
      try {
        const { waiting, oldest } = await db.sql
          .selectFrom('outbox')
          .select(({ fn }) => [fn.countAll().as('waiting'), fn.min('created_at').as('oldest')])
          .executeTakeFirstOrThrow();
        this.set(Number(waiting));
        age.set(oldest === null ? 0 : Math.max(0, clock.nowMs() - oldest.getTime()) / 1000);
      } catch (error) {
        if (!(error instanceof FaultError)) throw error;
        this.set(Number.NaN);
        age.set(Number.NaN);
      }
    },
  });
}
