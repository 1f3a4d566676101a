import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { Broker, Consumer, ConsumerHandlers, DeliveredMessage } from '../broker/broker.ts';
import { systemClock } from '../clock.ts';
import { createLog } from '../log.ts';
import { type Consumption, consume } from './consume.ts';
import { createPipelineMetrics } from './metrics.ts';
import { done } from './outcome.ts';

/** A stand-in for a broker with as many messages queued as told; it hands over batches for as long as it is not told to pause. */
function fakePlenty(partitions: number, each: number, batch: number) {
  const next = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 0]));
  const committed = new Map<number, bigint>();
  const paused = new Set<number>();
  let handlers: ConsumerHandlers | null = null;

  function deliver(partition: number): void {
    const from = next.get(partition) ?? each;
    if (handlers === null || paused.has(partition) || from >= each) return;
    const to = Math.min(each, from + batch);
    next.set(partition, to);
    const messages = Array.from(
      { length: to - from },
      (_, index): DeliveredMessage => ({
        topic: 'jobs',
        partition,
        offset: BigInt(from + index),
        timestampMs: 0,
        key: null,
        value: null,
        headers: [],
      }),
    );
    const place = { topic: 'jobs', partition, epoch: 1 };
    handlers.onBatch({ ...place, messages, nextOffset: BigInt(to), highWatermark: BigInt(each) });
    setImmediate(deliver, partition);
  }

  const consumer: Consumer = {
    start: async (given) => {
      handlers = given;
      given.onAssignment({
        epoch: 1,
        partitions: [...next.keys()].map((partition) => ({ topic: 'jobs', partition })),
      });
      for (const partition of next.keys()) setImmediate(deliver, partition);
    },
    pause: (places) => places.forEach(({ partition }) => void paused.add(partition)),
    resume: (places) => {
      for (const { partition } of places) {
        paused.delete(partition);
        setImmediate(deliver, partition);
      }
    },
    commit: async (_epoch, offsets) => {
      for (const { partition, next: offset } of offsets) committed.set(partition, offset);
      return 'committed';
    },
    lastActivityMs: () => Date.now(),
    stop: async () => {
      handlers = null;
    },
  };
  const unused = () => Promise.reject(new Error('Expected only a consumer to be asked for'));
  const broker: Broker = {
    consumer: () => consumer,
    producer: unused,
    tail: unused,
    ensureTopics: unused,
    groupOffsets: unused,
    ping: unused,
    close: async () => undefined,
  };
  /** Handed over by the broker, over all partitions. */
  const handedOver = () => [...next.values()].reduce((sum, count) => sum + count, 0);
  return { broker, committed, handedOver };
}

async function start(broker: Broker, handle: Consumption['handle'], concurrency: number) {
  return consume(
    {
      groupId: 'jobs',
      topic: 'jobs',
      detours: { retries: [], deadTopic: 'jobs.dead' },
      handle,
      concurrency,
      maxPerPartition: 64,
      maxDeadInARow: 10,
      graceMs: 100,
    },
    {
      broker,
      producer: { send: async () => undefined, close: async () => undefined },
      clock: systemClock,
      log: createLog({ level: 'silent', service: 'test' }),
      metrics: createPipelineMetrics(new Registry()),
      onFatal: (error) => expect.unreachable(error.message),
    },
  );
}

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!check()) {
    if (Date.now() > deadline) throw new Error(`Expected ${check.toString()} within 50 s`);
    await systemClock.sleep(20);
  }
}

test('of 200,000 queued messages never more than a batch and the limit a partition are in memory, and all are worked off', async () => {
  const [partitions, each, batch] = [4, 50_000, 500];
  const { broker, committed, handedOver } = fakePlenty(partitions, each, batch);
  let handled = 0;
  let most = 0;
  const consumption = await start(
    broker,
    async () => {
      most = Math.max(most, handedOver() - handled);
      await new Promise((resolve) => setImmediate(resolve));
      handled += 1;
      return done('ok');
    },
    16,
  );
  await until(() => handled === partitions * each);
  await until(
    () => [...committed.values()].filter((offset) => offset === BigInt(each)).length === partitions,
  );
  await consumption.stop();
  expect(most).toBeGreaterThan(batch);
  expect(most).toBeLessThanOrEqual(partitions * (batch + 64));
});

test('a partition whose messages never end takes no hand from the others', async () => {
  const { broker, committed } = fakePlenty(4, 300, 100);
  const running = new Map<number, number>();
  const consumption = await start(
    broker,
    async ({ partition }) => {
      running.set(partition, (running.get(partition) ?? 0) + 1);
      if (partition === 0) await new Promise(() => {});
      return done('ok');
    },
    8,
  );
  await until(() => [1, 2, 3].every((partition) => committed.get(partition) === 300n));
  expect(running.get(0)).toBeLessThanOrEqual(8);
  expect(committed.get(0)).toBeUndefined();
  await consumption.stop();
});
