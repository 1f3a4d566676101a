import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOPICS } from '../../services/flow.ts';
import type { World } from '../../services/world.ts';
import { ALERT_TYPE, alertSchema } from '../../shared/messages/alert.ts';
import { decodeEvent, encodeEvent } from '../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload } from '../../shared/messages/upload.ts';
import { runSpillway } from '../support/command-line.ts';
import { type Everything, prepareEverything } from '../support/everything.ts';
import { SOURCE } from '../support/product.ts';
import { startRealWorld } from '../support/real-world.ts';
import { searchFiles, wordsIn } from '../support/search-bytes.ts';
import { marked } from './flow.suite.ts';

/** Words that stand in what is sent: as a value, as a field's name, as a file's name. None may be printed, nor logged. */
const PLANTED = ['zqxplover', 'gannetfield', 'wyvernmoss'];
const bytes = marked('The zqxplover arrives at night.');
const sha256 = createHash('sha256').update(bytes).digest('hex');

const worlds = [
  { name: 'embedded', open: async () => ({ environment: {}, stop: async () => undefined }) },
  { name: 'production', open: startRealWorld },
];

describe.each(worlds)('dead letters in the $name world', ({ open }) => {
  let servers: Awaited<ReturnType<typeof open>>;
  let all: Everything;
  const printed: string[] = [];

  async function dead(...args: string[]) {
    const ran = await runSpillway(['dead', ...args], all);
    printed.push(ran.stdout, ran.stderr);
    return ran;
  }
  const listed = async (...filters: string[]) => {
    const { stdout } = await dead('list', '--json', ...filters);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line): Letter => JSON.parse(line));
  };
  interface Letter {
    id: string;
    reason: string;
    field: string;
    diedAt: string;
  }

  const upload = (uploadId: string, source = SOURCE): Upload => ({
    uploadId,
    posting: {
      source,
      channel: { id: 'ops-east', kind: 'group' },
      message: { id: `m-${uploadId}` },
      postedAt: '2026-11-22T08:00:00Z',
    },
    attachment: { id: `a-${uploadId}`, name: 'wyvernmoss.txt' },
    blob: { key: `integrator/${sha256}`, sha256, sizeBytes: bytes.length },
    receivedAt: '2026-11-22T08:00:01Z',
  });

  async function produce({ broker }: World, data: unknown): Promise<void> {
    const event = encodeEvent(
      {
        id: randomUUID(),
        type: UPLOAD_TYPE,
        source: '/integrator',
        timeMs: Date.now(),
      },
      data,
    );
    const producer = await broker.producer();
    await producer.send([{ topic: TOPICS.uploads, key: Buffer.from('integrator'), ...event }]);
    await producer.close();
  }

  beforeAll(async () => {
    servers = await open();
    all = await prepareEverything(servers.environment);
    await all.inside(async (world) => {
      await produce(world, 'zqxplover');
      await produce(world, { ...upload('d-extra'), gannetfield: 'zqxplover' });
      await produce(world, upload('d-elsewhere', 'elsewhere'));
      await produce(world, upload('d-missing'));
    });
    await all.runUntil('four dead letters', (metric) => metric(/^spillway_dead_letters_total/) === 4);
  });
  afterAll(async () => {
    await servers?.stop();
    await all?.remove();
  });

  test('are listed with their reasons, and found by topic, reason and time', async () => {
    const { code, stdout } = await dead('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^died +letter +reason +field +tries$/m);
    expect(stdout).toMatch(
      /^\d{4}-\S+Z +spillway\.uploads\.v1\.dead\/\d+\/\d+ +source-unregistered +posting\.source +1$/m,
    );
    expect(stdout).toContain('4 dead letters. `spillway dead show LETTER` says why');
    const letters = await listed();
    expect(letters.map(({ reason, field }) => `${reason} ${field}`)).toEqual([
      'message-invalid value',
      'message-invalid value',
      'source-unregistered posting.source',
      'blob-missing blob.key',
    ]);
    expect(await listed('--topic', 'uploads')).toHaveLength(4);
    expect((await dead('list', '--topic', 'verdicts')).stdout).toBe('No dead letters.\n');
    expect(await listed('--reason', 'message-invalid')).toHaveLength(2);
    expect(await listed('--since', '1h')).toHaveLength(4);
    expect(await listed('--until', '1h')).toHaveLength(0);
    const last = letters.at(-1)?.diedAt ?? '';
    const since = letters.filter(({ diedAt }) => diedAt >= last);
    expect(await listed('--since', last)).toEqual(since);
  });

  test('are shown: why, from where, how large', async () => {
    for (const { id, reason } of await listed()) {
      const { stdout } = await dead('show', id);
      expect(stdout).toContain(id);
      expect(stdout).toMatch(new RegExp(`reason +${reason}: [A-Z].*\\.$`, 'm'));
      expect(stdout).toMatch(/came from +spillway\.uploads\.v1\/\d+\/\d+$/m);
      expect(stdout).toMatch(/value +\d+ bytes, sha-256 [0-9a-f]{64}$/m);
    }
    const [, extra] = await listed('--reason', 'message-invalid');
    expect((await dead('show', extra?.id ?? '')).stdout).toMatch(
      /said +expected the fields of the schema alone, got 1 more$/m,
    );
  });

  test.each([
    [
      ['show', 'spillway.uploads.v1.dead/0/999'],
      'Expected a dead letter spillway.uploads.v1.dead/0/999, got none',
    ],
    [
      ['replay', 'spillway.uploads.v1.dead/0/999'],
      'Expected a dead letter spillway.uploads.v1.dead/0/999, got none',
    ],
    [['show', '17'], 'like spillway.uploads.v1.dead/0/17, got "17"'],
    [['replay'], 'Expected a letter’s id, --topic, --reason, --since or --until, got none'],
    [
      ['list', '--topic', 'mail'],
      'Expected --topic to be one of uploads, verdicts, alerts, fingerprints, got "mail"',
    ],
    [['list', '--reason', 'because'], 'Expected --reason to be one of message-invalid'],
    [['list', '--since', 'noon'], 'Expected --since to be like 12h, 30d, 4w or an ISO time, got "noon"'],
    [['list', '--since', '1h', '--until', '2h'], 'Expected --since to be before --until ("2h"), got "1h"'],
  ])('%j is refused with what was expected and what came', async (args, said) => {
    const { code, stderr } = await dead(...args);
    expect(stderr).toContain(said);
    expect(code).toBe(3);
  });

  test('go back once the cause is mended, and raise one alert however often they do', async () => {
    const wanted = ['replay', '--reason', 'blob-missing'];
    await all.inside(({ blobs }) => blobs.put(`integrator/${sha256}`, bytes));
    const [letter] = await listed('--reason', 'blob-missing');
    const first = await dead(...wanted);
    expect(first.stdout).toMatch(new RegExp(`^replayed +${letter?.id}$`, 'm'));
    expect(first.stdout).toContain('1 replayed, 0 replayed before, 0 cannot be replayed.');
    expect((await dead(...wanted)).stdout).toContain('0 replayed, 1 replayed before');
    // As if the command had died between sending and writing down that it did.
    await all.inside(({ db }) => db.sql.deleteFrom('audit').where('action', '=', 'dead.replay').execute());
    expect((await dead('replay', letter?.id ?? '')).stdout).toContain('1 replayed, 0 replayed before');
    await all.runUntil(
      'both to be judged and the outbox to be empty',
      (metric) =>
        metric(/^spillway_messages_processed_total\{.*verdicts.*\}/) === 2 &&
        metric(/^spillway_outbox_rows/) === 0,
    );
    const { alerts, occurrences } = await all.inside(async (world) => ({
      alerts: await alertsOf(world),
      occurrences: await world.db.sql.selectFrom('occurrences').select('upload_id').execute(),
    }));
    expect(alerts).toEqual(['d-missing']);
    expect(occurrences).toEqual([{ upload_id: 'd-missing' }]);
    expect(await listed()).toHaveLength(4);
  });

  test('a letter that cannot be mended is a letter again, and says so', async () => {
    const wanted = ['replay', '--topic', 'uploads', '--reason', 'source-unregistered'];
    expect((await dead(...wanted, '--until', '1h')).stdout).toBe('No dead letter matches.\n');
    expect((await dead(...wanted, '--since', '1h')).stdout).toContain('1 replayed');
    await all.runUntil('the letter to come back', (metric) => metric(/^spillway_dead_letters_total/) === 1);
    expect(await listed('--reason', 'source-unregistered')).toHaveLength(2);
  });

  test('none of it prints or logs a word of what was sent', async () => {
    expect(printed.length).toBeGreaterThan(20);
    expect(wordsIn(Buffer.from(printed.join('\n')), PLANTED)).toEqual([]);
    expect(await searchFiles(all.logFiles, PLANTED)).toEqual([]);
  });
});

/** Upload ids of the alerts that were delivered. */
async function alertsOf({ broker }: World): Promise<string[]> {
  const ids: string[] = [];
  const tail = await broker.tail({
    topic: TOPICS.alerts,
    onMessage: (message) => {
      const event = decodeEvent(message, ALERT_TYPE, alertSchema);
      ids.push(event.ok ? (event.data.metadata.correlation_uid ?? '') : event.problem);
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await tail.caughtUp;
  await tail.stop();
  return ids;
}
