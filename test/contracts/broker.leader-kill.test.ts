import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Broker, Producer } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { eventually, message, record, text } from '../../shared/broker/recorder.contract.ts';
import { startKafka, type TestKafka } from '../support/kafka.ts';
import { waitFor } from '../support/wait-for.ts';

/**
 * kafkajs alone reports success for messages it never sent when a leader dies during a send. Six partitions on three
 * nodes: each node leads two, so whichever is killed, a leader dies.
 */
describe('Kafka whose leader is killed during sends', () => {
  let kafka: TestKafka;
  let broker: Broker;
  const topic = `t-${randomUUID()}`;
  const spec = { name: topic, partitions: 6, cleanup: 'delete', retentionMs: null } as const;

  beforeAll(async () => {
    kafka = await startKafka({ nodes: 3 });
    broker = createKafkaBroker({
      brokers: kafka.brokers,
      clientId: 'leader-kill',
      log: pino({ level: 'silent' }),
    });
    await waitFor(
      'all three nodes hold topics',
      () =>
        broker.ensureTopics([spec]).then(
          () => true,
          () => false,
        ),
      { timeoutMs: 60_000, everyMs: 500 },
    );
  });
  afterAll(async () => {
    await broker?.close();
    await kafka?.stop();
  });

  it('has readers that start while one broker of three has just gone', async () => {
    const [first] = kafka.nodes;
    await first?.kill();
    // Of its own, so that nothing is known yet; every metadata it is given still names the dead one as a leader.
    const starting = createKafkaBroker({
      brokers: kafka.brokers,
      clientId: 'starting',
      log: pino({ level: 'silent' }),
    });
    const tail = await starting.tail({
      topic,
      onMessage: () => undefined,
      onFatal: (error) => expect.unreachable(error.message),
    });
    await tail.caughtUp;
    await tail.stop();
    await starting.close();
    await first?.restart();
  }, 120_000);

  it('loses nothing that it acknowledged, and the consumer lives through it', async () => {
    const reader = await record(broker, `g-${randomUUID()}`, [topic]);
    const producer = await broker.producer();
    const sending = startSending(producer, topic);
    for (const node of kafka.nodes.slice(0, 2)) {
      await sending.progress(500);
      await node.kill();
      await sending.progress(500);
      await node.restart();
      await sending.progress(2_000);
    }
    const { acknowledged, failedSends } = await sending.stop();

    const seen = new Set<string>();
    const tail = await broker.tail({
      topic,
      onMessage: ({ value }) => seen.add(text(value)),
      onFatal: (error) => expect.unreachable(error.message),
    });
    await tail.caughtUp;
    const lost = acknowledged.filter((id) => !seen.has(id));
    expect({ lost: lost.length, of: acknowledged.length, failedSends }).toEqual({
      lost: 0,
      of: acknowledged.length,
      failedSends,
    });
    expect(acknowledged.length).toBeGreaterThan(5_000);

    await eventually(() => {
      const received = new Set(reader.values());
      expect(acknowledged.filter((id) => !received.has(id))).toHaveLength(0);
    }, 120_000);
    expect(reader.fatal).toEqual([]);
    await tail.stop();
    await reader.consumer.stop();
    await producer.close();
  }, 360_000);
});

/** Six senders, each with sends that span all partitions, one after the other; a send that fails counts as not acknowledged. */
function startSending(producer: Producer, topic: string) {
  const acknowledged: string[] = [];
  let failedSends = 0;
  let next = 0;
  let stopping = false;

  async function sender(): Promise<void> {
    while (!stopping) {
      const ids = Array.from({ length: 12 }, () => `m${next++}`);
      try {
        await producer.send(ids.map((id) => message(topic, id, id)));
        acknowledged.push(...ids);
      } catch {
        failedSends += 1;
      }
    }
  }
  const senders = Array.from({ length: 6 }, sender);

  return {
    /** Resolves when this many more are acknowledged. */
    progress: async (count: number) => {
      const goal = acknowledged.length + count;
      await waitFor(`${count} more acknowledged`, () => acknowledged.length >= goal, { timeoutMs: 90_000 });
    },
    stop: async () => {
      stopping = true;
      await Promise.all(senders);
      return { acknowledged, failedSends };
    },
  };
}
