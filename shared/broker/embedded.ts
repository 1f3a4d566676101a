import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import { FaultError } from '../errors.ts';
import type { Broker, Consumer, Tail } from './broker.ts';
import { createEmbeddedConsumer } from './embedded-consumer.ts';
import { createGroups } from './embedded-groups.ts';
import { asFault, createLog } from './embedded-log.ts';
import { createOffsets } from './embedded-offsets.ts';
import { createAppender, createEmbeddedProducer } from './embedded-producer.ts';
import { cleanLog } from './embedded-retention.ts';
import { createEmbeddedTail } from './embedded-tail.ts';

export interface EmbeddedBrokerOptions {
  /** Migrated. No other process may write to its `broker_*` tables. */
  readonly db: Db;
  readonly clock: Clock;
}

const CLEAN_EVERY_MS = 10 * 60 * 1000;

/**
 * A broker in this process: the log and the offsets in the database, the groups in memory. Whatever was acknowledged
 * survives a crash; whatever was not committed is delivered again after it.
 */
export function createEmbeddedBroker({ db, clock }: EmbeddedBrokerOptions): Broker {
  const log = createLog(db);
  const offsets = createOffsets(db);
  const groups = createGroups();
  const listeners = new Set<() => void>();
  const running = new Set<{ stop(): Promise<void> }>();
  const closing = new AbortController();
  let cleaning: Promise<void> | null = null;

  const appender = createAppender(log, clock, () => {
    for (const listener of listeners) listener();
  });
  const onAppended = (wake: () => void) => {
    listeners.add(wake);
    return () => {
      listeners.delete(wake);
    };
  };

  function track<T extends Consumer | Tail>(part: T): T {
    running.add(part);
    return {
      ...part,
      stop: async () => {
        running.delete(part);
        await part.stop();
      },
    };
  }

  async function clean(): Promise<void> {
    while (!closing.signal.aborted) {
      // A database that does not answer now is reported by those who need it; here the next round tries again.
      await cleanLog(db, clock.nowMs()).catch((error: unknown) => {
        if (!(error instanceof FaultError)) throw error;
      });
      await clock.sleep(CLEAN_EVERY_MS, closing.signal);
    }
  }

  return {
    producer: async () => createEmbeddedProducer(log, appender),
    consumer: (options) =>
      track(createEmbeddedConsumer(options, { log, offsets, groups, clock, onAppended })),
    tail: async (options) => track(await createEmbeddedTail(options, log, onAppended)),
    ensureTopics: async (topics) => {
      await log.ensure(topics);
      cleaning ??= clean();
    },
    groupOffsets: async (groupId, topic) => {
      const count = await log.partitionsOf(topic);
      const committed = await offsets.committed(groupId, topic);
      const starts = await offsets.starts(topic);
      return Array.from({ length: count }, (_, partition) => ({
        partition,
        start: starts.get(partition) ?? log.endOf(topic, partition),
        committed: committed.get(partition) ?? null,
        end: log.endOf(topic, partition),
      }));
    },
    ping: () => asFault(() => db.ping()),
    close: async () => {
      closing.abort();
      await Promise.all([...running].map((part) => part.stop()));
      await cleaning;
    },
  };
}
