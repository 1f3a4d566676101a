import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecordVerdict } from '../../services/alert/steps/record-verdict.ts';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { keyringOf, openEvidence, sealEvidence } from '../../shared/evidence.ts';
import type { Verdict } from '../../shared/messages/verdict.ts';
import { startPostgres, type TestDatabase } from '../support/postgres.ts';

const run = promisify(execFile);
const secret = Buffer.alloc(32, 9).toString('base64');
const KEY = 'evidence/harbour-chat/ab/abcd';
const evidence = {
  fileName: 'tides.txt',
  lines: [{ text: 'SECRET//NOFORN', part: '', page: null, zone: 'header' as const }],
  crops: [],
};
const verdict: Verdict = {
  uploadId: 'u1',
  posting: {
    source: 'harbour-chat',
    channel: { id: 'ops', kind: 'group' },
    message: { id: 'm' },
    postedAt: '2026-11-22T08:00:00Z',
  },
  attachment: { id: 'a', sha256: 'ab'.repeat(32), sizeBytes: 3, mediaType: 'text/plain' },
  verdict: 'found',
  complete: true,
  rank: 3,
  findings: [],
  doubtful: [],
  uninspected: [],
  evidenceKey: KEY,
  inspector: { ruleset: 'r', engine: 'e', ocrData: 'o' },
  inspectedAt: '2026-11-22T08:00:02Z',
  elapsedMs: 2,
};

let folder = '';
const databases: TestDatabase[] = [];
const open: Db[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-backup-'));
});
afterAll(async () => {
  for (const db of open) await db.close();
  for (const database of databases) await database.stop();
  await rm(folder, { recursive: true, force: true });
});

async function database(): Promise<{ url: string; db: Db }> {
  const started = await startPostgres();
  databases.push(started);
  const db = createPostgres({ url: started.url });
  open.push(db);
  return { url: started.url, db };
}

/** The tools of the newest Postgres that is installed: a dump must not be older than its server. */
async function tool(name: string): Promise<string> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? name : join('/usr/lib/postgresql', newest, 'bin', name);
}

test('what deploy/backup.md says brings an incident back with its evidence, and its schema is current', async () => {
  const [from, to] = [await database(), await database()];
  await from.db.migrate();
  const blobs = createFileBlobs({ folder: join(folder, 'blobs') });
  await blobs.put(KEY, sealEvidence(keyringOf([secret]), KEY, evidence));
  expect(await createRecordVerdict(from.db, Date.now)(verdict, undefined)).toBe('incident');

  const dump = join(folder, 'spillway.dump');
  await run(await tool('pg_dump'), ['--format=custom', `--file=${dump}`, from.url]);
  await cp(join(folder, 'blobs'), join(folder, 'restored'), { recursive: true });
  await run(await tool('pg_restore'), [`--dbname=${to.url}`, '--no-owner', dump]);

  await to.db.migrate();
  const incident = await to.db.sql.selectFrom('incidents').selectAll().executeTakeFirstOrThrow();
  expect(incident).toMatchObject({ source: 'harbour-chat', kind: 'found', rank: 3, evidence_key: KEY });
  expect(await to.db.sql.selectFrom('outbox').select('topic').execute()).toHaveLength(1);
  const restored = createFileBlobs({ folder: join(folder, 'restored') });
  const sealed = await restored.get(incident.evidence_key ?? '', { maxBytes: 1 << 20 });
  expect(openEvidence(keyringOf([secret]), KEY, sealed)).toEqual(evidence);
  // The same verdict after the restore is a repeat: nothing is raised twice.
  expect(await createRecordVerdict(to.db, Date.now)(verdict, undefined)).toBe('repeat');
  // A verdict from after the dump, read again: the alert that a receiver has already, under the name it had.
  const later = { ...verdict, uploadId: 'u2' };
  for (const { db } of [from, to])
    expect(await createRecordVerdict(db, Date.now)(later, undefined)).toBe('occurrence');
  const ids = ({ db }: { db: Db }) => db.sql.selectFrom('outbox').select('headers').orderBy('id').execute();
  const [before, again] = [await ids(from), await ids(to)].map((rows) =>
    rows.map(({ headers }) => headers.id),
  );
  expect(again).toEqual(before);
  expect(new Set(again).size).toBe(2);
});
