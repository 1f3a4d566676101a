import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

  it('keeps every committed row of a process that was killed, and lets the next one in', async () => {
    const data = join(folder, 'killed');
    const script = `
      import { createPglite } from ${JSON.stringify(new URL('./pglite.ts', import.meta.url).href)};
      const db = await createPglite({ folder: ${JSON.stringify(data)} });
      await db.migrate();
      for (let partition = 0; ; partition += 1) {
        await db.sql.insertInto('broker_offsets').values({ group_id: 'g', topic: 't', partition, next: '0' }).execute();
        console.log(partition);
      }
    `;
    const writer = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = -1;
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 200) writer.kill('SIGKILL');
    }
    expect(acknowledged).toBeGreaterThanOrEqual(200);

    const db = await createPglite({ folder: data });
    await db.migrate();
    const rows = await db.sql.selectFrom('broker_offsets').select('partition').orderBy('partition').execute();
    await db.close();
    expect(rows.slice(0, acknowledged + 1).map(({ partition }) => partition)).toEqual(
      Array.from({ length: acknowledged + 1 }, (_, index) => index),
    );
  }, 120_000);
});
