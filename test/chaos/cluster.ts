import kafkajs from 'kafkajs';
import type { Random } from '../corpus/random.ts';
import { type KafkaNode, startKafka } from '../support/kafka.ts';
import { waitFor } from '../support/wait-for.ts';

/** Three real brokers of which one at a time is taken away. */
export interface Cluster {
  readonly brokers: readonly string[];
  any(random: Random): KafkaNode;
  /** The node that coordinates the consumer groups: it leads the one partition of their offsets. */
  coordinator(): Promise<KafkaNode>;
  /** Kills it, keeps it down, starts it, and waits until every partition has all its copies again. */
  bounce(node: KafkaNode, downMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster({ brokerSessionMs }: { brokerSessionMs: number }): Promise<Cluster> {
  const kafka = await startKafka({
    nodes: 3,
    heapMb: 256,
    settings: {
      'broker.session.timeout.ms': `${brokerSessionMs}`,
      // Every node is a controller too: one that dies is followed before its brokers' sessions would have ended.
      'controller.quorum.fetch.timeout.ms': '1000',
      'controller.quorum.election.timeout.ms': '500',
      'controller.quorum.election.backoff.max.ms': '500',
      // A copy that asked the dead leader asks the next one sooner than after a second: until then nothing is acknowledged.
      'replica.fetch.backoff.ms': '200',
    },
  });
  const client = new kafkajs.Kafka({
    brokers: [...kafka.brokers],
    clientId: 'chaos-cluster',
    logLevel: kafkajs.logLevel.NOTHING,
  });

  /** A client of its own each time: one that was connected to the broker that died is no good witness. */
  async function ask<T>(question: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
    const admin = client.admin();
    await admin.connect();
    try {
      return await question(admin);
    } finally {
      await admin.disconnect();
    }
  }

  async function isWhole(): Promise<boolean> {
    try {
      const topics = await ask(async (admin) => {
        const names = await admin.listTopics();
        return (await admin.fetchTopicMetadata({ topics: [...names, '__consumer_offsets'] })).topics;
      });
      return topics.every(({ partitions }) =>
        partitions.every(({ isr, leader }) => isr.length === 3 && leader >= 0),
      );
    } catch {
      return false;
    }
  }

  return {
    brokers: kafka.brokers,
    any: (random) => random.pick(kafka.nodes),
    coordinator: async () => {
      const { topics } = await ask((admin) => admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] }));
      const leader = topics[0]?.partitions[0]?.leader;
      return kafka.nodes.find(({ id }) => id === leader) ?? kafka.nodes[0] ?? impossible();
    },
    bounce: async (node, downMs) => {
      await node.kill();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      await node.restart();
      await waitFor('every partition has all its copies', isWhole, { timeoutMs: 120_000, everyMs: 500 });
    },
    stop: () => kafka.stop(),
  };
}

function impossible(): never {
  throw new Error('Expected three nodes, got none');
}
