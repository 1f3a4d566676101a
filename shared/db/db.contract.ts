import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from './db.ts';

export interface DbUnderTest {
  readonly db: Db;
  /** A second opening of the same database where the adapter allows it, else null. */
  readonly again: (() => Db) | null;
  stop(): Promise<void>;
}

/** What every database adapter must do alike: the same SQL, the same types coming back, the same faults. */
export function describeDb(name: string, open: () => Promise<DbUnderTest>): void {
  describe(`database: ${name}`, () => {
    let world: DbUnderTest;
    let db: Db;

    beforeAll(async () => {
      world = await open();
      db = world.db;
      await db.migrate();
    });
    afterAll(() => world?.stop());

    it('answers a ping', () => expect(db.ping()).resolves.toBeUndefined());

    it('migrates twice without harm, also at once', async () => {
      const second = world.again?.() ?? null;
      await Promise.all([db.migrate(), (second ?? db).migrate()]);
      await second?.close();
      const { rows } = await sql<{ n: string }>`select count(*) as n from incidents`.execute(db.sql);
      expect(rows).toEqual([{ n: '0' }]);
    });

    it('gives numbers, JSON, times and booleans back in the declared types', async () => {
      const row = incident();
      await db.sql.insertInto('incidents').values(row).execute();
      const read = await db.sql
        .selectFrom('incidents')
        .selectAll()
        .where('id', '=', row.id)
        .executeTakeFirstOrThrow();
      expect(read).toMatchObject({
        size_bytes: 9_007_199_254_740_991,
        rank: 3,
        confidence: 0.75,
        complete: true,
        findings: [{ level: 'SECRET', places: 2 }],
        doubtful: [],
        inspector: { ruleset: 'r1', engine: 'e1', ocrData: 'o1' },
        media_type: null,
      });
      expect(read.first_seen_at).toEqual(new Date('2026-03-01T10:20:30.123Z'));
    });

    it('gives whole numbers of 8 bytes back as text, exactly', async () => {
      await db.sql
        .insertInto('broker_offsets')
        .values({ group_id: 'g', topic: 't', partition: 2, next: '9223372036854775807' })
        .execute();
      const read = await db.sql.selectFrom('broker_offsets').selectAll().executeTakeFirstOrThrow();
      expect(read).toEqual({ group_id: 'g', topic: 't', partition: 2, next: '9223372036854775807' });
      const { rows } = await sql`select count(*) as n, sum(partition) as s from broker_offsets`.execute(
        db.sql,
      );
      expect(rows).toEqual([{ n: '1', s: '2' }]);
    });

    it('gives bytes back as a plain Uint8Array', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      await db.sql
        .insertInto('broker_messages')
        .values({
          topic: 't',
          partition: 0,
          offset: '1',
          key: null,
          value: bytes,
          headers: new Uint8Array(0),
          at_ms: '1',
        })
        .execute();
      const read = await db.sql.selectFrom('broker_messages').selectAll().executeTakeFirstOrThrow();
      expect(read.value).toStrictEqual(bytes);
      expect(read.headers).toStrictEqual(new Uint8Array(0));
      expect(read.key).toBeNull();
    });

    it('hands out growing ids', async () => {
      const insert = () =>
        db.sql
          .insertInto('outbox')
          .values({ topic: 't', key: 'k', headers: '{"a":"b"}', value: 'v', created_at: new Date() })
          .returning(['id', 'headers'])
          .executeTakeFirstOrThrow();
      const first = await insert();
      const second = await insert();
      expect(first).toEqual({ id: expect.stringMatching(/^\d+$/), headers: { a: 'b' } });
      expect(BigInt(second.id)).toBeGreaterThan(BigInt(first.id));
    });

    it('says how many rows a statement changed', async () => {
      const row = incident();
      await db.sql.insertInto('incidents').values(row).execute();
      const again = await db.sql
        .insertInto('incidents')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      expect(again.numInsertedOrUpdatedRows).toBe(0n);
      const update = await db.sql
        .updateTable('incidents')
        .set({ status: 'closed', close_reason: 'test-data' })
        .where('id', '=', row.id)
        .executeTakeFirst();
      expect(update.numUpdatedRows).toBe(1n);
      const deletion = await db.sql.deleteFrom('incidents').where('id', '=', row.id).executeTakeFirst();
      expect(deletion.numDeletedRows).toBe(1n);
    });

    it('takes lists as parameters', async () => {
      const row = incident();
      await db.sql.insertInto('incidents').values(row).execute();
      const { rows } =
        await sql`select id from incidents where id = any(${[row.id, 'none']}::text[])`.execute(db.sql);
      expect(rows).toEqual([{ id: row.id }]);
    });

    it('keeps nothing of a transaction that failed', async () => {
      const row = incident();
      const attempt = db.sql.transaction().execute(async (transaction) => {
        await transaction.insertInto('incidents').values(row).execute();
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      const { rows } = await sql`select 1 from incidents where id = ${row.id}`.execute(db.sql);
      expect(rows).toEqual([]);
    });

    it('keeps transactions apart when many run at once', async () => {
      await db.sql
        .insertInto('broker_offsets')
        .values({ group_id: 'sum', topic: 't', partition: 0, next: '0' })
        .execute();
      const add = () =>
        db.sql.transaction().execute(async (transaction) => {
          const row = await transaction
            .selectFrom('broker_offsets')
            .select('next')
            .where('group_id', '=', 'sum')
            .forUpdate()
            .executeTakeFirstOrThrow();
          await sql`update broker_offsets set next = ${(BigInt(row.next) + 1n).toString()} where group_id = 'sum'`.execute(
            transaction,
          );
        });
      await Promise.all(Array.from({ length: 20 }, add));
      const total = await db.sql
        .selectFrom('broker_offsets')
        .select('next')
        .where('group_id', '=', 'sum')
        .executeTakeFirstOrThrow();
      expect(total.next).toBe('20');
    });

    it('passes constraint errors on with their code, and works on afterwards', async () => {
      const row = incident();
      await db.sql.insertInto('incidents').values(row).execute();
      const twice = db.sql
        .insertInto('incidents')
        .values({ ...row, id: `inc_${randomUUID()}` })
        .execute();
      await expect(twice).rejects.toMatchObject({ code: '23505' });
      await expect(sql`select 1 +`.execute(db.sql)).rejects.toMatchObject({ code: '42601' });
      await db.ping();
    });
  });
}

function incident() {
  return {
    id: `inc_${randomUUID()}`,
    source: 'demo',
    sha256: randomUUID(),
    kind: 'found' as const,
    media_type: null,
    size_bytes: 9_007_199_254_740_991,
    rank: 3 as const,
    regime: 'us',
    level: 'SECRET',
    confidence: 0.75,
    complete: true,
    findings: JSON.stringify([{ level: 'SECRET', places: 2 }]),
    doubtful: '[]',
    uninspected: '[]',
    evidence_key: null,
    inspector: JSON.stringify({ ruleset: 'r1', engine: 'e1', ocrData: 'o1' }),
    status: 'open' as const,
    close_reason: null,
    first_seen_at: '2026-03-01T10:20:30.123Z',
    last_seen_at: new Date('2026-03-01T10:20:30.123Z'),
    updated_at: new Date('2026-03-01T10:20:30.123Z'),
  };
}
