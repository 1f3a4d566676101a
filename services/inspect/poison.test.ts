import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { keyringOf } from '../../shared/evidence.ts';
import { createLog } from '../../shared/log.ts';
import { decodeEvent, encodeEvent } from '../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload } from '../../shared/messages/upload.ts';
import { VERDICT_TYPE, type Verdict, verdictSchema } from '../../shared/messages/verdict.ts';
import { createPipelineMetrics } from '../../shared/pipeline/metrics.ts';
import { sourcesOf } from '../../shared/sources.ts';
import { NO_TRACES } from '../../shared/tracing.ts';
import { SOURCE } from '../../test/support/product.ts';
import { REGISTERED } from '../../test/support/registered-source.ts';
import { TOPICS, topicSpecs } from '../flow.ts';
import { hashOf } from './match/markings/load-rules.ts';
import { DEFAULT_LIMITS } from './sandbox/limits.ts';
import { createSandbox } from './sandbox/pool.ts';
import { childCommand } from './sandbox/spawn-child.ts';
import { createInspect } from './service.ts';

/** The whole service on the embedded broker, its pool with real child processes that do what a file's bytes tell them. */
const standIn = fileURLToPath(new URL('../../test/hostile/children/stand-in-child.ts', import.meta.url));
const log = createLog({ level: 'silent', service: 'test' });

async function startInspector() {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-poison-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const blobs = createFileBlobs({ folder });
  const db = await createPglite({ folder: null });
  onTestFinished(() => db.close());
  await db.migrate();
  const broker = createEmbeddedBroker({ db, clock: systemClock });
  await broker.ensureTopics(topicSpecs(1));
  const how = childCommand(DEFAULT_LIMITS, { wrappers: [], nodeArgs: [] });
  const deaths: string[] = [];
  const sandbox = createSandbox({
    limits: DEFAULT_LIMITS,
    children: 1,
    // What this child is told it says it uses; so the watch over the (empty) rule files sees no change.
    rules: async () => [{ path: 'none.yaml', text: `0+${hashOf([])}` }],
    engine: 'auto',
    preset: 'balanced',
    log,
    clock: systemClock,
    onDeath: (end) => deaths.push(end),
    childCommand: { ...how, args: [...how.args.slice(0, -1), standIn] },
  });
  onTestFinished(() => sandbox.close());
  const registry = new Registry();
  const { stop } = await createInspect({
    broker,
    db,
    blobs,
    sources: sourcesOf([REGISTERED]),
    keyring: keyringOf([Buffer.alloc(32, 1).toString('base64')]),
    sandbox,
    children: 1,
    readRules: async () => [],
    features: null,
    conditions: 'test',
    maxFileBytes: 1_000_000,
    clock: systemClock,
    graceMs: 1_000,
    log,
    registry,
    metrics: createPipelineMetrics(registry),
    tracer: NO_TRACES,
    onFatal: (error) => expect.unreachable(error.message),
  }).start();
  onTestFinished(stop);
  const producer = await broker.producer();

  async function upload(uploadId: string, deed: string): Promise<void> {
    const bytes = Buffer.from(deed);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await blobs.put(`uploads/${sha256}`, bytes);
    const message: Upload = {
      uploadId,
      posting: {
        source: SOURCE,
        channel: { id: 'ops-east', kind: 'group' },
        message: { id: `m-${uploadId}` },
        postedAt: '2026-11-22T08:00:00Z',
      },
      attachment: { id: `a-${uploadId}` },
      blob: { key: `uploads/${sha256}`, sha256, sizeBytes: bytes.length },
      receivedAt: '2026-11-22T08:00:01Z',
    };
    const event = { id: uploadId, type: UPLOAD_TYPE, source: '/test', timeMs: Date.now() };
    await producer.send([
      { topic: TOPICS.uploads, key: Buffer.from('ops-east'), ...encodeEvent(event, message) },
    ]);
  }
  return { broker, upload, deaths, verdicts: await watchVerdicts(broker) };
}

async function watchVerdicts(broker: Broker): Promise<Map<string, Verdict[]>> {
  const verdicts = new Map<string, Verdict[]>();
  const tail = await broker.tail({
    topic: TOPICS.verdicts,
    onMessage: (message) => {
      const event = decodeEvent(message, VERDICT_TYPE, verdictSchema);
      if (!event.ok) return expect.unreachable(event.problem);
      verdicts.set(event.data.uploadId, [...(verdicts.get(event.data.uploadId) ?? []), event.data]);
    },
    onFatal: (error) => expect.unreachable(error.message),
  });
  onTestFinished(() => tail.stop());
  return verdicts;
}

test('a file that kills its child twice ends as uninspected with the reason, once, and its partition goes on', async () => {
  const { broker, upload, deaths, verdicts } = await startInspector();
  await upload('poison', 'segfault');
  await upload('behind-it', 'clean');
  await upload('poison-forwarded', 'segfault');
  await vi.waitFor(() => expect(verdicts.size).toBe(3), { timeout: 30_000, interval: 50 });
  for (const uploadId of ['poison', 'poison-forwarded'])
    expect(verdicts.get(uploadId)).toMatchObject([
      { verdict: 'uninspected', uninspected: [{ part: 'file', reason: 'sandbox-died' }] },
    ]);
  expect(verdicts.get('behind-it')).toMatchObject([{ verdict: 'clean', complete: true }]);
  expect(deaths).toEqual(['sandbox-died', 'sandbox-died']);
  await vi.waitFor(
    async () => {
      const [partition] = await broker.groupOffsets('spillway-inspect', TOPICS.uploads);
      expect(partition).toMatchObject({ committed: 3n, end: 3n });
    },
    { timeout: 10_000, interval: 50 },
  );
  const [dead] = await broker.groupOffsets('spillway-inspect', `${TOPICS.uploads}.dead`);
  expect(dead?.end).toBe(0n);
});
