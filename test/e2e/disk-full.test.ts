import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TOPICS } from '../../services/flow.ts';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createEmbeddedBroker } from '../../shared/broker/embedded.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { systemClock } from '../../shared/clock.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { createLog } from '../../shared/log.ts';
import { uploadSchema } from '../../shared/messages/upload.ts';
import { type Answer, openDoor } from '../support/door.ts';
import { startKafka } from '../support/kafka.ts';
import { createSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { waitFor } from '../support/wait-for.ts';

/** Disks that are really full, under the blob store and under a real Kafka. */
const log = createLog({ level: 'silent', service: 'test' });
const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const disk = await createSmallDisk(megabytes);
  ends.push(() => disk.remove());
  return disk;
}

const acceptedSchema = z.object({ uploadId: z.string() });

type Post = (file: Buffer) => Promise<Answer>;

async function openHere(blobs: Blobs, broker: Broker): Promise<Post> {
  const door = await openDoor(blobs, broker);
  ends.push(() => door.close());
  return (file) => door.post(file);
}

/** Posts files of this size until the door refuses one; says what it took and what it answered at last. */
async function postUntilRefused(post: Post, sizeBytes: number) {
  const taken = new Map<string, Buffer>();
  for (let serial = 0; serial < 2_000; serial += 1) {
    const file = randomBytes(sizeBytes);
    const answer = await post(file);
    if (answer.status !== 202) return { taken, answer };
    taken.set(acceptedSchema.parse(answer.body).uploadId, file);
  }
  throw new Error('Expected the door to refuse an upload when the disk is full, got 2000 taken');
}

/** Every upload that is in the topic, with the key of its blob. */
async function uploadsIn(broker: Broker): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const tail = await broker.tail({
    topic: TOPICS.uploads,
    onMessage: ({ value }) => {
      const upload = uploadSchema.parse(JSON.parse(Buffer.from(value ?? []).toString()));
      found.set(upload.uploadId, upload.blob.key);
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await tail.caughtUp;
  await tail.stop();
  return found;
}

function expectComeAgain(answer: Answer, code: string): void {
  expect(answer.body).toMatchObject({ error: { code, field: 'service' } });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

async function expectKept(taken: ReadonlyMap<string, Buffer>, blobs: Blobs, broker: Broker): Promise<void> {
  const found = await uploadsIn(broker);
  for (const [uploadId, file] of taken) {
    const key = found.get(uploadId);
    expect(key, `upload ${uploadId}`).toBeDefined();
    const bytes = await blobs.get(key ?? '', { maxBytes: 1_000_000 });
    expect(Buffer.from(bytes).equals(file)).toBe(true);
  }
}

test('a full disk under the blob store: 503 with Retry-After, what was taken is whole, and it goes on with room', async () => {
  const disk = await smallDisk(2);
  const db = await createPglite({ folder: null });
  await db.migrate();
  const broker = createEmbeddedBroker({ db, clock: systemClock });
  ends.push(
    () => db.close(),
    () => broker.close(),
  );
  const blobs = createFileBlobs({ folder: disk.folder });
  const post = await openHere(blobs, broker);
  await disk.fill(400_000);
  const { taken, answer } = await postUntilRefused(post, 30_000);
  expect(taken.size).toBeGreaterThan(3);
  expectComeAgain(answer, 'BLOBS_UNAVAILABLE');
  await disk.free();
  const later = await post(randomBytes(30_000));
  expect(later.status).toBe(202);
  await expectKept(taken, blobs, broker);
});

test('a full disk under Kafka: 503 with Retry-After, what was taken is in the topic, and it goes on with room', async () => {
  const [brokerDisk, blobDisk] = [await smallDisk(24), await smallDisk(24)];
  const kafka = await startKafka({ nodes: 1, settings: { 'log.dirs': `${brokerDisk.folder}/data` } });
  ends.push(() => kafka.stop());
  const broker = createKafkaBroker({ brokers: kafka.brokers, clientId: 'full', log });
  ends.push(() => broker.close());
  const blobs = createFileBlobs({ folder: blobDisk.folder });
  const post = await openHere(blobs, broker);
  for (let serial = 0; serial < 5; serial += 1) expect((await post(randomBytes(100))).status).toBe(202);
  await brokerDisk.fill();
  const { taken, answer } = await postUntilRefused(post, 100);
  expectComeAgain(answer, 'BROKER_UNAVAILABLE');
  // Kafka ends by itself when it cannot write; whoever minds it makes room and starts it again.
  const [node] = kafka.nodes;
  await node?.kill();
  await brokerDisk.free();
  await node?.restart();
  await waitFor('the door takes uploads again', async () => (await post(randomBytes(100))).status === 202, {
    timeoutMs: 90_000,
    everyMs: 500,
  });
  await expectKept(taken, blobs, broker);
});
