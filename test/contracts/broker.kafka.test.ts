import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { describeBroker } from '../../shared/broker/broker.contract.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { freePort } from '../support/free-port.ts';
import { startKafka, type TestKafka } from '../support/kafka.ts';

const log = pino({ level: 'silent' });
let kafka: TestKafka;
beforeAll(async () => {
  kafka = await startKafka({ nodes: 1 });
});
afterAll(() => kafka?.stop());

function client(brokers: readonly string[]): Broker {
  return createKafkaBroker({ brokers, clientId: `test-${randomUUID()}`, sessionTimeoutMs: 6_000, log });
}

describeBroker('Kafka', async () => {
  let broker = client(kafka.brokers);
  const unreachable = client([`127.0.0.1:${await freePort()}`]);
  return {
    broker,
    unreachable,
    restart: async () => {
      await broker.close();
      broker = client(kafka.brokers);
      return broker;
    },
    stop: async () => {
      await broker.close();
      await unreachable.close();
    },
  };
});
