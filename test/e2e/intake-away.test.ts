import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { topicSpecs } from '../../services/flow.ts';
import { createIntake } from '../../services/intake/service.ts';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import { createS3Blobs } from '../../shared/blobs/s3.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createLog } from '../../shared/log.ts';
import { sourcesOf } from '../../shared/sources.ts';
import { NO_TRACES } from '../../shared/tracing.ts';
import { freePort } from '../support/free-port.ts';
import { postUpload } from '../support/intake-client.ts';
import { SOURCE } from '../support/product.ts';

/** The door alone, on real adapters of which one has lost what stands behind it. */
const secret = randomBytes(32).toString('base64');
const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const registered = {
  id: SOURCE,
  name: 'Harbour works (fictional)',
  owner: 'Information security office',
  purpose: 'Tests',
  legalBasis: 'Works agreement',
  membersTold: { told: true, how: 'Notice' },
  channels: { include: ['ops-*'], exclude: [] },
  directMessages: false,
  retentionDays: 30,
};

async function openDoor(blobs: Blobs): Promise<{ url: string; loseBroker(): Promise<void> }> {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const broker = createEmbeddedBroker({ db, clock: systemClock });
  await broker.ensureTopics(topicSpecs(1));
  const { value, stop } = await createIntake({
    keys: { [SOURCE]: { secret, pseudonymKey: secret } },
    sources: sourcesOf([registered]),
    blobs,
    producer: await broker.producer(),
    clock: systemClock,
    host: '127.0.0.1',
    port: 0,
    maxUploadBytes: 1_000_000,
    tracer: NO_TRACES,
    registry: new Registry(),
    log: createLog({ level: 'silent', service: 'test' }),
  }).start();
  ends.push(() => blobs.close(), stop);
  return { url: value.url, loseBroker: () => db.close() };
}

const post = (url: string) =>
  postUpload(
    { intakeUrl: url, intakeSecret: secret },
    { file: Buffer.from('bytes'), name: 'x.txt', message: 'm' },
  );

async function expectComeAgain(answer: ReturnType<typeof post>, code: string): Promise<void> {
  const { status, headers, body } = await answer;
  expect(body).toMatchObject({ error: { code, field: 'service', got: 'no answer' } });
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

test('a broker that is away: 503 with Retry-After, after 202 while it was there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-door-'));
  ends.push(() => rm(folder, { recursive: true }));
  const { url, loseBroker } = await openDoor(createFileBlobs({ folder }));
  expect((await post(url)).status).toBe(202);
  await loseBroker();
  await expectComeAgain(post(url), 'BROKER_UNAVAILABLE');
});

test('a blob store that is away: 503 with Retry-After', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const { url, loseBroker } = await openDoor(
    createS3Blobs({
      endpoint: nowhere,
      region: 'us-east-1',
      bucket: 'gone',
      accessKeyId: 'x',
      secretAccessKey: 'x',
      forcePathStyle: true,
    }),
  );
  ends.push(loseBroker);
  await expectComeAgain(post(url), 'BLOBS_UNAVAILABLE');
});
