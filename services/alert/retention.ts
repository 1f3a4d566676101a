import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import type { Logger } from '../../shared/log.ts';
import type { Source } from '../../shared/sources.ts';

/**
 * What a source's registration promises: nothing of it is kept longer than `retentionDays` after it was last seen.
 * Incidents with their occurrences and evidence, and the states of verdicts. The audit log stays: it holds no content.
 */
export interface RetentionParts {
  readonly db: Db;
  readonly blobs: Blobs;
  readonly sources: readonly Source[];
  readonly clock: Clock;
  readonly log: Logger;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 200;

/** One sweep over every source. @returns how many incidents went. */
export async function sweepRetention({ db, blobs, sources, clock, log }: RetentionParts): Promise<number> {
  let removed = 0;
  for (const source of sources) {
    const before = new Date(clock.nowMs() - source.retentionDays * DAY_MS);
    for (;;) {
      const due = await db.sql
        .selectFrom('incidents')
        .select(['id', 'evidence_key'])
        .where('source', '=', source.id)
        .where('last_seen_at', '<', before)
        .limit(BATCH)
        .execute();
      if (due.length === 0) break;
      // Evidence first: a crash in between leaves a row that the next sweep finds, not a blob that nobody does.
      for (const { evidence_key: key } of due) if (key !== null) await blobs.delete(key);
      const ids = due.map(({ id }) => id);
      await db.sql
        .deleteFrom('incidents')
        .where('id', 'in', ids)
        .where('last_seen_at', '<', before)
        .execute();
      removed += due.length;
      log.info({ source: source.id, incidents: due.length, before: before.toISOString() }, 'retention swept');
    }
    await db.sql
      .deleteFrom('verdict_states')
      .where('source', '=', source.id)
      .where('inspected_at', '<', before)
      .execute();
  }
  return removed;
}
