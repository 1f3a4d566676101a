import { sql } from 'kysely';
import type { Db } from '../db/db.ts';
import { messageOf } from '../errors.ts';
import type { DeliveredMessage, OutgoingMessage, TopicPartition, TopicSpec } from './broker.ts';
import { brokerUnavailable, unknownTopic } from './faults.ts';
import { decodeHeaders, encodeHeaders } from './header-bytes.ts';
import { keyOf } from './place.ts';

export interface PlacedMessage extends OutgoingMessage {
  readonly partition: number;
}

/** Topics and their messages in the database. This process is the only writer, so where a partition ends is known in memory. */
export interface Log {
  /** Throws FaultError BROKER_REFUSED for a topic that is not there. */
  partitionsOf(topic: string): Promise<number>;
  /** The offset the next message will get. */
  endOf(topic: string, partition: number): bigint;
  ensure(specs: readonly TopicSpec[]): Promise<void>;
  /** All or none, in one transaction. */
  append(messages: readonly PlacedMessage[], atMs: number): Promise<void>;
  /** From `from` on, in order: at least one if there is one, then until a page or about 1 MiB is full. */
  read(at: TopicPartition, from: bigint): Promise<DeliveredMessage[]>;
}

const PAGE_MESSAGES = 500;
const PAGE_BYTES = 1 << 20;
/** Rows of one insert: Postgres allows 65,535 parameters a statement, and short statements plan faster. */
const INSERT_ROWS = 200;

export function createLog(db: Db): Log {
  const partitionCounts = new Map<string, number>();
  const ends = new Map<string, bigint>();
  let opened: Promise<void> | null = null;

  async function open(): Promise<void> {
    opened ??= load().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    await opened;
  }

  async function load(): Promise<void> {
    const { rows } = await sql<{ topic: string; partition: number; end: string }>`
      select topic, partition, max("offset") + 1 as "end" from broker_messages group by topic, partition`.execute(
      db.sql,
    );
    for (const row of rows) ends.set(keyOf(row), BigInt(row.end));
    await loadTopics();
  }

  async function loadTopics(): Promise<void> {
    const topics = await db.sql.selectFrom('broker_topics').select(['name', 'partitions']).execute();
    for (const topic of topics) partitionCounts.set(topic.name, topic.partitions);
  }

  return {
    partitionsOf: (topic) =>
      asFault(async () => {
        await open();
        const count = partitionCounts.get(topic);
        return count ?? Promise.reject(unknownTopic(topic));
      }),
    endOf: (topic, partition) => ends.get(keyOf({ topic, partition })) ?? 0n,
    ensure: (specs) =>
      asFault(async () => {
        await open();
        if (specs.length === 0) return;
        await db.sql
          .insertInto('broker_topics')
          .values(specs.map(toRow))
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        await loadTopics();
      }),
    append: (messages, atMs) =>
      asFault(async () => {
        const next = new Map<string, bigint>();
        const rows = messages.map((message) => {
          const place = keyOf(message);
          const offset = next.get(place) ?? ends.get(place) ?? 0n;
          next.set(place, offset + 1n);
          return {
            topic: message.topic,
            partition: message.partition,
            offset: offset.toString(),
            key: message.key,
            value: message.value,
            headers: encodeHeaders(message.headers),
            at_ms: String(atMs),
          };
        });
        await db.sql.transaction().execute(async (transaction) => {
          for (let at = 0; at < rows.length; at += INSERT_ROWS) {
            const some = rows.slice(at, at + INSERT_ROWS);
            await transaction.insertInto('broker_messages').values(some).execute();
          }
        });
        for (const [place, end] of next) ends.set(place, end);
      }),
    read: (at, from) => asFault(() => readPage(db, at, from)),
  };
}

async function readPage(
  db: Db,
  { topic, partition }: TopicPartition,
  from: bigint,
): Promise<DeliveredMessage[]> {
  const { rows } = await sql<{
    offset: string;
    key: Uint8Array | null;
    value: Uint8Array | null;
    headers: Uint8Array;
    at_ms: string;
  }>`
    select "offset", key, value, headers, at_ms from (
      select page.*, sum(size) over (order by "offset") - size as before from (
        select "offset", key, value, headers, at_ms, coalesce(octet_length(value), 0) + octet_length(headers) as size
        from broker_messages
        where topic = ${topic} and partition = ${partition} and "offset" >= ${from.toString()}
        order by "offset" limit ${PAGE_MESSAGES}
      ) page
    ) sized where before < ${PAGE_BYTES} order by "offset"`.execute(db.sql);
  return rows.map((row) => ({
    topic,
    partition,
    offset: BigInt(row.offset),
    key: row.key,
    value: row.value,
    headers: decodeHeaders(row.headers),
    timestampMs: Number(row.at_ms),
  }));
}

function toRow(spec: TopicSpec) {
  return {
    name: spec.name,
    partitions: spec.partitions,
    cleanup: spec.cleanup,
    retention_ms: spec.retentionMs === null ? null : String(spec.retentionMs),
  };
}

/** Whatever the database says, to those above it is the broker that does not answer. */
export async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'BROKER_REFUSED') throw error;
    throw brokerUnavailable(error, messageOf(error));
  }
}
