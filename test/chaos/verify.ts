import { sql } from 'kysely';
import { TOPICS } from '../../services/flow.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import type { Db } from '../../shared/db/db.ts';
import { ALERT_TYPE, alertSchema } from '../../shared/messages/alert.ts';
import { decodeEvent } from '../../shared/messages/cloud-event.ts';
import type { Acknowledged } from './load.ts';

/** What is wrong, in words that name the upload; empty when all is well. */
export interface Findings {
  /** Uploads without a verdict. */
  readonly unanswered: readonly string[];
  readonly lost: readonly string[];
  readonly duplicates: readonly string[];
  /** Uploads whose answer is `uninspected` although the file can be read: said, so not lost, but worth knowing. */
  readonly saidUninspected: number;
}

/** Uploads that have no verdict yet, and alerts that wait in the outbox: zero when the chaos has been worked off. */
export async function countOutstanding(db: Db, acknowledged: Iterable<string>): Promise<number> {
  const ids = [...acknowledged];
  const { rows } = await sql<{ states: string; outbox: string }>`
    select (select count(*) from verdict_states where upload_id = any(${ids})) as states,
           (select count(*) from outbox) as outbox`.execute(db.sql);
  return ids.length - Number(rows[0]?.states ?? 0) + Number(rows[0]?.outbox ?? 0);
}

export async function verify(
  db: Db,
  broker: Broker,
  acknowledged: ReadonlyMap<string, Acknowledged>,
): Promise<Findings> {
  const lost: string[] = [];
  const unanswered: string[] = [];
  const duplicates: string[] = [];
  const ids = [...acknowledged.keys()];
  const states = await db.sql
    .selectFrom('verdict_states')
    .select(['upload_id', 'verdict'])
    .where('upload_id', 'in', ids)
    .execute();
  const occurrences = await db.sql
    .selectFrom('occurrences')
    .innerJoin('incidents', 'incidents.id', 'occurrences.incident_id')
    .select(['upload_id', 'incident_id', 'incidents.kind'])
    .where('upload_id', 'in', ids)
    .execute();
  const all = await db.sql.selectFrom('occurrences').select(['upload_id', 'incident_id']).execute();
  const alerts = await alertsOf(broker);
  const stateOf = new Map(states.map((row) => [row.upload_id, row.verdict]));
  const occurrencesOf = new Map<string, typeof occurrences>();
  for (const row of occurrences)
    occurrencesOf.set(row.upload_id, [...(occurrencesOf.get(row.upload_id) ?? []), row]);
  let saidUninspected = 0;

  for (const { uploadId, expected } of acknowledged.values()) {
    const state = stateOf.get(uploadId);
    const rows = occurrencesOf.get(uploadId) ?? [];
    if (state === undefined) unanswered.push(uploadId);
    else if (state === 'clean' && expected === 'found') lost.push(`${uploadId}: clean, expected found`);
    else if (state === 'uninspected' && expected !== 'uninspected') saidUninspected += 1;
    if (state !== undefined && state !== 'clean' && rows.length === 0)
      lost.push(`${uploadId}: ${state}, but no occurrence`);
    if (rows.length > 1) duplicates.push(`${uploadId}: ${rows.length} occurrences`);
    if (state === 'found' && rows.some(({ kind }) => kind !== 'found'))
      lost.push(`${uploadId}: found, but its incident says otherwise`);
  }
  for (const { upload_id, incident_id } of all) {
    const count = alerts.byId.get(`${incident_id}/${upload_id}`) ?? 0;
    if (count === 0) lost.push(`${upload_id}: no alert was delivered`);
    if (count > 1) duplicates.push(`${upload_id}: its alert was delivered ${count} times`);
  }
  for (const [incident, count] of alerts.created)
    if (count > 1) duplicates.push(`${incident}: created ${count} times`);
  return { unanswered, lost, duplicates, saidUninspected };
}

/** Deliveries by event id, and how many different events say that an incident is new. */
async function alertsOf(broker: Broker) {
  const byId = new Map<string, number>();
  const newEvents = new Map<string, Set<string>>();
  const fatal: Error[] = [];
  const tail = await broker.tail({
    topic: TOPICS.alerts,
    onMessage: (message) => {
      const event = decodeEvent(message, ALERT_TYPE, alertSchema);
      if (!event.ok)
        return void fatal.push(new Error(`Expected an alert, got one with ${event.field} wrong`));
      byId.set(event.eventId, (byId.get(event.eventId) ?? 0) + 1);
      if (event.data.activity_id !== 1) return;
      const { uid } = event.data.finding_info;
      newEvents.set(uid, (newEvents.get(uid) ?? new Set()).add(event.eventId));
    },
    onFatal: (error) => fatal.push(error),
  });
  await tail.caughtUp;
  await tail.stop();
  if (fatal[0] !== undefined) throw fatal[0];
  return { byId, created: [...newEvents].map(([uid, events]) => [uid, events.size] as const) };
}
