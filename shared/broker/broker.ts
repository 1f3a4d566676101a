/**
 * The broker port: partitioned topics, consumer groups, acknowledged sends.
 *
 * What is *not* here on purpose: heartbeats, sessions, client event names, retry objects, and any policy.
 * Offsets to commit, parallel work, retry and dead letters live above the port, in `shared/pipeline`.
 * Adapters: `kafka.ts` (the only file that imports kafkajs) and `embedded.ts` (a log in the database).
 * Both pass `broker.contract.ts`.
 */

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Kafka headers are a multimap: names may repeat, order is kept, values are bytes. */
export type Headers = ReadonlyArray<readonly [name: string, value: Uint8Array]>;

export interface OutgoingMessage {
  readonly topic: string;
  /** Decides the partition (Java-compatible murmur2); null spreads. */
  readonly key: Uint8Array | null;
  /** null is a tombstone on a compacted topic. */
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

export interface DeliveredMessage extends OutgoingMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly timestampMs: number;
}

export interface Batch {
  readonly topic: string;
  readonly partition: number;
  /** The assignment this batch was fetched under; `commit` with an older epoch is fenced. */
  readonly epoch: number;
  readonly messages: readonly DeliveredMessage[];
  /** The next offset to read after this batch; covers gaps left by compaction and control records. */
  readonly nextOffset: bigint;
  /** End of the partition when the batch was fetched; lag = highWatermark − watermark. */
  readonly highWatermark: bigint;
}

export interface Assignment {
  readonly epoch: number;
  readonly partitions: readonly TopicPartition[];
}

export interface ConsumerHandlers {
  /** Takes the batch over and returns at once: whoever works here stalls every partition of the same leader. */
  onBatch(batch: Batch): void;
  /** After every join. Positions restart from the committed offsets, retained partitions included. */
  onAssignment(assignment: Assignment): void;
  /** The consumer is dead and will not come back; the process should end. Called at most once. */
  onFatal(error: Error): void;
}

export interface PartitionOffset extends TopicPartition {
  /** The next offset to read after a restart. */
  readonly next: bigint;
}

export interface Consumer {
  /** Resolves once joined (or standing by with no partition). */
  start(handlers: ConsumerHandlers): Promise<void>;
  /** Stops delivery of one partition; the session lives on. Data already on its way may be delivered again later. */
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** `fenced`: the epoch is over, nothing was written, redelivery follows. Throws FaultError when the broker does not answer. */
  commit(epoch: number, offsets: readonly PartitionOffset[]): Promise<'committed' | 'fenced'>;
  /** Milliseconds since the epoch of the last fetch or heartbeat: for the watchdog, not for logic. */
  lastActivityMs(): number;
  /** Leaves the group. Commit before: a commit after `stop` is refused. */
  stop(): Promise<void>;
}

export interface ConsumerOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
}

export interface TailOptions {
  readonly topic: string;
  /** Every message from the beginning, and then as they come, in order per partition; no group, no commits. */
  onMessage(message: DeliveredMessage): void;
  onFatal(error: Error): void;
}

export interface Tail {
  /** Resolves when every message that was in the topic when `tail` was called has been handed to `onMessage`. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
}

export interface Producer {
  /**
   * Resolves when every message is stored by all in-sync replicas *and the broker's answer named its partition*
   * (kafkajs alone can report success for messages it never sent). Otherwise throws:
   * `FaultError` BROKER_UNAVAILABLE | BROKER_REFUSED, or `ContentError` MESSAGE_TOO_LARGE.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** null keeps for ever. */
  readonly retentionMs: number | null;
  /** Copies; the cluster's own default when absent. With three or more, two must acknowledge a write. */
  readonly replication?: number;
}

export interface Broker {
  producer(): Promise<Producer>;
  /** Groups that never committed start at the earliest message. */
  consumer(options: ConsumerOptions): Consumer;
  /** A broadcast reader: each caller sees everything. For small compacted topics such as fingerprints. */
  tail(options: TailOptions): Promise<Tail>;
  /** Creates what is missing; never alters or deletes. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** A partition: where it begins now (retention moves that), the committed next offset (null: never committed) and the end. */
  groupOffsets(
    groupId: string,
    topic: string,
  ): Promise<ReadonlyArray<{ partition: number; start: bigint; committed: bigint | null; end: bigint }>>;
  /** Throws FaultError when the broker cannot be reached within a few seconds. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
