import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { describeDb } from '../../shared/db/db.contract.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';

describeDb('Postgres', async () => {
  const { url, stop } = await startPostgres();
  const db = createPostgres({ url });
  return {
    db,
    again: () => createPostgres({ url, poolSize: 2 }),
    stop: async () => {
      await db.close();
      await stop();
    },
  };
});

describe('Postgres that does not answer', () => {
  it('is a fault when nobody listens', async () => {
    const db = createPostgres({ url: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    await expect(db.ping()).rejects.toMatchObject({ name: 'FaultError', code: 'DB_UNAVAILABLE' });
    await db.close();
  });

  it('is a fault when the database does not exist', async () => {
    const { url, stop } = await startPostgres();
    await stop();
    const db = createPostgres({ url });
    await expect(db.ping()).rejects.toMatchObject({ code: 'DB_UNAVAILABLE', facts: { code: '3D000' } });
    await db.close();
  });

  it('is a fault for the query whose connection is cut, and the next query gets a new connection', async () => {
    const { url, stop } = await startPostgres();
    const db = createPostgres({ url, poolSize: 2 });
    try {
      const cut = db.sql.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(db.sql);
        await sql`select 1`.execute(transaction);
      });
      await expect(cut).rejects.toMatchObject({ name: 'FaultError', code: 'DB_UNAVAILABLE' });
      await db.ping();
    } finally {
      await db.close();
      await stop();
    }
  });

  it('lets several processes migrate a fresh database at once', async () => {
    const { url, stop } = await startPostgres();
    const many = Array.from({ length: 4 }, () => createPostgres({ url, poolSize: 2 }));
    try {
      await Promise.all(many.map((db) => db.migrate()));
    } finally {
      await Promise.all(many.map((db) => db.close()));
      await stop();
    }
  });
});
