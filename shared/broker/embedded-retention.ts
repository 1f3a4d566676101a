import { sql } from 'kysely';
import type { Db } from '../db/db.ts';

/** Tombstones stay this long, so that a reader that was away for a while still learns of the withdrawal (Kafka's default). */
const TOMBSTONE_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what has outlived its topic's retention, and from compacted topics what a newer message of the same key has
 * replaced. A partition's last message always stays: it is what tells the next start where the partition ends.
 */
export async function cleanLog(db: Db, nowMs: number): Promise<void> {
  await sql`
    delete from broker_messages m using broker_topics t
    where t.name = m.topic and t.cleanup = 'delete' and t.retention_ms is not null
      and m.at_ms < ${String(nowMs)}::bigint - t.retention_ms
      and m."offset" < (select max(l."offset") from broker_messages l where l.topic = m.topic and l.partition = m.partition)`.execute(
    db.sql,
  );
  await sql`
    delete from broker_messages m using (
      select b.topic, b.partition, b."offset", b.key, b.value, b.at_ms,
        row_number() over (partition by b.topic, b.partition, b.key order by b."offset" desc) as newness,
        max(b."offset") over (partition by b.topic, b.partition) as newest
      from broker_messages b join broker_topics t on t.name = b.topic and t.cleanup = 'compact'
    ) r
    where m.topic = r.topic and m.partition = r.partition and m."offset" = r."offset"
      and r.key is not null and r."offset" < r.newest
      and (r.newness > 1 or (r.value is null and r.at_ms < ${String(nowMs - TOMBSTONE_MS)}::bigint))`.execute(
    db.sql,
  );
}
