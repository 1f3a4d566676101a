import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../shared/db/db.ts';
import { createFleetReports, LEASE_MS } from './fleet-reports.ts';
import type { StoredReport } from './stored-report.ts';

export interface ReportsWorld {
  readonly db: Db;
  stop(): Promise<void>;
}

/** Claims, waiting, leases and attempts as the fleet counts on them, in both databases. */
export function describeFleetReports(name: string, open: () => Promise<ReportsWorld>): void {
  describe(`reports of the fleet: ${name}`, () => {
    let world: ReportsWorld;
    /** Two inspectors of the same kind, in processes of their own but for the database. */
    const fleet = (inspector = 'rules 1') => createFleetReports(world.db, inspector);
    const file = () => randomBytes(32).toString('hex');

    beforeAll(async () => {
      world = await open();
      await world.db.migrate();
    });
    afterAll(() => world?.stop());

    const row = (sha256: string) =>
      world.db.sql
        .selectFrom('inspections')
        .selectAll()
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow();

    /** The process that holds the claim says nothing any more, and its time is over. */
    const leaseRunsOut = (sha256: string) =>
      world.db.sql
        .updateTable('inspections')
        .set({ claimed_until: sql<Date>`now() - interval '1 second'` })
        .where('sha256', '=', sha256)
        .execute();

    async function claimOf(sha256: string): Promise<string> {
      const standing = await fleet().look(sha256);
      return standing.kind === 'ours' ? standing.claim : expect.unreachable(standing.kind);
    }

    it('give a file to one of many who ask at once, and let the others wait', async () => {
      const sha256 = file();
      const standings = await Promise.all(Array.from({ length: 20 }, () => fleet().look(sha256)));
      expect(standings.filter(({ kind }) => kind === 'ours')).toHaveLength(1);
      expect(standings.filter(({ kind }) => kind === 'theirs')).toHaveLength(19);
    });

    it('count an opening just before it, by the holder of the claim alone, and not the waiting for it', async () => {
      const sha256 = file();
      const claim = await claimOf(sha256);
      expect(await row(sha256)).toMatchObject({ attempts: 0, report: null });
      await fleet().begin(sha256, 'somebody else');
      expect(await row(sha256)).toMatchObject({ attempts: 0 });
      await fleet().begin(sha256, claim);
      expect(await row(sha256)).toMatchObject({ attempts: 1, report: null });
    });

    it('hand the answer to whoever waited, with where its evidence lies', async () => {
      const sha256 = file();
      await claimOf(sha256);
      await fleet().keep(sha256, { report: reportOf(sha256), evidenceKey: 'evidence/x', keptForMs: 60_000 });
      const known = { kind: 'known', evidenceKey: 'evidence/x', report: { verdict: 'clean' } };
      expect(await fleet().look(sha256)).toMatchObject(known);
      expect((await fleet('rules 2').look(sha256)).kind).toBe('ours');
    });

    it('give the file to another when a lease has run out, not before, and say how often it was opened', async () => {
      const sha256 = file();
      await fleet().look(sha256);
      expect((await fleet().look(sha256)).kind).toBe('theirs');
      await leaseRunsOut(sha256);
      const claim = await claimOf(sha256);
      await fleet().begin(sha256, claim);
      await leaseRunsOut(sha256);
      // Whoever asked for the file decides by this number whether it is opened again.
      expect(await fleet().look(sha256)).toMatchObject({ kind: 'ours', openedBefore: 1 });
    });

    it('keep a lease that is renewed by its holder, and by nobody else', async () => {
      const sha256 = file();
      const claim = await claimOf(sha256);
      await leaseRunsOut(sha256);
      await fleet().renew(sha256, 'somebody else');
      expect((await row(sha256)).claimed_until.getTime()).toBeLessThan(await databaseMs(world.db));
      await fleet().renew(sha256, claim);
      const leftMs = (await row(sha256)).claimed_until.getTime() - (await databaseMs(world.db));
      expect(leftMs).toBeGreaterThan(LEASE_MS / 2);
      expect(leftMs).toBeLessThanOrEqual(LEASE_MS);
      expect((await fleet().look(sha256)).kind).toBe('theirs');
    });

    it('take back an opening that was released, by its holder alone, and give the file on at once', async () => {
      const sha256 = file();
      const claim = await claimOf(sha256);
      await fleet().begin(sha256, claim);
      await fleet().release(sha256, 'somebody else', true);
      expect((await fleet().look(sha256)).kind).toBe('theirs');
      await fleet().release(sha256, claim, true);
      const again = await fleet().look(sha256);
      expect(again).toMatchObject({ kind: 'ours', openedBefore: 0 });
      if (again.kind !== 'ours') return expect.unreachable(again.kind);
      await fleet().release(sha256, again.claim, false);
      expect(await fleet().look(sha256)).toMatchObject({ kind: 'ours', openedBefore: 0 });
    });

    it('never let a late answer replace the one that is kept, nor a release undo it', async () => {
      const sha256 = file();
      const late = await claimOf(sha256);
      await leaseRunsOut(sha256);
      await fleet().look(sha256);
      const kept = { report: reportOf(sha256), evidenceKey: 'evidence/1', keptForMs: 60_000 };
      await fleet().keep(sha256, kept);
      await fleet().keep(sha256, { ...kept, evidenceKey: 'evidence/2' });
      await fleet().release(sha256, late, true);
      expect(await fleet().look(sha256)).toMatchObject({ kind: 'known', evidenceKey: 'evidence/1' });
    });

    it('open a file anew, with no opening counted, when its answer is forgotten, past its time or unreadable', async () => {
      const again = { kind: 'ours', openedBefore: 0 };
      const sha256 = file();
      await fleet().begin(sha256, await claimOf(sha256));
      await fleet().keep(sha256, { report: reportOf(sha256), evidenceKey: null, keptForMs: 60_000 });
      await fleet().forget(sha256);
      expect(await fleet().look(sha256)).toMatchObject(again);
      await fleet().keep(sha256, { report: reportOf(sha256), evidenceKey: null, keptForMs: -1 });
      expect(await fleet().look(sha256)).toMatchObject(again);
      await fleet().keep(sha256, { report: reportOf(sha256), evidenceKey: null, keptForMs: 60_000 });
      await world.db.sql
        .updateTable('inspections')
        .set({ report: '{"of":"another version"}' })
        .where('sha256', '=', sha256)
        .execute();
      expect(await fleet().look(sha256)).toMatchObject(again);
    });

    it('sweep what is past its time and nothing else', async () => {
      const [old, current] = [file(), file()];
      for (const sha256 of [old, current]) await claimOf(sha256);
      await fleet().keep(old, { report: reportOf(old), evidenceKey: null, keptForMs: -1 });
      expect(await fleet().sweep()).toBeGreaterThanOrEqual(1);
      expect((await row(current)).sha256).toBe(current);
      await expect(row(old)).rejects.toThrow();
    });
  });
}

async function databaseMs(db: Db): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db.sql);
  return rows[0]?.now.getTime() ?? Number.NaN;
}

const reportOf = (sha256: string): StoredReport => ({
  sha256,
  sizeBytes: 3,
  mediaType: 'text/plain',
  verdict: 'clean',
  complete: true,
  rank: null,
  findings: [],
  doubtful: [],
  uninspected: [],
  notes: [],
  elapsedMs: 1,
});
