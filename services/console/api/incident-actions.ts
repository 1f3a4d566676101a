import type { Db } from '../../../shared/db/db.ts';
import type { Action, BulkResult, Status } from '../contract.ts';
import { type Actor, type AuditEntry, appendAudit } from './audit.ts';

/** From which states a step is possible, and where it leads. What is there already is left alone, and nothing is recorded. */
const STEPS: Record<Action['type'], { from: readonly Status[]; to: Status }> = {
  acknowledge: { from: ['open'], to: 'acknowledged' },
  close: { from: ['open', 'acknowledged'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
};

/**
 * Takes one step on each incident: rows and their audit entries in one transaction, so that no step lacks its record.
 * Rows are locked in the order of their ids; two analysts with overlapping selections wait for each other, never deadlock.
 */
export async function act(
  db: Db,
  { ids, action, actor, nowMs }: { ids: readonly string[]; action: Action; actor: Actor; nowMs: number },
): Promise<BulkResult['results']> {
  const step = STEPS[action.type];
  return db.sql.transaction().execute(async (sql) => {
    const results: BulkResult['results'] = [];
    for (const id of [...new Set(ids)].sort()) {
      const incident = await sql
        .selectFrom('incidents')
        .select('status')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (incident === undefined) {
        results.push({ id, outcome: 'not-found', status: null });
      } else if (!step.from.includes(incident.status)) {
        results.push({ id, outcome: 'unchanged', status: incident.status });
      } else {
        await sql
          .updateTable('incidents')
          .set({
            status: step.to,
            close_reason: action.type === 'close' ? action.reason : null,
            updated_at: new Date(nowMs),
          })
          .where('id', '=', id)
          .execute();
        await appendAudit(sql, { actor, atMs: nowMs, entry: entryOf(id, action) });
        results.push({ id, outcome: 'done', status: step.to });
      }
    }
    return results;
  });
}

function entryOf(incidentId: string, action: Action): AuditEntry {
  switch (action.type) {
    case 'acknowledge':
      return { action: 'incident.acknowledge', incidentId, detail: {} };
    case 'close':
      return {
        action: 'incident.close',
        incidentId,
        detail: { reason: action.reason, ...(action.comment === '' ? {} : { comment: action.comment }) },
      };
    case 'reopen':
      return { action: 'incident.reopen', incidentId, detail: { comment: action.comment } };
  }
}
