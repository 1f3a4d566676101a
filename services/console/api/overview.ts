import { sql } from 'kysely';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import type { Overview } from '../contract.ts';

/** Every page asks every few seconds; counting a day of verdicts once for all of them is enough. */
const FRESH_MS = 3_000;
const HOUR_MS = 3_600_000;

/**
 * Counts for the tabs and the health strip. It says only what the tables can say: how many verdicts came, of which kind,
 * how long ago the newest. Silence may mean that nothing was posted or that inspection stands still; the page says so.
 */
export function createOverview({ db, clock }: { readonly db: Db; readonly clock: Clock }) {
  let last: { readonly atMs: number; readonly value: Promise<Overview> } | null = null;

  return {
    read(): Promise<Overview> {
      const nowMs = clock.nowMs();
      if (last === null || nowMs - last.atMs >= FRESH_MS) {
        const value = count(db, nowMs);
        const mine = { atMs: nowMs, value };
        last = mine;
        value.catch(() => {
          // The caller gets the failure; here it only must not be answered again from memory.
          if (last === mine) last = null;
        });
      }
      return last.value;
    },
    /** After a step of ours, so that whoever took it sees it counted. */
    forget(): void {
      last = null;
    },
  };
}

async function count(db: Db, nowMs: number): Promise<Overview> {
  const hourAgo = new Date(nowMs - HOUR_MS);
  const dayAgo = new Date(nowMs - 24 * HOUR_MS);
  const [incidents, sources, verdicts, newest, elapsed] = await Promise.all([
    db.sql
      .selectFrom('incidents')
      .select(['kind', 'status'])
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .groupBy(['kind', 'status'])
      .execute(),
    db.sql.selectFrom('incidents').select('source').distinct().orderBy('source').execute(),
    db.sql
      .selectFrom('verdict_states')
      .select('verdict')
      .select([
        sql<string>`count(*)`.as('day'),
        sql<string>`count(*) filter (where inspected_at >= ${hourAgo.toISOString()}::timestamptz)`.as('hour'),
      ])
      .where('inspected_at', '>=', dayAgo)
      .groupBy('verdict')
      .execute(),
    db.sql
      .selectFrom('verdict_states')
      .select((eb) => eb.fn.max('inspected_at').as('at'))
      .executeTakeFirst(),
    db.sql
      .selectFrom('verdict_states')
      .select(sql<number | null>`percentile_cont(0.5) within group (order by elapsed_ms)`.as('median'))
      .where('inspected_at', '>=', hourAgo)
      .executeTakeFirst(),
  ]);

  const incidentCounts = (kind: 'found' | 'uninspected') => {
    const of = (status: 'open' | 'acknowledged' | 'closed') =>
      Number(incidents.find((row) => row.kind === kind && row.status === status)?.count ?? 0);
    return { open: of('open'), acknowledged: of('acknowledged'), closed: of('closed') };
  };
  const verdictCounts = (span: 'hour' | 'day') => {
    const of = (verdict: 'found' | 'clean' | 'uninspected') =>
      Number(verdicts.find((row) => row.verdict === verdict)?.[span] ?? 0);
    return { found: of('found'), clean: of('clean'), uninspected: of('uninspected') };
  };
  return {
    now: new Date(nowMs).toISOString(),
    incidents: { found: incidentCounts('found'), uninspected: incidentCounts('uninspected') },
    sources: sources.map((row) => row.source),
    verdicts: {
      lastHour: verdictCounts('hour'),
      lastDay: verdictCounts('day'),
      newestAt: newest?.at?.toISOString() ?? null,
      medianElapsedMs: elapsed?.median ?? null,
    },
  };
}
