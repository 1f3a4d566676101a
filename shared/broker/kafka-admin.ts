import type { TopicPartition, TopicSpec } from './broker.ts';
import { brokerUnavailable, unknownTopic } from './faults.ts';
import { toTopicConfig } from './kafka-connection.ts';
import { classifyKafkaError, isRetriable, kafkaTypeOf, LEADER_MOVED } from './kafka-errors.ts';
import type { Lazy } from './lazily.ts';
import { keyOf } from './place.ts';
import { untilAnswered } from './until-answered.ts';

/** The client library's administrator, as far as we use it. */
export interface RawAdmin {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  listTopics(): Promise<string[]>;
  createTopics(wanted: {
    topics: ReturnType<typeof toTopicConfig>[];
    waitForLeaders: boolean;
  }): Promise<boolean>;
  fetchTopicMetadata(wanted: { topics: string[] }): Promise<{
    topics: ReadonlyArray<{ name: string; partitions: ReadonlyArray<{ leader: number }> }>;
  }>;
  fetchTopicOffsets(topic: string): Promise<ReadonlyArray<{ partition: number; low: string; high: string }>>;
  fetchOffsets(wanted: {
    groupId: string;
    topics: string[];
  }): Promise<
    ReadonlyArray<{ topic: string; partitions: ReadonlyArray<{ partition: number; offset: string }> }>
  >;
  deleteGroups(groups: string[]): Promise<unknown>;
  describeCluster(): Promise<unknown>;
}

type Range = Array<{ partition: number; start: bigint; end: bigint }>;

/** What is asked of a cluster beside sending and reading. Every answer is the cluster's, every failure a fault of ours. */
export interface KafkaAdmin {
  /** Partitions that are added later are seen after a restart. Throws when there is no such topic. */
  partitionsOf(topic: string): Promise<number>;
  rangeOf(topic: string): Promise<Range>;
  /** As `partitionsOf` and `rangeOf`, for whoever starts: a broker that has just gone is borne for a while. */
  atStart: { check(topics: readonly string[]): Promise<void>; rangeOf(topic: string): Promise<Range> };
  /** Committed offsets by `keyOf`; a partition that was never committed is missing. */
  committedOf(groupId: string, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>>;
  /** Where a group begins to read: its committed offset, or the first one there is; and the first one there is. */
  startsOf(
    groupId: string,
    partitions: readonly TopicPartition[],
  ): Promise<Array<TopicPartition & { readonly start: bigint; readonly first: bigint }>>;
  ensureTopics(specs: readonly TopicSpec[]): Promise<void>;
  deleteGroup(groupId: string): Promise<void>;
  ping(): Promise<void>;
}

const LEADERS_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;

export function createKafkaAdmin(admin: Lazy<RawAdmin>): KafkaAdmin {
  const partitionCounts = new Map<string, number>();

  async function ask<T>(topic: string | null, question: (admin: RawAdmin) => Promise<T>): Promise<T> {
    try {
      return await question(await admin.get());
    } catch (error) {
      throw classifyKafkaError(error, topic);
    }
  }

  /** The library asks the leaders that it knows, and after a leader moved it does not look again for minutes. */
  async function askLeaders<T>(topic: string, question: (admin: RawAdmin) => Promise<T>): Promise<T> {
    const deadline = performance.now() + LEADERS_WITHIN_MS;
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await (isFirst ? question(await admin.get()) : admin.withFresh(question));
      } catch (error) {
        const hasMoved = LEADER_MOVED.has(kafkaTypeOf(error) ?? '');
        if (!hasMoved || performance.now() > deadline) throw classifyKafkaError(error, topic);
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    }
  }

  async function partitionsOf(topic: string): Promise<number> {
    const known = partitionCounts.get(topic);
    if (known !== undefined) return known;
    const { topics } = await ask(topic, (asked) => asked.fetchTopicMetadata({ topics: [topic] }));
    const count = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
    if (count === 0) throw unknownTopic(topic);
    partitionCounts.set(topic, count);
    return count;
  }

  async function rangeOf(topic: string): Promise<Range> {
    const ends = await askLeaders(topic, (asked) => asked.fetchTopicOffsets(topic));
    return ends
      .map(({ partition, low, high }) => ({ partition, start: BigInt(low), end: BigInt(high) }))
      .sort((a, b) => a.partition - b.partition);
  }

  async function committedOf(groupId: string, topics: readonly string[]) {
    const groups = await ask(topics.length === 1 ? (topics[0] ?? null) : null, (asked) =>
      asked.fetchOffsets({ groupId, topics: [...topics] }),
    );
    return new Map(
      groups.flatMap(({ topic, partitions }) =>
        partitions
          .filter(({ offset }) => BigInt(offset) >= 0n)
          .map(({ partition, offset }) => [keyOf({ topic, partition }), BigInt(offset)] as const),
      ),
    );
  }

  /** A broker that has not heard yet of a topic made a moment ago denies it: asked again. */
  async function haveLeaders(topics: string[]): Promise<boolean> {
    try {
      const found = await (await admin.get()).fetchTopicMetadata({ topics });
      return found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
    } catch (error) {
      if (isRetriable(error) || kafkaTypeOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return false;
      throw classifyKafkaError(error, null);
    }
  }

  return {
    partitionsOf,
    rangeOf,
    atStart: {
      check: async (topics) => {
        for (const topic of topics) await untilAnswered(() => partitionsOf(topic));
      },
      rangeOf: (topic) => untilAnswered(() => rangeOf(topic)),
    },
    committedOf,
    startsOf: async (groupId, partitions) => {
      const wanted = [...new Set(partitions.map(({ topic }) => topic))];
      const committed = await committedOf(groupId, wanted);
      const firsts = new Map<string, bigint>();
      for (const topic of wanted)
        for (const { partition, start } of await rangeOf(topic))
          firsts.set(keyOf({ topic, partition }), start);
      return partitions.map(({ topic, partition }) => {
        const first = firsts.get(keyOf({ topic, partition })) ?? 0n;
        return { topic, partition, start: committed.get(keyOf({ topic, partition })) ?? first, first };
      });
    },
    ensureTopics: async (specs) => {
      const existing = new Set(await ask(null, (asked) => asked.listTopics()));
      const missing = specs.filter(({ name }) => !existing.has(name));
      if (missing.length === 0) return;
      // The library's own wait for leaders ends at the first broker that has not heard of the topic yet.
      await ask(null, (asked) =>
        asked.createTopics({ topics: missing.map(toTopicConfig), waitForLeaders: false }),
      );
      const deadline = performance.now() + LEADERS_WITHIN_MS;
      while (!(await haveLeaders(missing.map(({ name }) => name)))) {
        if (performance.now() > deadline)
          throw brokerUnavailable(null, `no leader of a new topic in ${LEADERS_WITHIN_MS} ms`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    },
    deleteGroup: async (groupId) => {
      await ask(null, (asked) => asked.deleteGroups([groupId]));
    },
    ping: async () => {
      await ask(null, (asked) => asked.describeCluster());
    },
  };
}
