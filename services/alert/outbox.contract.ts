import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broker, Producer } from '../../shared/broker/broker.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { FaultError } from '../../shared/errors.ts';
import { createLog } from '../../shared/log.ts';
import { headerText } from '../../shared/messages/cloud-event.ts';
import { NO_TRACES } from '../../shared/tracing.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import { sentAlready } from './sent-already.ts';

export interface OutboxWorld {
  readonly db: Db;
  readonly broker: Broker;
  stop(): Promise<void>;
}

/** What leaves the database leaves once, in both worlds, also when a relay dies at the worst moment. */
export function describeOutbox(name: string, open: () => Promise<OutboxWorld>): void {
  describe(`outbox: ${name}`, () => {
    let world: OutboxWorld;
    let real: Producer;
    let topic = '';
    const stops: Array<() => Promise<void>> = [];

    beforeAll(async () => {
      world = await open();
      await world.db.migrate();
      real = await world.broker.producer();
    });
    beforeEach(async () => {
      topic = `t-${randomUUID()}`;
      await world.broker.ensureTopics([{ name: topic, partitions: 3, cleanup: 'delete', retentionMs: null }]);
    });
    afterAll(async () => {
      await Promise.all(stops.map((stop) => stop()));
      await real?.close();
      await world?.stop();
    });

    async function write(...ids: string[]): Promise<void> {
      for (const id of ids)
        await world.db.sql
          .insertInto('outbox')
          .values({
            topic,
            key: id,
            headers: JSON.stringify({ id, type: 'alert', source: '/test' }),
            value: JSON.stringify({ id }),
            created_at: new Date(),
          })
          .execute();
    }

    async function startRelay(send: Producer['send']): Promise<() => Promise<void>> {
      const { stop } = await createOutboxRelay({
        ...world,
        producer: { send, close: async () => undefined },
        clock: systemClock,
        log: createLog({ level: 'silent', service: 'test' }),
        tracer: NO_TRACES,
        onFatal: (error) => expect.unreachable(error.message),
      }).start();
      return stop;
    }

    /** A relay that sends the events `isSent` says, and is gone before it can delete any row; its claims run out. */
    async function relayThatDies(isSent: (id: string) => boolean): Promise<void> {
      let calls = 0;
      await startRelay(async (messages) => {
        const sent = messages.filter(({ headers }) => isSent(headerText(headers, 'ce_id') ?? ''));
        await real.send(sent);
        calls += 1;
        await new Promise(() => {});
      });
      const rows = await world.db.sql.selectFrom('outbox').select('id').execute();
      await vi.waitFor(() => expect(calls).toBe(rows.length), { timeout: 20_000 });
      await world.db.sql
        .updateTable('outbox')
        .set({ claimed_until: new Date(0) })
        .execute();
    }

    async function delivered(): Promise<string[]> {
      const ids: string[] = [];
      const tail = await world.broker.tail({
        topic,
        onMessage: ({ headers }) => ids.push(headerText(headers, 'ce_id') ?? ''),
        onFatal: (error) => expect.unreachable(error.message),
      });
      await tail.caughtUp;
      await tail.stop();
      return ids.toSorted();
    }
    const isEmpty = () =>
      vi.waitFor(
        async () => expect(await world.db.sql.selectFrom('outbox').select('id').execute()).toEqual([]),
        { timeout: 30_000, interval: 50 },
      );

    it('sends again what a relay did not, and not what it did before it died', async () => {
      await write('a', 'b', 'c', 'd');
      await relayThatDies((id) => id === 'a' || id === 'c');
      expect(await delivered()).toEqual(['a', 'c']);
      stops.push(await startRelay(real.send));
      await isEmpty();
      expect(await delivered()).toEqual(['a', 'b', 'c', 'd']);
      await stops.pop()?.();
    });

    it('is asked for once more after a send that failed although the broker had stored it', async () => {
      let failures = 0;
      await write('a', 'b');
      stops.push(
        await startRelay(async (messages) => {
          await real.send(messages);
          failures += 1;
          if (failures <= 2) throw new FaultError('BROKER_UNAVAILABLE', 'the answer was lost');
        }),
      );
      await isEmpty();
      expect(await delivered()).toEqual(['a', 'b']);
      expect(failures).toBe(2);
      await stops.pop()?.();
    });

    it('two relays side by side send every event once', async () => {
      const ids = Array.from({ length: 250 }, (_, index) => `n${index}`);
      await write(...ids);
      const both = await Promise.all([startRelay(real.send), startRelay(real.send)]);
      await isEmpty();
      await Promise.all(both.map((stop) => stop()));
      expect(await delivered()).toEqual(ids.toSorted());
    });

    it('finds what a topic holds among what is asked for, and nothing else', async () => {
      const message = (id: string) => ({
        topic,
        key: null,
        value: Buffer.from('{}'),
        headers: [['ce_id', Buffer.from(id)]] as const,
      });
      await real.send(['a', 'b', 'z'].map(message));
      const wanted = ['a', 'b', 'c'].map((id) => ({ topic, id }));
      expect([...(await sentAlready(world.broker, wanted))].toSorted()).toEqual(['a', 'b']);
      const missing = sentAlready(world.broker, [{ topic: `missing-${topic}`, id: 'a' }]);
      await expect(missing).rejects.toMatchObject({ name: 'FaultError' });
    });
  });
}
