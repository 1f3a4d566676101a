import { type Kysely, type Selectable, sql } from 'kysely';
import type { IncidentTable, Tables } from '../../../shared/db/tables.ts';
import { type IncidentRow, incidentRowSchema } from '../contract.ts';

const CHANNELS_SHOWN = 3;

/** Rows of `incidents` as the page reads them, with what their occurrences add; two queries whatever the number of rows. */
export async function toRows(
  db: Kysely<Tables>,
  incidents: ReadonlyArray<Selectable<IncidentTable>>,
): Promise<IncidentRow[]> {
  if (incidents.length === 0) return [];
  const channels = await db
    .selectFrom('occurrences')
    .select(['incident_id', 'channel_id'])
    .select((eb) => [eb.fn.max('channel_name').as('name'), eb.fn.countAll<string>().as('count')])
    .where(
      'incident_id',
      'in',
      incidents.map((incident) => incident.id),
    )
    .groupBy(['incident_id', 'channel_id'])
    .orderBy(sql`max(posted_at)`, 'desc')
    .execute();

  return incidents.map((incident) => {
    const own = channels.filter((channel) => channel.incident_id === incident.id);
    return incidentRowSchema.parse({
      id: incident.id,
      source: incident.source,
      kind: incident.kind,
      status: incident.status,
      closeReason: incident.close_reason,
      rank: incident.rank,
      regime: incident.regime,
      level: incident.level,
      confidence: incident.confidence,
      complete: incident.complete,
      mediaType: incident.media_type,
      sizeBytes: Number(incident.size_bytes),
      occurrences: own.reduce((sum, channel) => sum + Number(channel.count), 0),
      channels: own
        .slice(0, CHANNELS_SHOWN)
        .map((channel) => ({ id: channel.channel_id, name: channel.name })),
      channelCount: own.length,
      reasons: [...new Set(incident.uninspected.map((part) => part.reason))],
      firstSeenAt: incident.first_seen_at.toISOString(),
      lastSeenAt: incident.last_seen_at.toISOString(),
      updatedAt: incident.updated_at.toISOString(),
    } satisfies IncidentRow);
  });
}
