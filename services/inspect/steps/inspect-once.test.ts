import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Blobs } from '../../../shared/blobs/blobs.ts';
import { createFileBlobs } from '../../../shared/blobs/files.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { createPglite } from '../../../shared/db/pglite.ts';
import { FaultError } from '../../../shared/errors.ts';
import { keyringOf, openEvidence } from '../../../shared/evidence.ts';
import { createLog } from '../../../shared/log.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import { Sensitive } from '../../../shared/sensitive.ts';
import { createFleetReports } from '../fleet-reports.ts';
import { KEEPS_NOTHING } from '../kept-features.ts';
import type { Report } from '../report.ts';
import { createInspectOnce, type Inspects } from './inspect-once.ts';
import { createEvidences } from './keep-evidence.ts';

const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = Buffer.from('abc');
const keyring = keyringOf([Buffer.alloc(32, 1).toString('base64')]);
const log = createLog({ level: 'silent', service: 'test' });
const never = new AbortController().signal;

const finding: Report['findings'][number] = {
  kind: 'marking',
  regime: 'us',
  axis: 'state',
  level: 'SECRET',
  rank: 3,
  rule: 'us-secret',
  confidence: 0.9,
  text: new Sensitive('SECRET//PLOVER'),
  masked: 'SECRET//••••••',
  where: { part: '', page: 1, zone: 'header', box: null },
  places: 1,
  context: [],
  details: { codeword: 'PLOVER' },
};
const found: Report = {
  sha256,
  sizeBytes: 3,
  mediaType: 'text/plain',
  verdict: 'found',
  complete: true,
  rank: 3,
  findings: [finding],
  doubtful: [],
  uninspected: [],
  crops: [{ page: 1, png: new Sensitive(Buffer.from('PLOVER')) }],
  elapsedMs: 1,
};
const died: Report = {
  ...found,
  verdict: 'uninspected',
  complete: false,
  rank: null,
  findings: [],
  crops: [],
  uninspected: [{ part: 'file', reason: 'sandbox-died', limit: null }],
};
const uploadTo = (source: string, name = 'wyvernmoss.txt'): Upload => ({
  uploadId: `u-${source}`,
  posting: {
    source,
    channel: { id: 'ops', kind: 'group' },
    message: { id: 'm' },
    postedAt: '2026-11-22T08:00:00Z',
  },
  attachment: { id: 'a', name },
  blob: { key: 'uploads/x', sha256, sizeBytes: 3 },
  receivedAt: '2026-11-22T08:00:01Z',
});

let db: Db;
let blobs: Blobs;
beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
  blobs = createFileBlobs({ folder: await mkdtemp(join(tmpdir(), 'spillway-reports-')) });
}, 240_000);
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql.deleteFrom('inspections').execute();
});

const attempt = { taken: never, waiting: () => {}, working: () => {} };

/** One inspector of the fleet: its own step, the fleet's database and blobs. */
function inspector(inspects: Inspects, key = 'rules 1') {
  const reports = createFleetReports(db, key);
  const evidences = createEvidences(blobs, keyring);
  const inspectOnce = createInspectOnce({
    inspects,
    answering: () => ({ inspector: { ruleset: key, engine: 'e', ocrData: 'o' }, reports }),
    features: KEEPS_NOTHING,
    evidences,
    clock: systemClock,
    log,
    keptForMs: 60_000,
  });
  return { reports, inspect: (upload = uploadTo('harbour-chat')) => inspectOnce(upload, abc, null, attempt) };
}

/** Counts what it opens, and answers what it is told to, the last answer again and again. */
function opener(...answers: Report[]) {
  const opened: Array<{ alone: boolean }> = [];
  const inspects: Inspects = {
    inspect: async ({ alone = false, opening }) => {
      await opening?.();
      opened.push({ alone });
      return answers.length > 1 ? (answers.shift() ?? found) : (answers[0] ?? found);
    },
  };
  return { opened, inspects };
}

/** A process that had the file open, or only waiting for its turn, and died: its claim stands, its lease has run out. */
async function someoneDied({ wasOpen }: { wasOpen: boolean }): Promise<void> {
  const { reports } = inspector(opener().inspects);
  const standing = await reports.look(sha256);
  if (standing.kind !== 'ours') return expect.unreachable(standing.kind);
  if (wasOpen) await reports.begin(sha256, standing.claim);
  await db.sql
    .updateTable('inspections')
    .set({ claimed_until: new Date(0) })
    .execute();
}

describe('a file in the fleet', () => {
  test('posted to many groups at once is opened once, whichever inspector gets it', async () => {
    const { opened, inspects } = opener();
    const [one, two] = [inspector(inspects), inspector(inspects)];
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? one : two).inspect()));
    expect(opened).toHaveLength(1);
    expect(answers.filter(({ cached }) => !cached)).toHaveLength(1);
    expect(answers.every(({ report }) => report.verdict === 'found' && report.findings.length === 1)).toBe(
      true,
    );
  });

  test('is opened anew under other rules, and when its time is over', async () => {
    const { opened, inspects } = opener();
    await inspector(inspects).inspect();
    await inspector(inspects, 'rules 2').inspect();
    expect(opened).toHaveLength(2);
    await db.sql
      .updateTable('inspections')
      .set({ kept_until: new Date(0) })
      .execute();
    await inspector(inspects).inspect();
    expect(opened).toHaveLength(3);
    expect(await inspector(inspects).reports.sweep()).toBe(1);
  });

  test('leaves no text in the table, and evidence for each source under its own key and name', async () => {
    const { opened, inspects } = opener();
    await inspector(inspects).inspect();
    const other = await inspector(inspects).inspect(uploadTo('quay-chat', 'other.txt'));
    expect(opened).toHaveLength(1);
    expect(JSON.stringify(await db.sql.selectFrom('inspections').selectAll().execute())).not.toMatch(
      /PLOVER|wyvernmoss/,
    );
    const key = other.evidenceKey ?? '';
    expect(key).toContain('quay-chat');
    const evidence = openEvidence(keyring, key, await blobs.get(key, { maxBytes: 10_000 }));
    expect(evidence).toMatchObject({ fileName: 'other.txt', lines: [{ text: 'SECRET//PLOVER' }] });
    expect(evidence.crops).toHaveLength(1);
  });

  test('is opened again when its evidence is gone', async () => {
    const { opened, inspects } = opener();
    const { evidenceKey } = await inspector(inspects).inspect();
    await blobs.delete(evidenceKey ?? '');
    expect((await inspector(inspects).inspect()).cached).toBe(false);
    expect((await inspector(inspects).inspect(uploadTo('quay-chat'))).evidenceKey).toContain('quay-chat');
    expect(opened).toHaveLength(2);
  });
});

describe('a file that kills', () => {
  test('its child gets a fresh one, and ends as uninspected when it kills that as well', async () => {
    const twice = opener(died);
    expect((await inspector(twice.inspects).inspect()).report.uninspected[0]?.reason).toBe('sandbox-died');
    expect(twice.opened).toHaveLength(2);
    await inspector(twice.inspects).inspect();
    expect(twice.opened).toHaveLength(2);
  });

  test('its child once is found in the second', async () => {
    const once = opener(died, found);
    expect((await inspector(once.inspects).inspect()).report.verdict).toBe('found');
  });

  test('its whole process, once or twice, is opened alone next time', async () => {
    const { opened, inspects } = opener();
    await someoneDied({ wasOpen: true });
    await someoneDied({ wasOpen: true });
    expect((await inspector(inspects).inspect()).report.verdict).toBe('found');
    expect(opened).toEqual([{ alone: true }]);
  });

  test('its whole process three times is not opened a fourth time: uninspected, with the limit', async () => {
    const { opened, inspects } = opener();
    for (let death = 0; death < 3; death += 1) await someoneDied({ wasOpen: true });
    const { report } = await inspector(inspects).inspect();
    expect(report).toMatchObject({
      verdict: 'uninspected',
      uninspected: [{ reason: 'sandbox-died', limit: { name: 'attempts', value: 3 } }],
    });
    expect(opened).toEqual([]);
  });
});

test('a file that only waited for its turn is never blamed, however often its process dies', async () => {
  const { opened, inspects } = opener();
  for (let death = 0; death < 5; death += 1) await someoneDied({ wasOpen: false });
  expect((await inspector(inspects).inspect()).report.verdict).toBe('found');
  expect(opened).toEqual([{ alone: false }]);
});

test('a failure of ours is no attempt, and what was opened by then is not opened again', async () => {
  const failing = inspector({
    inspect: async ({ opening }) => {
      await opening?.();
      throw new FaultError('SANDBOX_CANNOT_START', 'no');
    },
  });
  for (let turn = 0; turn < 5; turn += 1) await expect(failing.inspect()).rejects.toThrow('no');
  const { opened, inspects } = opener();
  expect((await inspector(inspects).inspect()).report.verdict).toBe('found');
  expect(opened).toEqual([{ alone: false }]);
});

test('says whether it waits for its turn or is at work, also on the second try', async () => {
  let state = 'working';
  const seen: string[] = [];
  const inspectOnce = createInspectOnce({
    inspects: {
      inspect: async ({ opening }) => {
        seen.push(state);
        await opening?.();
        seen.push(state);
        return died;
      },
    },
    answering: () => ({
      inspector: { ruleset: 'r', engine: 'e', ocrData: 'o' },
      reports: createFleetReports(db, 'turns'),
    }),
    features: KEEPS_NOTHING,
    evidences: createEvidences(blobs, keyring),
    clock: systemClock,
    log,
    keptForMs: 60_000,
  });
  const says = (next: string) => () => {
    state = next;
  };
  const turn = { taken: never, waiting: says('waiting'), working: says('working') };
  await inspectOnce(uploadTo('harbour-chat'), abc, null, turn);
  expect([...seen, state]).toEqual(['waiting', 'working', 'waiting', 'working', 'working']);
});

test('rules that change between the claim and the opening: opened once, and the answer is the new rules’', async () => {
  let ruleset = 'rules 1';
  let opened = 0;
  const inspectOnce = createInspectOnce({
    inspects: {
      inspect: async () => {
        opened += 1;
        ruleset = 'rules 2';
        return { ...found, ruleset };
      },
    },
    answering: () => ({
      inspector: { ruleset, engine: 'e', ocrData: 'o' },
      reports: createFleetReports(db, ruleset),
    }),
    features: KEEPS_NOTHING,
    evidences: createEvidences(blobs, keyring),
    clock: systemClock,
    log,
    keptForMs: 60_000,
  });
  const { inspector: answered, cached } = await inspectOnce(uploadTo('harbour-chat'), abc, null, attempt);
  expect({ opened, cached, ruleset: answered.ruleset }).toEqual({
    opened: 1,
    cached: false,
    ruleset: 'rules 2',
  });
  // Under the old rules nothing was kept, and no attempt counts.
  expect(await createFleetReports(db, 'rules 1').look(sha256)).toMatchObject({
    kind: 'ours',
    openedBefore: 0,
  });
  expect(await createFleetReports(db, 'rules 2').look(sha256)).toMatchObject({ kind: 'known' });
});
