import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../shared/db/db.ts';
import type { IncidentPage, ListQuery, Status } from '../contract.ts';
import { RequestError } from './errors.ts';
import { toRows } from './incident-rows.ts';

const STATUSES: Record<ListQuery['status'], readonly Status[]> = {
  active: ['open', 'acknowledged'],
  open: ['open'],
  acknowledged: ['acknowledged'],
  closed: ['closed'],
  all: ['open', 'acknowledged', 'closed'],
};

/** Where a page ends: the database's own text of the time, because a Date would cut microseconds and lose rows. */
const cursorSchema = z.tuple([
  z.string().regex(/^\d{4}-\d{2}-\d{2} [\d:.]+(?:[+-][\d:]+)?$/),
  z.string().max(64),
]);

/** One page, last seen first. Keyset pagination: new incidents on top never shift what comes next. */
export async function listIncidents(db: Db, query: ListQuery): Promise<IncidentPage> {
  let select = db.sql
    .selectFrom('incidents')
    .selectAll()
    .select(sql<string>`last_seen_at::text`.as('cursor_at'))
    .where('status', 'in', STATUSES[query.status])
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.kind !== undefined) select = select.where('kind', '=', query.kind);
  if (query.source !== undefined) select = select.where('source', '=', query.source);
  if (query.minRank !== undefined) select = select.where(sql<boolean>`rank >= ${query.minRank}`);
  if (query.q !== undefined && query.q !== '') select = select.where(matches(query.q));
  if (query.cursor !== undefined) {
    const [at, id] = parseCursor(query.cursor);
    select = select.where(
      sql<boolean>`(last_seen_at < ${at}::timestamptz or (last_seen_at = ${at}::timestamptz and id > ${id}))`,
    );
  }
  const found = await select.execute();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    incidents: await toRows(db.sql, page),
    nextCursor:
      found.length > query.limit && last !== undefined
        ? Buffer.from(JSON.stringify([last.cursor_at, last.id])).toString('base64url')
        : null,
  };
}

function matches(text: string) {
  const anywhere = `%${escapeLike(text)}%`;
  const start = `${escapeLike(text.toLowerCase())}%`;
  return sql<boolean>`(
    level ilike ${anywhere} or regime ilike ${anywhere} or sha256 like ${start} or incidents.id like ${start}
    or exists (
      select 1 from occurrences
      where incident_id = incidents.id
        and (channel_name ilike ${anywhere} or channel_id ilike ${anywhere} or message_id ilike ${anywhere})
    )
  )`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

function parseCursor(cursor: string): [string, string] {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new RequestError(400, {
      code: 'INVALID',
      message: 'querystring field "cursor": expected a cursor of an earlier page, got something else',
      field: 'cursor',
    });
  }
}
