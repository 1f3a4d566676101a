import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Broker, DeliveredMessage, Producer, Tail, TopicSpec } from './broker.ts';
import { partitionForKey } from './murmur2.ts';
import { bytes, message, type Recorder, record, text } from './recorder.contract.ts';

export interface BrokerUnderTest {
  readonly broker: Broker;
  /** Points at nothing that answers. */
  readonly unreachable: Broker;
  /** Ends the client as a crash would, without commits, and opens another on the same log. */
  restart(): Promise<Broker>;
  stop(): Promise<void>;
}

export interface Followed {
  readonly tail: Tail;
  readonly seen: DeliveredMessage[];
  readonly fatal: Error[];
  values(): string[];
}

/** What the tests of the contract work with: unique names, and everything started is stopped after each test. */
export interface Bench {
  world(): BrokerUnderTest;
  broker(): Broker;
  producer(): Producer;
  group(): string;
  topic(partitions: number, more?: Partial<TopicSpec>): Promise<string>;
  join(groupId: string, topics: readonly string[], also?: Parameters<typeof record>[3]): Promise<Recorder>;
  follow(topic: string): Promise<Followed>;
  sendAll(topic: string, key: string | null, values: readonly string[]): Promise<void>;
  /** As after a crash: consumers are gone without a word. */
  restart(): Promise<void>;
}

export function useBench(open: () => Promise<BrokerUnderTest>): Bench {
  let current: { world: BrokerUnderTest; broker: Broker; producer: Producer } | null = null;
  const recorders: Recorder[] = [];
  const tails: Tail[] = [];

  beforeAll(async () => {
    const world = await open();
    current = { world, broker: world.broker, producer: await world.broker.producer() };
  });
  afterEach(async () => {
    await Promise.all(recorders.splice(0).map(({ consumer }) => consumer.stop()));
    await Promise.all(tails.splice(0).map((tail) => tail.stop()));
  });
  afterAll(async () => {
    await current?.producer.close();
    await current?.world.stop();
  });

  function now() {
    if (current === null) throw new Error('Expected the broker to be open by now');
    return current;
  }

  return {
    world: () => now().world,
    broker: () => now().broker,
    producer: () => now().producer,
    group: () => `group-${randomUUID()}`,
    topic: async (partitions, more = {}) => {
      const name = `t-${randomUUID()}`;
      await now().broker.ensureTopics([{ name, partitions, cleanup: 'delete', retentionMs: null, ...more }]);
      return name;
    },
    join: async (groupId, topics, also) => {
      const recorder = await record(now().broker, groupId, topics, also);
      recorders.push(recorder);
      return recorder;
    },
    follow: async (topic) => {
      const seen: DeliveredMessage[] = [];
      const fatal: Error[] = [];
      const tail = await now().broker.tail({
        topic,
        onMessage: (got) => seen.push(got),
        onFatal: (error) => fatal.push(error),
      });
      tails.push(tail);
      return { tail, seen, fatal, values: () => seen.map(({ value }) => text(value)) };
    },
    sendAll: (topic, key, values) => now().producer.send(values.map((value) => message(topic, key, value))),
    restart: async () => {
      recorders.splice(0);
      tails.splice(0);
      const { world } = now();
      const broker = await world.restart();
      current = { world, broker, producer: await broker.producer() };
    },
  };
}

export function numbers(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `${from + index}`);
}

/** A key whose partition is the one asked for. */
export function keyFor(partition: number, partitions: number): string {
  return numbers(1000).find((key) => partitionForKey(bytes(key), partitions) === partition) ?? 'none';
}

export function ascending(a: number, b: number): number {
  return a - b;
}
