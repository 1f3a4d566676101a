import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../shared/db/db.ts';
import type { AuditTable, IncidentTable } from '../../../shared/db/tables.ts';
import type { IncidentDetail, TrailEntry } from '../contract.ts';
import { RequestError } from './errors.ts';
import { toRows } from './incident-rows.ts';

/** More than this nobody reads on one page; the row says how many there are. */
const MAX_ROWS = 200;

/** @throws RequestError 404. */
export async function findIncident(db: Db, id: string): Promise<Selectable<IncidentTable>> {
  const incident = await db.sql.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
  if (incident === undefined) {
    throw new RequestError(404, {
      code: 'INCIDENT_UNKNOWN',
      message: `There is no incident ${id}`,
      field: 'id',
      got: id,
    });
  }
  return incident;
}

export async function readDetail(db: Db, id: string): Promise<IncidentDetail> {
  const incident = await findIncident(db, id);
  const [rows, occurrences, trail] = await Promise.all([
    toRows(db.sql, [incident]),
    db.sql
      .selectFrom('occurrences')
      .selectAll()
      .where('incident_id', '=', id)
      .orderBy('posted_at', 'desc')
      .orderBy('upload_id')
      .limit(MAX_ROWS)
      .execute(),
    db.sql
      .selectFrom('audit')
      .selectAll()
      .where('incident_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_ROWS)
      .execute(),
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error(`expected one row for incident ${id}, got none`);
  return {
    incident: row,
    sha256: incident.sha256,
    findings: incident.findings,
    doubtful: incident.doubtful,
    uninspected: incident.uninspected,
    inspector: incident.inspector,
    hasEvidence: incident.evidence_key !== null,
    postings: occurrences.map((occurrence) => ({
      uploadId: occurrence.upload_id,
      channel: { id: occurrence.channel_id, name: occurrence.channel_name },
      messageId: occurrence.message_id,
      attachmentId: occurrence.attachment_id,
      sender: occurrence.sender,
      postedAt: occurrence.posted_at.toISOString(),
      seenAt: occurrence.seen_at.toISOString(),
    })),
    trail: trail.map(toTrailEntry),
  };
}

const detailSchema = z.object({ reason: z.string().optional(), comment: z.string().optional() });

function toTrailEntry(row: Selectable<AuditTable>): TrailEntry {
  const detail = detailSchema.safeParse(row.detail);
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actor,
    role: row.role,
    action: row.action,
    reason: (detail.success ? detail.data.reason : undefined) ?? null,
    comment: (detail.success ? detail.data.comment : undefined) ?? null,
  };
}
