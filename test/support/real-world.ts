import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startKafka, type TestKafka } from './kafka.ts';
import { startPostgres, type TestDatabase } from './postgres.ts';
import { ROOT } from './product.ts';
import { startS3, type TestS3 } from './s3.ts';

/** The production world's servers, each its own, migrated, and the settings that lead to them. */
export interface RealWorld {
  readonly kafka: TestKafka;
  readonly database: TestDatabase;
  readonly s3: TestS3;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @param database the shared server's of the tests; a benchmark, outside their runner, starts its own. */
export async function startRealWorld(
  { database: startDatabase, partitions }: { database: () => Promise<TestDatabase>; partitions: number } = {
    database: startPostgres,
    partitions: 3,
  },
): Promise<RealWorld> {
  const [kafka, database, s3] = await Promise.all([startKafka({ nodes: 1 }), startDatabase(), startS3()]);
  const environment = {
    SPILLWAY_KAFKA_BROKERS: kafka.brokers.join(','),
    SPILLWAY_DATABASE_URL: database.url,
    SPILLWAY_S3_ENDPOINT: s3.endpoint,
    SPILLWAY_S3_REGION: s3.region,
    SPILLWAY_S3_BUCKET: s3.bucket,
    SPILLWAY_S3_ACCESS_KEY_ID: s3.accessKeyId,
    SPILLWAY_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    SPILLWAY_PARTITIONS: `${partitions}`,
  };
  const migrate = {
    ...environment,
    SPILLWAY_SOURCES: 'unused.json',
    SPILLWAY_EVIDENCE_KEY: randomBytes(32).toString('base64'),
  };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist/services/cli.js'), 'migrate'], {
    env: { ...process.env, ...migrate },
  });
  return {
    kafka,
    database,
    s3,
    environment,
    async stop() {
      await Promise.all([kafka.stop(), database.stop(), s3.stop()]);
    },
  };
}
