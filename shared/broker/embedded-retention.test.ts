import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../db/db.ts';
import { createPglite } from '../db/pglite.ts';
import { cleanLog } from './embedded-retention.ts';

const HOUR_MS = 60 * 60 * 1000;
const NOW_MS = 1_800_000_000_000;

describe('cleaning the embedded log', () => {
  let db: Db;
  beforeAll(async () => {
    db = await createPglite({ folder: null });
    await db.migrate();
    await db.sql
      .insertInto('broker_topics')
      .values([
        { name: 'short', partitions: 2, cleanup: 'delete', retention_ms: String(HOUR_MS) },
        { name: 'forever', partitions: 1, cleanup: 'delete', retention_ms: null },
        { name: 'compact', partitions: 1, cleanup: 'compact', retention_ms: null },
      ])
      .execute();
  });
  afterAll(() => db.close());

  const add = (topic: string, offset: number, ageHours: number, key: string | null, value: string | null) =>
    db.sql
      .insertInto('broker_messages')
      .values({
        topic,
        partition: 0,
        offset: String(offset),
        key: key === null ? null : new TextEncoder().encode(key),
        value: value === null ? null : new TextEncoder().encode(value),
        headers: new Uint8Array(0),
        at_ms: String(NOW_MS - ageHours * HOUR_MS),
      })
      .execute();
  const left = async (topic: string) => {
    await cleanLog(db, NOW_MS);
    const rows = await db.sql
      .selectFrom('broker_messages')
      .select('offset')
      .where('topic', '=', topic)
      .orderBy('offset')
      .execute();
    return rows.map((row) => Number(row.offset));
  };

  it('removes what outlived the retention, but never the last message of a partition', async () => {
    for (const [offset, age] of [5, 4, 3].entries()) await add('short', offset, age, 'k', 'v');
    expect(await left('short')).toEqual([2]);
    await add('short', 3, 0.5, 'k', 'v');
    expect(await left('short')).toEqual([3]);
  });

  it('removes nothing where messages are kept for ever', async () => {
    await add('forever', 0, 10_000, 'k', 'v');
    await add('forever', 1, 0, 'k', 'v');
    expect(await left('forever')).toEqual([0, 1]);
  });

  it('keeps the newest message of every key, and a tombstone for a day', async () => {
    await add('compact', 0, 100, 'a', 'old');
    await add('compact', 1, 99, 'b', 'only');
    await add('compact', 2, 98, 'a', 'new');
    await add('compact', 3, 97, 'gone', 'v');
    await add('compact', 4, 25, 'gone', null);
    await add('compact', 5, 23, 'fresh-tombstone', null);
    await add('compact', 6, 22, null, 'without a key');
    await add('compact', 7, 21, 'c', 'v');
    expect(await left('compact')).toEqual([1, 2, 5, 6, 7]);
  });
});
