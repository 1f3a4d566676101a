import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../shared/db/db.ts';
import { type StoredReport, storedReportSchema } from './stored-report.ts';

/**
 * Reports that the whole fleet shares: a file forwarded to a thousand groups is opened once, by whoever claims it first.
 * A claim is a lease. An opening is counted just before it, so that a file which takes its process down is known to have
 * done so; one that is claimed and waits for its turn is not counted, since most files of a process that dies only wait.
 * All times are the database's.
 */
export interface FleetReports {
  look(sha256: string): Promise<Standing>;
  /** The lease goes on: this process still lives. */
  renew(sha256: string, claim: string): Promise<void>;
  /** Opened now. */
  begin(sha256: string, claim: string): Promise<void>;
  /** `keptForMs` shorter than usual for what may come out otherwise next time. */
  keep(
    sha256: string,
    kept: { report: StoredReport; evidenceKey: string | null; keptForMs: number },
  ): Promise<void>;
  /** Not opened after all, or not to its end, and not by its own doing: an opening that was counted is taken back. */
  release(sha256: string, claim: string, wasOpened: boolean): Promise<void>;
  /** What is kept is of no use (its evidence is gone): the next to look claims it. */
  forget(sha256: string): Promise<void>;
  /** Removes what is past its time. @returns how many. */
  sweep(): Promise<number>;
}

export type Standing =
  | { readonly kind: 'known'; readonly report: StoredReport; readonly evidenceKey: string | null }
  /** Ours to open. `openedBefore`: so often somebody opened it and never came back. */
  | { readonly kind: 'ours'; readonly claim: string; readonly openedBefore: number }
  /** Somebody else is at it. */
  | { readonly kind: 'theirs' };

/** Longer than a busy event loop is ever late with `renew`; a dead process's files wait this long. */
export const LEASE_MS = 20_000;
/** How long an unfinished row is remembered, with how often it was opened. */
const UNFINISHED_MS = 24 * 60 * 60 * 1000;

const fromNow = (durationMs: number) =>
  sql<Date>`now() + cast(${durationMs} as double precision) * interval '1 millisecond'`;
const now = sql<Date>`now()`;

/** @param inspector everything that could change the answer; another inspector has rows of its own. */
export function createFleetReports(db: Db, inspector: string): FleetReports {
  const row = (sha256: string) =>
    db.sql.updateTable('inspections').where('sha256', '=', sha256).where('inspector', '=', inspector);

  async function take(sha256: string): Promise<Standing | null> {
    const claim = randomUUID();
    const taken = await db.sql
      .insertInto('inspections')
      .values({
        sha256,
        inspector,
        attempts: 0,
        claim,
        claimed_until: fromNow(LEASE_MS),
        report: null,
        evidence_key: null,
        kept_until: fromNow(UNFINISHED_MS),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['sha256', 'inspector'])
          .doUpdateSet({
            attempts: sql<number>`case when inspections.kept_until < now() then 0 else inspections.attempts end`,
            claim,
            claimed_until: fromNow(LEASE_MS),
            report: null,
            evidence_key: null,
            kept_until: fromNow(UNFINISHED_MS),
          })
          .where(
            sql<boolean>`inspections.kept_until < now() or (inspections.report is null and inspections.claimed_until < now())`,
          ),
      )
      .returning('attempts')
      .executeTakeFirst();
    return taken === undefined ? null : { kind: 'ours', claim, openedBefore: taken.attempts };
  }

  return {
    async look(sha256) {
      const known = await db.sql
        .selectFrom('inspections')
        .select(['report', 'evidence_key'])
        .where('sha256', '=', sha256)
        .where('inspector', '=', inspector)
        .where('report', 'is not', null)
        .where('kept_until', '>=', now)
        .executeTakeFirst();
      // One that does not parse was written by another version: it is opened again.
      const report = storedReportSchema.safeParse(known?.report);
      if (known !== undefined && report.success)
        return { kind: 'known', report: report.data, evidenceKey: known.evidence_key };
      if (known !== undefined) await this.forget(sha256);
      return (await take(sha256)) ?? { kind: 'theirs' };
    },
    async renew(sha256, claim) {
      await row(sha256)
        .set({ claimed_until: fromNow(LEASE_MS) })
        .where('claim', '=', claim)
        .execute();
    },
    async begin(sha256, claim) {
      // When another has claimed it since, that one counts for itself.
      await row(sha256)
        .set({ attempts: sql<number>`attempts + 1` })
        .where('claim', '=', claim)
        .where('report', 'is', null)
        .execute();
    },
    async keep(sha256, { report, evidenceKey, keptForMs }) {
      // Whoever holds the claim by now: an answer is an answer.
      await row(sha256)
        .set({ report: JSON.stringify(report), evidence_key: evidenceKey, kept_until: fromNow(keptForMs) })
        .where('report', 'is', null)
        .execute();
    },
    async release(sha256, claim, wasOpened) {
      await row(sha256)
        .set({
          ...(wasOpened ? { attempts: sql<number>`attempts - 1` } : {}),
          claimed_until: fromNow(-1),
        })
        .where('claim', '=', claim)
        .where('report', 'is', null)
        .execute();
    },
    async forget(sha256) {
      await row(sha256)
        .set({ kept_until: fromNow(-1) })
        .where('report', 'is not', null)
        .execute();
    },
    async sweep() {
      const gone = await db.sql.deleteFrom('inspections').where('kept_until', '<', now).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
  };
}
