import type { Selectable } from 'kysely';
import type { Producer } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import type { OutboxTable } from '../../shared/db/tables.ts';
import { FaultError } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { encodeEvent } from '../../shared/messages/cloud-event.ts';
import type { Tracer } from '../../shared/tracing.ts';

/**
 * Whatever must leave the database leaves through here: rows in order, claimed, sent, and deleted after the broker's
 * acknowledgement. A crash in between sends again, with the same event id, when the claim has run out. Several relays may run.
 */
export interface RelayParts {
  readonly db: Db;
  readonly producer: Producer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tracer: Tracer;
  onFatal(error: Error): void;
}
/** Wakes the relay: something was just written. */
export interface Relay {
  wake(): void;
}

const BATCH = 100;
/** Longer than a send can take; a crashed relay's rows wait this long. */
const CLAIM_MS = 60_000;
const IDLE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

export function createOutboxRelay({
  db,
  producer,
  clock,
  log,
  tracer,
  onFatal,
}: RelayParts): Component<Relay> {
  async function relayBatch(): Promise<number> {
    const rows = await claim();
    if (rows.length === 0) return 0;
    const ids = rows.map((row) => row.id);
    try {
      await Promise.all(rows.map((row) => relayRow(row)));
    } catch (error) {
      // Given back at once: the next try need not wait for the claim to run out.
      await db.sql
        .updateTable('outbox')
        .set({ claimed_until: new Date(0) })
        .where('id', 'in', ids)
        .execute();
      throw error;
    }
    await db.sql.deleteFrom('outbox').where('id', 'in', ids).execute();
    log.info({ events: ids.length }, 'outbox relayed');
    return ids.length;
  }

  /** Sends of one partition leave in the order of the calls, in one request. */
  function relayRow(row: Selectable<OutboxTable>): Promise<void> {
    const { id = '', type = '', source = '', traceparent } = row.headers;
    const options = {
      kind: 'producer' as const,
      parent: traceparent,
      facts: { 'messaging.destination.name': row.topic },
    };
    return tracer.trace('publish alert', options, (span) => {
      const event = encodeEvent(
        { id, type, source, timeMs: row.created_at.getTime(), traceparent: span.traceparent },
        JSON.parse(row.value),
      );
      return producer.send([{ topic: row.topic, key: Buffer.from(row.key), ...event }]);
    });
  }

  /** No transaction stays open while the broker is asked: the embedded broker lives in the same database. */
  async function claim() {
    const now = new Date(clock.nowMs());
    const rows = await db.sql
      .updateTable('outbox')
      .set({ claimed_until: new Date(now.getTime() + CLAIM_MS) })
      .where('id', 'in', (query) =>
        query
          .selectFrom('outbox')
          .select('id')
          .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<', now)]))
          .orderBy('id')
          .limit(BATCH)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .execute();
    return rows.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  return {
    name: 'outbox relay',
    async start() {
      const stopping = new AbortController();
      let nap = new AbortController();

      async function relayUntilStopped(): Promise<void> {
        let pauseMs = IDLE_MS;
        while (!stopping.signal.aborted) {
          nap = new AbortController();
          try {
            if ((await relayBatch()) > 0) continue;
            pauseMs = IDLE_MS;
          } catch (error) {
            if (!(error instanceof FaultError)) throw error;
            log.warn({ err: error, pauseMs }, 'outbox held');
            pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
          }
          await clock.sleep(pauseMs, AbortSignal.any([stopping.signal, nap.signal]));
        }
      }

      const relaying = relayUntilStopped().catch((error: unknown) => {
        onFatal(error instanceof Error ? error : new Error(String(error)));
      });
      return {
        value: { wake: () => nap.abort() },
        async stop() {
          stopping.abort();
          await relaying;
        },
      };
    },
  };
}
