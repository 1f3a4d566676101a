import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDb } from './db.contract.ts';
import { createPglite } from './pglite.ts';

describeDb('PGlite in memory', async () => {
  const db = await createPglite({ folder: null });
  return { db, again: null, stop: () => db.close() };
});

describe('PGlite in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spillway-pglite-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps its rows over a restart, and refuses a second opening meanwhile', async () => {
    const data = join(folder, 'db');
    const first = await createPglite({ folder: data });
    await first.migrate();
    await first.sql
      .insertInto('broker_topics')
      .values({ name: 't', partitions: 3, cleanup: 'delete', retention_ms: null })
      .execute();
    await expect(createPglite({ folder: data })).rejects.toMatchObject({ code: 'DB_FOLDER_IN_USE' });
    await first.close();

    const second = await createPglite({ folder: data });
    await second.migrate();
    const rows = await second.sql.selectFrom('broker_topics').selectAll().execute();
    await second.close();
    expect(rows).toEqual([{ name: 't', partitions: 3, cleanup: 'delete', retention_ms: null }]);
  });
});
