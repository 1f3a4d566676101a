import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeliveredMessage } from '../../shared/broker/broker.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createLog } from '../../shared/log.ts';
import { alertSchema } from '../../shared/messages/alert.ts';
import { encodeEvent } from '../../shared/messages/cloud-event.ts';
import { VERDICT_TYPE, type Verdict } from '../../shared/messages/verdict.ts';
import { NO_TRACES } from '../../shared/tracing.ts';
import { createAlertPipeline } from './pipeline.ts';

let db: Db;
let alertOnVerdict: (message: DeliveredMessage) => Promise<unknown>;

beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
  const relay = { wake: () => {} };
  alertOnVerdict = createAlertPipeline({
    tracer: NO_TRACES,
    db,
    relay,
    clock: systemClock,
    log: createLog({ level: 'silent', service: 'test' }),
  });
});
afterAll(() => db.close());
beforeEach(async () => {
  for (const table of ['audit', 'outbox', 'occurrences', 'incidents', 'verdict_states'] as const)
    await db.sql.deleteFrom(table).execute();
});

const finding: Verdict['findings'][number] = {
  kind: 'marking',
  regime: 'us',
  axis: 'state',
  level: 'SECRET',
  rank: 3,
  rule: 'us-secret',
  confidence: 0.97,
  masked: 'SECRET//••••••',
  where: { part: '', page: 1, zone: 'header', box: null },
  places: 2,
  context: [],
};

function verdict(uploadId: string, changes: Partial<Verdict> = {}): Verdict {
  return {
    uploadId,
    posting: {
      source: 'harbour-chat',
      channel: { id: 'ops-east', kind: 'group' },
      message: { id: `m-${uploadId}` },
      postedAt: '2026-11-22T08:00:00Z',
    },
    attachment: { id: 'a', sha256: 'a'.repeat(64), sizeBytes: 10, mediaType: 'image/png' },
    verdict: 'found',
    complete: true,
    rank: 3,
    findings: [finding],
    doubtful: [],
    uninspected: [],
    evidenceKey: 'evidence/x',
    inspector: { ruleset: 'r1', engine: 'e1', ocrData: 'd1' },
    inspectedAt: '2026-11-22T08:00:02Z',
    elapsedMs: 800,
    ...changes,
  };
}

const uninspected = {
  verdict: 'uninspected' as const,
  complete: false,
  rank: null,
  findings: [],
  evidenceKey: null,
};

async function deliver(data: unknown): Promise<unknown> {
  const event = encodeEvent({ id: 'e', type: VERDICT_TYPE, source: '/test', timeMs: 0 }, data);
  return alertOnVerdict({ topic: 'verdicts', partition: 0, offset: 0n, timestampMs: 0, key: null, ...event });
}

const incidents = () => db.sql.selectFrom('incidents').selectAll().execute();
const occurrences = () => db.sql.selectFrom('occurrences').selectAll().execute();
const alerts = async () =>
  (await db.sql.selectFrom('outbox').selectAll().orderBy('id').execute()).map((row) =>
    alertSchema.parse(JSON.parse(row.value)),
  );

test('a redelivered verdict changes nothing and raises nothing', async () => {
  await deliver(verdict('u1'));
  await deliver(verdict('u1'));
  expect(await incidents()).toHaveLength(1);
  expect(await occurrences()).toHaveLength(1);
  expect(await alerts()).toHaveLength(1);
});

test('a second posting of the same document is an occurrence and an update, not a second incident', async () => {
  await deliver(verdict('u1'));
  await deliver(verdict('u2'));
  expect(await incidents()).toHaveLength(1);
  expect(await occurrences()).toHaveLength(2);
  const [first, second] = await alerts();
  expect([first?.activity_id, second?.activity_id]).toEqual([1, 2]);
  expect(first?.finding_info.uid).toBe(second?.finding_info.uid);
});

test('the same document in another source is another incident', async () => {
  await deliver(verdict('u1'));
  await deliver(verdict('u2', { posting: { ...verdict('u2').posting, source: 'other-chat' } }));
  expect(await incidents()).toHaveLength(2);
});

test('a clean verdict leaves a state and nothing else', async () => {
  await deliver(verdict('u1', { verdict: 'clean', rank: null, findings: [], evidenceKey: null }));
  expect(await incidents()).toEqual([]);
  expect(await alerts()).toEqual([]);
  expect(await db.sql.selectFrom('verdict_states').select(['upload_id', 'verdict']).execute()).toEqual([
    { upload_id: 'u1', verdict: 'clean' },
  ]);
});

test('what could not be inspected is an incident of its own kind, and found later it becomes found, never the other way', async () => {
  await deliver(verdict('u1', uninspected));
  expect((await incidents())[0]).toMatchObject({ kind: 'uninspected', rank: null });
  await deliver(verdict('u2'));
  expect((await incidents())[0]).toMatchObject({ kind: 'found', rank: 3, level: 'SECRET' });
  await deliver(verdict('u3', uninspected));
  expect((await incidents())[0]).toMatchObject({ kind: 'found', rank: 3, evidence_key: 'evidence/x' });
});

test('an upload judged again is found after all: incident, state and a second alert with an id of its own say so', async () => {
  await deliver(verdict('u1', uninspected));
  await deliver(verdict('u1'));
  await deliver(verdict('u1'));
  expect(await incidents()).toMatchObject([{ kind: 'found', rank: 3 }]);
  expect(await occurrences()).toHaveLength(1);
  const [first, second, ...more] = await alerts();
  expect(more).toEqual([]);
  expect(second).toMatchObject({ activity_id: 2, severity_id: 4 });
  expect(second?.metadata.uid).not.toBe(first?.metadata.uid);
});

test('an upload judged again without getting anywhere keeps the answer it has', async () => {
  await deliver(verdict('u1'));
  await deliver(verdict('u1', uninspected));
  expect(await db.sql.selectFrom('verdict_states').select('verdict').execute()).toEqual([
    { verdict: 'found' },
  ]);
  expect(await alerts()).toHaveLength(1);
});

test.each([
  ['contained', 'open'],
  ['not-a-marking', 'closed'],
  ['authorised', 'closed'],
])('an incident closed as %s is %s after a further posting', async (reason, status) => {
  await deliver(verdict('u1'));
  await db.sql.updateTable('incidents').set({ status: 'closed', close_reason: reason }).execute();
  await deliver(verdict('u2'));
  expect((await incidents())[0]?.status).toBe(status);
  expect(await db.sql.selectFrom('audit').select('action').execute()).toHaveLength(status === 'open' ? 1 : 0);
});

test('a verdict with a field too many is a dead letter naming it, and touches no table', async () => {
  const outcome = await deliver({ ...verdict('u1'), text: 'secret plan' });
  expect(outcome).toMatchObject({ kind: 'dead', reason: { code: 'message-invalid' } });
  expect(JSON.stringify(outcome)).not.toContain('secret plan');
  expect(await db.sql.selectFrom('verdict_states').selectAll().execute()).toEqual([]);
});
