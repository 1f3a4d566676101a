import { type Selectable, sql } from 'kysely';
import type { Broker, Producer } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import type { OutboxTable } from '../../shared/db/tables.ts';
import { FaultError } from '../../shared/errors.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { encodeEvent } from '../../shared/messages/cloud-event.ts';
import type { Tracer } from '../../shared/tracing.ts';
import { sentAlready } from './sent-already.ts';

/**
 * Whatever must leave the database leaves through here: rows in order, claimed, sent, and deleted after the broker's
 * acknowledgement. Several relays may run. A row that was claimed before and is still there may have been sent by a relay
 * that died before it could delete it: the topic is asked, and what it holds already is not sent again.
 * Claims run by the database's clock, so that a relay whose own clock is wrong neither takes nor keeps what is not its own.
 */
export interface RelayParts {
  readonly broker: Broker;
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
const CLAIM_SECONDS = 60;
const IDLE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

interface ClaimedRow
  extends Pick<Selectable<OutboxTable>, 'topic' | 'key' | 'headers' | 'value' | 'created_at'> {
  readonly id: string;
  /** Claimed before: may have been sent. */
  readonly suspect: boolean;
}

export function createOutboxRelay({
  broker,
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
      const suspects = rows.filter((row) => row.suspect);
      const there = await sentAlready(
        broker,
        suspects.map(({ topic, headers }) => ({ topic, id: headers.id ?? '' })),
      );
      const unsent = rows.filter((row) => !row.suspect || !there.has(row.headers.id ?? ''));
      await Promise.all(unsent.map((row) => relayRow(row)));
    } catch (error) {
      // Given back at once: the next try need not wait for the claim to run out. Some may have been stored all the same.
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
  function relayRow(row: ClaimedRow): Promise<void> {
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
  async function claim(): Promise<ClaimedRow[]> {
    const { rows } = await sql<ClaimedRow>`
      with due as (
        select id, claimed_until is not null as suspect from outbox
        where claimed_until is null or claimed_until < now()
        order by id limit ${BATCH} for update skip locked
      )
      update outbox set claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second'
      from due where outbox.id = due.id
      returning outbox.id, topic, key, headers, value, created_at, suspect`.execute(db.sql);
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
