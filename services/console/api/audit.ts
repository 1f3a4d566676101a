import type { Kysely } from 'kysely';
import type { Tables } from '../../../shared/db/tables.ts';
import type { Role } from '../contract.ts';

export interface Actor {
  readonly name: string;
  readonly role: Role;
}

export type AuditAction =
  | 'session.start'
  | 'incident.acknowledge'
  | 'incident.close'
  | 'incident.reopen'
  | 'evidence.view'
  | 'fingerprint.register';

export interface AuditEntry {
  readonly action: AuditAction;
  readonly incidentId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends one row. Given a transaction, the row and what it tells of are written together or not at all. */
export async function appendAudit(
  sql: Kysely<Tables>,
  { actor, atMs, entry }: { actor: Actor; atMs: number; entry: AuditEntry },
): Promise<void> {
  await sql
    .insertInto('audit')
    .values({
      at: new Date(atMs),
      actor: actor.name,
      role: actor.role,
      action: entry.action,
      incident_id: entry.incidentId,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}
