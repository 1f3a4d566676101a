import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import { createS3Blobs } from '../../shared/blobs/s3.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { type Answer, openDoor } from '../support/door.ts';
import { freePort } from '../support/free-port.ts';

/** The door alone, on real adapters of which one has lost what stands behind it. */
const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(blobs: Blobs): Promise<{ post(): Promise<Answer>; loseBroker(): Promise<void> }> {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const door = await openDoor(blobs, createEmbeddedBroker({ db, clock: systemClock }));
  ends.push(() => door.close());
  return { post: () => door.post(Buffer.from('bytes')), loseBroker: () => db.close() };
}

async function expectComeAgain(answer: Promise<Answer>, code: string): Promise<void> {
  const { status, headers, body } = await answer;
  expect(body).toMatchObject({ error: { code, field: 'service', got: 'no answer' } });
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

test('a broker that is away: 503 with Retry-After, after 202 while it was there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-door-'));
  ends.push(() => rm(folder, { recursive: true }));
  const { post, loseBroker } = await open(createFileBlobs({ folder }));
  expect((await post()).status).toBe(202);
  await loseBroker();
  await expectComeAgain(post(), 'BROKER_UNAVAILABLE');
});

test('a blob store that is away: 503 with Retry-After', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const { post, loseBroker } = await open(
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
  await expectComeAgain(post(), 'BLOBS_UNAVAILABLE');
});
