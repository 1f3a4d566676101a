import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describeBroker } from '../../shared/broker/broker.contract.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { freePort } from '../support/free-port.ts';
import { sharedKafka } from '../support/shared-servers.ts';

const log = pino({ level: 'silent' });
function client(brokers: readonly string[]): Broker {
  return createKafkaBroker({ brokers, clientId: `test-${randomUUID()}`, sessionTimeoutMs: 6_000, log });
}

describeBroker('Kafka', async () => {
  const kafka = await sharedKafka();
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
