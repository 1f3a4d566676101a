import { pino } from 'pino';
import { createKafkaBroker } from '../../../shared/broker/kafka.ts';

/** Joins the group, commits up to COMMIT once everything arrived, says so on one line and waits to be killed. */
const { BROKERS = '', GROUP = '', TOPIC = '', COMMIT = '' } = process.env;
const broker = createKafkaBroker({
  brokers: BROKERS.split(','),
  clientId: 'child',
  sessionTimeoutMs: 6_000,
  log: pino({ level: 'silent' }),
});
const consumer = broker.consumer({ groupId: GROUP, topics: [TOPIC] });
let epoch = 0;
await consumer.start({
  onAssignment: (assignment) => {
    epoch = assignment.epoch;
  },
  onBatch: (batch) => {
    if (batch.nextOffset < batch.highWatermark) return;
    consumer
      .commit(epoch, [{ topic: TOPIC, partition: 0, next: BigInt(COMMIT) }])
      .then((outcome) => console.log(outcome));
  },
  onFatal: (error) => {
    throw error;
  },
});
