import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOPICS, topicSpecs } from '../../services/flow.ts';
import { createS3Blobs } from '../../shared/blobs/s3.ts';
import type { Broker, DeliveredMessage } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { createLog } from '../../shared/log.ts';
import { ALERT_TYPE, alertSchema } from '../../shared/messages/alert.ts';
import { decodeEvent, encodeEvent, headerText } from '../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload } from '../../shared/messages/upload.ts';
import { VERDICT_TYPE, verdictSchema } from '../../shared/messages/verdict.ts';
import { type Product, removeProduct, SOURCE, startProductionProduct } from '../support/product.ts';
import { type RealWorld, startRealWorld } from '../support/real-world.ts';
import { searchFiles, wordsIn } from '../support/search-bytes.ts';
import { searchDatabase } from '../support/search-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { flowSuite, marked } from './flow.suite.ts';

const log = createLog({ level: 'silent', service: 'test' });

async function everything(broker: Broker, topic: string): Promise<DeliveredMessage[]> {
  const messages: DeliveredMessage[] = [];
  const fatal: Error[] = [];
  const tail = await broker.tail({
    topic,
    onMessage: (message) => messages.push(message),
    onFatal: (error) => fatal.push(error),
  });
  await tail.caughtUp;
  await tail.stop();
  if (fatal[0] !== undefined) throw fatal[0];
  return messages;
}

flowSuite('production', async () => {
  const real = await startRealWorld();
  const product = await startProductionProduct(real.environment);
  return {
    product,
    async searchEverywhere(words) {
      const broker = createKafkaBroker({ brokers: real.kafka.brokers, clientId: 'search', log });
      const db = createPostgres({ url: real.database.url });
      try {
        const found = [
          ...(await searchFiles(product.logFiles, words)),
          ...(await searchDatabase(db.sql, words)),
        ];
        for (const { name } of topicSpecs(1)) {
          // The upload topic carries the platform's file name to the inspector by design.
          if (name.startsWith(TOPICS.uploads)) continue;
          for (const message of await everything(broker, name)) {
            const bytes = Buffer.concat([
              message.key ?? Buffer.of(),
              message.value ?? Buffer.of(),
              ...message.headers.map(([, value]) => value),
            ]);
            found.push(...wordsIn(bytes, words).map((word) => `${word} in topic ${name}`));
          }
        }
        return found;
      } finally {
        await broker.close();
        await db.close();
      }
    },
    async end() {
      await product.stop();
      await real.stop();
    },
  };
});

describe('an integrator on Kafka', () => {
  let real: RealWorld;
  let product: Product;
  let broker: Broker;

  beforeAll(async () => {
    real = await startRealWorld();
    product = await startProductionProduct(real.environment);
    broker = createKafkaBroker({ brokers: real.kafka.brokers, clientId: 'integrator', log });
  });
  afterAll(async () => {
    await broker.close();
    await product.stop();
    await real.stop();
    await removeProduct(product);
  });

  async function produce(value: Uint8Array, headers: DeliveredMessage['headers']): Promise<void> {
    const producer = await broker.producer();
    await producer.send([{ topic: TOPICS.uploads, key: Buffer.from('integrator'), value, headers }]);
    await producer.close();
  }
  const produceUpload = (upload: Upload) => {
    const event = encodeEvent(
      { id: upload.uploadId, type: UPLOAD_TYPE, source: '/integrator', timeMs: Date.now() },
      upload,
    );
    return produce(event.value, event.headers);
  };

  async function store(bytes: Uint8Array): Promise<Upload['blob']> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const blobs = createS3Blobs({ ...real.s3, forcePathStyle: true });
    await blobs.put(`integrator/${sha256}`, bytes);
    await blobs.close();
    return { key: `integrator/${sha256}`, sha256, sizeBytes: bytes.length };
  }

  const uploadOf = (uploadId: string, blob: Upload['blob'], source = SOURCE): Upload => ({
    uploadId,
    posting: {
      source,
      channel: { id: 'ops-east', kind: 'group' },
      message: { id: `m-${uploadId}` },
      postedAt: '2026-11-22T08:00:00Z',
    },
    attachment: { id: `a-${uploadId}` },
    blob,
    receivedAt: '2026-11-22T08:00:01Z',
  });

  test('produces an upload and gets a verdict and an alert', async () => {
    await produceUpload(uploadOf('it-1', await store(marked('From Kafka.'))));
    const verdict = await waitFor(
      'a verdict on the topic',
      async () => {
        const decoded = (await everything(broker, TOPICS.verdicts)).map((message) =>
          decodeEvent(message, VERDICT_TYPE, verdictSchema),
        );
        return decoded.find((event) => event.ok && event.data.uploadId === 'it-1');
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    expect(verdict).toMatchObject({
      ok: true,
      data: { verdict: 'found', rank: 3, complete: true, findings: [{ regime: 'us', level: 'SECRET' }] },
    });
    const alert = await waitFor(
      'an alert on the topic',
      async () => {
        const decoded = (await everything(broker, TOPICS.alerts)).map((message) =>
          decodeEvent(message, ALERT_TYPE, alertSchema),
        );
        return decoded.find((event) => event.ok && event.data.metadata.correlation_uid === 'it-1');
      },
      { timeoutMs: 30_000, everyMs: 500 },
    );
    expect(alert).toMatchObject({ ok: true, data: { class_uid: 2006, type_uid: 200601, severity_id: 4 } });
  });

  test('bad messages become dead letters with field and reason, and the partition goes on', async () => {
    const nothing = { key: 'integrator/none', sha256: '0'.repeat(64), sizeBytes: 3 };
    await produce(Buffer.from('not json'), []);
    await produceUpload(uploadOf('it-unregistered', nothing, 'elsewhere'));
    await produceUpload(uploadOf('it-missing', nothing));
    await produceUpload({
      ...uploadOf('it-other-bytes', await store(marked('These bytes.'))),
      blob: { ...(await store(marked('These bytes.'))), sha256: '1'.repeat(64) },
    });
    await produceUpload(uploadOf('it-after', await store(marked('After the bad ones.'))));
    await waitFor(
      'the good message behind the bad ones',
      async () => {
        const verdicts = (await everything(broker, TOPICS.verdicts)).map((message) =>
          decodeEvent(message, VERDICT_TYPE, verdictSchema),
        );
        return verdicts.some((event) => event.ok && event.data.uploadId === 'it-after');
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    const letters = await everything(broker, `${TOPICS.uploads}.dead`);
    const said = letters.map(
      (letter) =>
        `${headerText(letter.headers, 'spillway-error-class')} ${headerText(letter.headers, 'spillway-error-field')}`,
    );
    expect(said.toSorted()).toEqual([
      'blob-mismatch blob.sha256',
      'blob-missing blob.key',
      'message-invalid value',
      'source-unregistered posting.source',
    ]);
    expect(letters.some((letter) => Buffer.from(letter.value ?? []).toString() === 'not json')).toBe(true);
  });
});
