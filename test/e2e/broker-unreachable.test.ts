import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createFileBlobs } from '../../shared/blobs/files.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { createLog } from '../../shared/log.ts';
import { openDoor } from '../support/door.ts';
import { startKafka } from '../support/kafka.ts';

const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('a broker that no packet comes back from: 503 with Retry-After while the client goes on trying, and 202 once it answers', async () => {
  const kafka = await startKafka({ nodes: 1 });
  ends.push(() => kafka.stop());
  const folder = await mkdtemp(join(tmpdir(), 'spillway-door-'));
  ends.push(() => rm(folder, { recursive: true }));
  const log = createLog({ level: 'silent', service: 'test' });
  const broker = createKafkaBroker({ brokers: kafka.brokers, clientId: 'silence', log });
  ends.push(() => broker.close());
  const door = await openDoor(createFileBlobs({ folder }), broker);
  ends.push(() => door.close());
  expect((await door.post(randomBytes(50))).status).toBe(202);

  const [node] = kafka.nodes;
  node?.freeze();
  const answers = await Promise.all(Array.from({ length: 5 }, () => door.post(randomBytes(50))));
  for (const { status, body, headers } of answers) {
    expect(body).toMatchObject({ error: { code: 'BROKER_UNAVAILABLE', field: 'service' } });
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }

  node?.thaw();
  await expect
    .poll(async () => (await door.post(randomBytes(50))).status, { timeout: 60_000, interval: 500 })
    .toBe(202);
});
