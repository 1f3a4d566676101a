import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Broker } from '../../shared/broker/broker.ts';
import { MAX_UNPACKED_BYTES } from '../../shared/broker/codecs.ts';
import { createKafkaBroker, type KafkaBrokerOptions } from '../../shared/broker/kafka.ts';
import { eventually, message, record } from '../../shared/broker/recorder.contract.ts';
import { startKafka } from '../support/kafka.ts';
import { sharedKafka } from '../support/shared-servers.ts';

describe('Kafka, where it differs from a log in one process', () => {
  let kafka: { readonly brokers: readonly string[] };
  const open: Broker[] = [];
  const client = (more: Partial<KafkaBrokerOptions> = {}) => {
    const options = { brokers: kafka.brokers, clientId: 'test', sessionTimeoutMs: 6_000 };
    const broker = createKafkaBroker({ ...options, log: pino({ level: 'silent' }), ...more });
    open.push(broker);
    return broker;
  };
  const topicOn = async (broker: Broker, partitions: number) => {
    const name = `t-${randomUUID()}`;
    await broker.ensureTopics([{ name, partitions, cleanup: 'delete', retentionMs: null }]);
    return name;
  };

  beforeAll(async () => {
    kafka = await sharedKafka();
  });
  afterAll(async () => {
    await Promise.all(open.map((broker) => broker.close()));
  });

  it('delivers again what a member killed with SIGKILL had not committed', async () => {
    const broker = client();
    const topic = await topicOn(broker, 1);
    const groupId = `g-${randomUUID()}`;
    const producer = await broker.producer();
    await producer.send(Array.from({ length: 10 }, (_, index) => message(topic, 'k', `${index}`)));
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', new URL('./children/consume-and-hang.ts', import.meta.url).pathname],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, BROKERS: kafka.brokers.join(','), GROUP: groupId, TOPIC: topic, COMMIT: '4' },
      },
    );
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const heir = await record(broker, groupId, [topic]);
    await eventually(() => expect(heir.values()).toEqual(['4', '5', '6', '7', '8', '9']), 40_000);
    await heir.consumer.stop();
    await producer.close();
  });

  it.each(['gzip', 'snappy', 'lz4'] as const)(
    'reads what was packed with %s, as the broker itself does',
    async (compression) => {
      const broker = client({ compression });
      const topic = await topicOn(broker, 1);
      const producer = await broker.producer();
      const values = Array.from({ length: 50 }, (_, index) => `${index} ${'text '.repeat(400)}`);
      await producer.send(values.map((value) => message(topic, 'k', value)));
      const reader = await record(broker, `g-${randomUUID()}`, [topic]);
      await eventually(() => expect(reader.values()).toEqual(values));
      await reader.consumer.stop();
      await producer.close();
    },
  );

  it('ends a consumer that meets a batch which unpacks beyond the limit, and says so', async () => {
    const broker = client({ compression: 'gzip' });
    const topic = await topicOn(broker, 1);
    const producer = await broker.producer();
    const value = new Uint8Array(MAX_UNPACKED_BYTES + 1_000_000);
    await producer.send([{ topic, key: null, value, headers: [] }]);
    const reader = await record(broker, `g-${randomUUID()}`, [topic]);
    await eventually(() => expect(reader.fatal).toHaveLength(1));
    expect(reader.batches).toEqual([]);
    expect(`${reader.fatal[0]?.message}`).toMatch(/maxOutputLength|larger than|Cannot create a Buffer/i);
    await reader.consumer.stop();
    await producer.close();
  });

  it('leaves the group of a tail in order that is stopped before it has joined', async () => {
    const lines: string[] = [];
    const broker = client({ log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }) });
    const topic = await topicOn(broker, 3);
    const followShortly = async () => {
      const tail = await broker.tail({ topic, onMessage: () => {}, onFatal: () => {} });
      await tail.caughtUp;
      await tail.stop();
    };
    // A fresh broker makes its topic of offsets first, and the client complains of waiting for it.
    await followShortly();
    lines.length = 0;
    for (let turn = 0; turn < 5; turn += 1) await followShortly();
    expect(lines).toEqual([]);
  });

  it('turns a ping of a broker that has gone into a fault', async () => {
    const own = await startKafka({ nodes: 1 });
    const broker = client({ brokers: own.brokers });
    await broker.ping();
    await own.stop();
    await expect(broker.ping()).rejects.toMatchObject({ name: 'FaultError', code: 'BROKER_UNAVAILABLE' });
  });
});
