import { sql } from 'kysely';
import type { Db } from '../db/db.ts';
import type { PartitionOffset } from './broker.ts';
import { asFault } from './embedded-log.ts';

/** What groups have committed, in the database. */
export interface Offsets {
  commit(groupId: string, offsets: readonly PartitionOffset[]): Promise<void>;
  /** Partitions that were never committed are absent. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>>;
  /** The first offset that is still there; partitions with nothing in them are absent. */
  starts(topic: string): Promise<ReadonlyMap<number, bigint>>;
}

export function createOffsets(db: Db): Offsets {
  return {
    commit: (groupId, offsets) =>
      asFault(async () => {
        if (offsets.length === 0) return;
        await db.sql
          .insertInto('broker_offsets')
          .values(
            offsets.map(({ topic, partition, next }) => ({
              group_id: groupId,
              topic,
              partition,
              next: next.toString(),
            })),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['group_id', 'topic', 'partition'])
              .doUpdateSet({ next: sql<string>`excluded.next` }),
          )
          .execute();
      }),
    committed: (groupId, topic) =>
      asFault(async () => {
        const rows = await db.sql
          .selectFrom('broker_offsets')
          .select(['partition', 'next'])
          .where('group_id', '=', groupId)
          .where('topic', '=', topic)
          .execute();
        return new Map(rows.map((row) => [row.partition, BigInt(row.next)]));
      }),
    starts: (topic) =>
      asFault(async () => {
        const rows = await db.sql
          .selectFrom('broker_messages')
          .select((column) => ['partition', column.fn.min('offset').as('first')])
          .where('topic', '=', topic)
          .groupBy('partition')
          .execute();
        return new Map(rows.map((row) => [row.partition, BigInt(row.first)]));
      }),
  };
}
