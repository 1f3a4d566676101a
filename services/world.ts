import { join } from 'node:path';
import type { Blobs } from '../shared/blobs/blobs.ts';
import { createFileBlobs } from '../shared/blobs/files.ts';
import { createS3Blobs } from '../shared/blobs/s3.ts';
import type { Broker } from '../shared/broker/broker.ts';
import { createEmbeddedBroker } from '../shared/broker/embedded.ts';
import { createKafkaBroker } from '../shared/broker/kafka.ts';
import { systemClock } from '../shared/clock.ts';
import type { Db } from '../shared/db/db.ts';
import { createPglite } from '../shared/db/pglite.ts';
import { createPostgres } from '../shared/db/postgres.ts';
import { ConfigError, messageOf } from '../shared/errors.ts';
import { type Keyring, keyringOf } from '../shared/evidence.ts';
import type { Scope } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/log.ts';
import { releaseClaims } from './embedded-claims.ts';
import { topicSpecs } from './flow.ts';
import { kafkaSecurity } from './kafka-security.ts';
import { localSecret, randomSecret } from './local-secrets.ts';
import { dataPath, isEmbedded, type Settings } from './settings.ts';

/** Broker, database and blobs of one world, opened. Which adapters they are is decided here and nowhere else. */
export interface World {
  readonly broker: Broker;
  readonly db: Db;
  readonly blobs: Blobs;
  readonly keyring: Keyring;
}

export async function openWorld(settings: Settings, scope: Scope, log: Logger): Promise<World> {
  return isEmbedded(settings) ? openEmbedded(settings, scope) : openProduction(settings, scope, log);
}

export const blobFolder = (settings: Settings): string => dataPath(settings, 'blobs');

async function openEmbedded(settings: Settings, scope: Scope): Promise<World> {
  const folder = settings.SPILLWAY_DATA;
  const db = await createPglite({ folder: join(folder, 'db') });
  scope.defer('database', () => db.close());
  await db.migrate();
  await releaseClaims(db);
  const broker = createEmbeddedBroker({ db, clock: systemClock });
  scope.defer('broker', () => broker.close());
  await broker.ensureTopics(topicSpecs(EMBEDDED_PARTITIONS));
  const blobs = createFileBlobs({ folder: blobFolder(settings) });
  scope.defer('blobs', () => blobs.close());
  const secret = settings.SPILLWAY_EVIDENCE_KEY ?? (await localSecret(folder, 'evidence.key', randomSecret));
  return { broker, db, blobs, keyring: keyringFrom(secret) };
}

/** Enough to keep both cores of a small machine busy while one channel is slow. */
const EMBEDDED_PARTITIONS = 4;

async function openProduction(settings: Settings, scope: Scope, log: Logger): Promise<World> {
  const db = createPostgres({ url: given(settings.SPILLWAY_DATABASE_URL) });
  scope.defer('database', () => db.close());
  const broker = createKafkaBroker({
    brokers: given(settings.SPILLWAY_KAFKA_BROKERS).split(','),
    clientId: 'spillway',
    sessionTimeoutMs: settings.SPILLWAY_KAFKA_SESSION_SECONDS * 1000,
    ...(await kafkaSecurity(settings)),
    log,
  });
  scope.defer('broker', () => broker.close());
  const blobs = createS3Blobs({
    region: settings.SPILLWAY_S3_REGION,
    bucket: given(settings.SPILLWAY_S3_BUCKET),
    ...(settings.SPILLWAY_S3_ENDPOINT === undefined
      ? {}
      : { endpoint: settings.SPILLWAY_S3_ENDPOINT, forcePathStyle: true }),
    ...(settings.SPILLWAY_S3_ACCESS_KEY_ID === undefined
      ? {}
      : { accessKeyId: settings.SPILLWAY_S3_ACCESS_KEY_ID }),
    ...(settings.SPILLWAY_S3_SECRET_ACCESS_KEY === undefined
      ? {}
      : { secretAccessKey: settings.SPILLWAY_S3_SECRET_ACCESS_KEY }),
  });
  scope.defer('blobs', () => blobs.close());
  return { broker, db, blobs, keyring: keyringFrom(given(settings.SPILLWAY_EVIDENCE_KEY)) };
}

/** One-shot of a deployment: the schema, then the topics. Safe to run again. */
export async function migrateWorld(settings: Settings, world: World): Promise<{ topics: number }> {
  await world.db.migrate();
  const topics = topicSpecs(settings.SPILLWAY_PARTITIONS, settings.SPILLWAY_REPLICATION);
  await world.broker.ensureTopics(topics);
  return { topics: topics.length };
}

function keyringFrom(text: string): Keyring {
  try {
    return keyringOf(text.split(',').map((secret) => secret.trim()));
  } catch (error) {
    throw new ConfigError([
      `Expected \`SPILLWAY_EVIDENCE_KEY\` to be 32 bytes in base64, comma-separated: ${messageOf(error)}`,
    ]);
  }
}

/** `readSettings` has refused half a production world already; this says so to the types. */
function given(value: string | undefined): string {
  if (value === undefined)
    throw new ConfigError(['Expected Kafka, Postgres and S3 to be configured together']);
  return value;
}
