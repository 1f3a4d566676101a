import type { Db } from '../shared/db/db.ts';

const OVER = new Date(0);

/**
 * The embedded world's folder belongs to one process at a time. Whatever is claimed when it is opened was claimed by a
 * process that has died, so nobody need wait for those claims to run out (nor for a clock that was wrong then).
 * How often a file was tried, and that an outbox row may have been sent, stays as it is.
 */
export async function releaseClaims(db: Db): Promise<void> {
  await db.sql.updateTable('inspections').set({ claimed_until: OVER }).where('report', 'is', null).execute();
  await db.sql
    .updateTable('outbox')
    .set({ claimed_until: OVER })
    .where('claimed_until', 'is not', null)
    .execute();
}
