import { sql, type Transaction } from 'kysely';
import type { Db } from '../../../shared/db/db.ts';
import type { IncidentTable, Tables } from '../../../shared/db/tables.ts';
import type { Verdict } from '../../../shared/messages/verdict.ts';
import { incidentIdOf } from '../incident-id.ts';
import { topFinding } from '../top-finding.ts';
import { alertEventOf } from './alert-event.ts';

export type Recorded = 'incident' | 'occurrence' | 'state' | 'repeat';

/**
 * One transaction: the upload's state, the incident, the occurrence, and the alert in the outbox. Every effect is an
 * idempotent upsert; the alert is written only with the row it speaks of, so a redelivered verdict raises nothing twice.
 */
export function createRecordVerdict(db: Db, nowMs: () => number) {
  return function recordVerdict(verdict: Verdict, traceparent: string | undefined): Promise<Recorded> {
    return db.sql.transaction().execute(async (tx) => {
      const now = new Date(nowMs());
      await recordState(tx, verdict);
      if (verdict.verdict === 'clean') return 'state';
      const before = await lockIncident(tx, verdict, now);
      const isNewPlace = await addOccurrence(tx, verdict, now);
      // The same upload judged again is a repeat, unless what could not be inspected before has now been found.
      if (!isNewPlace && !becomesFound(before, verdict)) return 'repeat';
      if (before !== null) await updateIncident(tx, before, verdict, now);
      await tx
        .insertInto('outbox')
        .values(alertEventOf(verdict, { isNew: before === null, corrects: !isNewPlace, now, traceparent }))
        .execute();
      return before === null ? 'incident' : 'occurrence';
    });
  };
}

async function recordState(tx: Transaction<Tables>, verdict: Verdict): Promise<void> {
  const state = {
    verdict: verdict.verdict,
    inspected_at: verdict.inspectedAt,
    elapsed_ms: verdict.elapsedMs,
  };
  await tx
    .insertInto('verdict_states')
    .values({ upload_id: verdict.uploadId, source: verdict.posting.source, ...state })
    .onConflict((conflict) =>
      conflict
        .column('upload_id')
        .doUpdateSet(state)
        // An inspection that got nowhere never replaces one that got an answer.
        .where(sql<boolean>`excluded.verdict <> 'uninspected' or verdict_states.verdict = 'uninspected'`),
    )
    .execute();
}

/** The incident as it was, locked; null when this verdict has just made it. */
async function lockIncident(tx: Transaction<Tables>, verdict: Verdict, now: Date): Promise<Existing | null> {
  const made = await tx
    .insertInto('incidents')
    .values(incidentOf(verdict, now))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) return null;
  return tx
    .selectFrom('incidents')
    .select(['id', 'kind', 'status', 'close_reason', 'evidence_key'])
    .where('id', '=', incidentIdOf(verdict.posting.source, verdict.attachment.sha256))
    .forUpdate()
    .executeTakeFirstOrThrow();
}
type Existing = Pick<IncidentTable, 'id' | 'kind' | 'status' | 'close_reason' | 'evidence_key'>;

async function addOccurrence(tx: Transaction<Tables>, verdict: Verdict, now: Date): Promise<boolean> {
  const { posting } = verdict;
  const added = await tx
    .insertInto('occurrences')
    .values({
      upload_id: verdict.uploadId,
      incident_id: incidentIdOf(posting.source, verdict.attachment.sha256),
      channel_id: posting.channel.id,
      channel_name: posting.channel.name ?? null,
      message_id: posting.message.id,
      attachment_id: verdict.attachment.id,
      sender: posting.sender ?? null,
      posted_at: posting.postedAt,
      seen_at: now,
    })
    .onConflict((conflict) => conflict.column('upload_id').doNothing())
    .returning('upload_id')
    .executeTakeFirst();
  return added !== undefined;
}

function becomesFound(before: Existing | null, verdict: Verdict): boolean {
  return before?.kind === 'uninspected' && verdict.verdict === 'found';
}

/** Closed for good stays closed; closed as contained opens again, because the document is spreading again. */
const STAYS_CLOSED: ReadonlySet<string> = new Set([
  'authorised',
  'not-a-marking',
  'declassified',
  'exercise',
  'inspected-by-hand',
]);

async function updateIncident(
  tx: Transaction<Tables>,
  before: Existing,
  verdict: Verdict,
  now: Date,
): Promise<void> {
  const becameFound = becomesFound(before, verdict);
  const reopens = before.status === 'closed' && (becameFound || !STAYS_CLOSED.has(before.close_reason ?? ''));
  const { first_seen_at, status, close_reason, ...judged } = incidentOf(verdict, now);
  // An inspection that got nowhere never replaces one that found something.
  const rest = verdict.verdict === 'found' ? judged : {};
  await tx
    .updateTable('incidents')
    .set({
      ...rest,
      last_seen_at: now,
      updated_at: now,
      ...(reopens ? { status: 'open' as const, close_reason: null } : {}),
    })
    .where('id', '=', before.id)
    .execute();
  if (!reopens) return;
  const detail = JSON.stringify({
    comment: becameFound ? 'now found' : 'posted again',
    was: before.close_reason,
  });
  await tx
    .insertInto('audit')
    .values({
      at: now,
      actor: 'spillway',
      role: 'system',
      action: 'incident.reopen',
      incident_id: before.id,
      detail,
    })
    .execute();
}

function incidentOf(verdict: Verdict, now: Date) {
  const top = topFinding(verdict.findings);
  return {
    id: incidentIdOf(verdict.posting.source, verdict.attachment.sha256),
    source: verdict.posting.source,
    sha256: verdict.attachment.sha256,
    kind: verdict.verdict === 'found' ? ('found' as const) : ('uninspected' as const),
    media_type: verdict.attachment.mediaType,
    size_bytes: verdict.attachment.sizeBytes,
    rank: verdict.rank,
    regime: top?.regime ?? null,
    level: top?.level ?? null,
    confidence: top?.confidence ?? null,
    complete: verdict.complete,
    findings: JSON.stringify(verdict.findings),
    doubtful: JSON.stringify(verdict.doubtful),
    uninspected: JSON.stringify(verdict.uninspected),
    evidence_key: verdict.evidenceKey,
    inspector: JSON.stringify(verdict.inspector),
    status: 'open' as const,
    close_reason: null,
    first_seen_at: now,
    last_seen_at: now,
    updated_at: now,
  };
}
