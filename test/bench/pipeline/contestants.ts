import kafkajs from 'kafkajs';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Broker, DeliveredMessage, OutgoingMessage } from '../../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../../shared/broker/kafka.ts';
import { systemClock } from '../../../shared/clock.ts';
import { consume } from '../../../shared/pipeline/consume.ts';
import { createPipelineMetrics } from '../../../shared/pipeline/metrics.ts';
import { done } from '../../../shared/pipeline/outcome.ts';
import type { Load } from './loads.ts';

/** Reads a whole topic once, sends an answer to each message, and is done when every answer is acknowledged and committed. */
export interface Contestant {
  readonly name: string;
  /** Gets fewer messages. */
  readonly slow: boolean;
  run(task: Task): Promise<Lap>;
}
export interface Task {
  readonly groupId: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly load: Load;
}
export interface Lap {
  readonly messagesASecond: number;
  /** Of this process alone: the broker's is not in it. */
  readonly cpuMsAMessage: number;
}

const PARTITIONS = 6;
const log = pino({ level: 'silent' });

export function contestants(brokers: readonly string[]): readonly Contestant[] {
  return [
    { name: 'kafkajs, a batch in, a batch out', slow: false, run: (task) => plain(brokers, task, 'batch') },
    { name: 'kafkajs, message by message', slow: true, run: (task) => plain(brokers, task, 'message') },
    { name: 'our loop, 512 in work', slow: false, run: (task) => ours(brokers, task, 512) },
    { name: 'our loop, 16 in work (as an inspector)', slow: true, run: (task) => ours(brokers, task, 16) },
  ];
}

/** From the first message that arrives to the last answer that is acknowledged; joining the group is not in it. */
function stopwatch(count: number) {
  let started: { atMs: number; cpu: NodeJS.CpuUsage } | null = null;
  let left = count;
  let finish: (lap: Lap) => void = () => undefined;
  const finished = new Promise<Lap>((resolve) => {
    finish = resolve;
  });
  return {
    finished,
    arrived: () => {
      started ??= { atMs: performance.now(), cpu: process.cpuUsage() };
    },
    answered: (messages: number) => {
      left -= messages;
      if (left > 0 || started === null) return;
      const { user, system } = process.cpuUsage(started.cpu);
      const seconds = (performance.now() - started.atMs) / 1000;
      finish({ messagesASecond: count / seconds, cpuMsAMessage: (user + system) / 1000 / count });
    },
  };
}

async function plain(brokers: readonly string[], task: Task, by: 'batch' | 'message'): Promise<Lap> {
  const { groupId, from, to, count, load } = task;
  const kafka = new kafkajs.Kafka({
    brokers: [...brokers],
    clientId: 'plain',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 300 });
  const watch = stopwatch(count);
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [from], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    ...(by === 'batch'
      ? {
          eachBatch: async ({ batch }) => {
            watch.arrived();
            const messages = batch.messages.map(load.plain);
            await producer.send({ topic: to, messages, acks: -1 });
            watch.answered(messages.length);
          },
        }
      : {
          eachMessage: async ({ message }) => {
            watch.arrived();
            await producer.send({ topic: to, messages: [load.plain(message)], acks: -1 });
            watch.answered(1);
          },
        }),
  });
  const lap = await watch.finished;
  await consumer.disconnect();
  await producer.disconnect();
  return lap;
}

async function ours(brokers: readonly string[], task: Task, concurrency: number): Promise<Lap> {
  const { groupId, from, to, count, load } = task;
  const broker: Broker = createKafkaBroker({ brokers, clientId: 'ours', log });
  const producer = await broker.producer();
  const watch = stopwatch(count);
  const consumption = await consume(
    {
      groupId,
      topic: from,
      detours: { retries: [], deadTopic: `${from}.dead` },
      handle: async (message: DeliveredMessage) => {
        watch.arrived();
        const answer: Omit<OutgoingMessage, 'topic'> = load.ours(message);
        await producer.send([{ topic: to, ...answer }]);
        watch.answered(1);
        return done('sent');
      },
      concurrency,
      // With many in work more than one fetch brings: a consumer whose partitions are all paused sleeps 300 ms at a time.
      maxPerPartition: concurrency * 4,
      maxDeadInARow: 1,
      graceMs: 10_000,
    },
    {
      broker,
      producer,
      clock: systemClock,
      log,
      metrics: createPipelineMetrics(new Registry()),
      onFatal: (error) => {
        throw error;
      },
    },
  );
  const lap = await watch.finished;
  await consumption.stop();
  await producer.close();
  await broker.close();
  return lap;
}
