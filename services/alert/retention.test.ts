import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createLog } from '../../shared/log.ts';
import type { Source } from '../../shared/sources.ts';
import { sweepRetention } from './retention.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const clock = { nowMs: () => NOW_MS, elapsedMs: () => NOW_MS, sleep: async () => {} };
const daysAgo = (days: number) => new Date(NOW_MS - days * 24 * 60 * 60 * 1000);
const source = (id: string, retentionDays: number): Source => ({
  id,
  name: id,
  owner: 'o',
  purpose: 'p',
  legalBasis: 'l',
  membersTold: { told: true, how: 'h' },
  channels: { include: ['*'], exclude: [] },
  directMessages: false,
  retentionDays,
});

let db: Db;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-retention-'));
  db = await createPglite({ folder: null });
  await db.migrate();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

async function incident(id: string, from: string, lastSeen: Date): Promise<void> {
  const json = '[]';
  await db.sql
    .insertInto('incidents')
    .values({
      id,
      source: from,
      sha256: id,
      kind: 'found',
      media_type: null,
      size_bytes: 1,
      rank: 3,
      regime: 'us',
      level: 'SECRET',
      confidence: 1,
      complete: true,
      findings: json,
      doubtful: json,
      uninspected: json,
      evidence_key: `evidence/${id}`,
      inspector: '{}',
      status: 'open',
      close_reason: null,
      first_seen_at: lastSeen,
      last_seen_at: lastSeen,
      updated_at: lastSeen,
    })
    .execute();
}

test('incidents and evidence go when the source’s retention is over, and only then', async () => {
  const blobs = createFileBlobs({ folder });
  for (const [id, from, days] of [
    ['old', 'short', 31],
    ['young', 'short', 29],
    ['kept', 'long', 31],
  ] as const) {
    await incident(id, from, daysAgo(days));
    await blobs.put(`evidence/${id}`, Buffer.from('x'));
  }
  const parts = {
    db,
    blobs,
    clock,
    sources: [source('short', 30), source('long', 365)],
    log: createLog({ level: 'silent', service: 'test' }),
  };
  expect(await sweepRetention(parts)).toBe(1);
  const left = await db.sql.selectFrom('incidents').select('id').orderBy('id').execute();
  expect(left.map(({ id }) => id)).toEqual(['kept', 'young']);
  expect(await blobs.stat('evidence/old')).toBeNull();
  expect(await blobs.stat('evidence/young')).not.toBeNull();
  await blobs.close();
});
