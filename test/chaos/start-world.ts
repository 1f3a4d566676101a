import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';
import { startOwnPostgres } from '../support/postgres.ts';
import { INTAKE_SECRET, ROOT, writeConfiguration } from '../support/product.ts';
import { startS3 } from '../support/s3.ts';
import { waitFor } from '../support/wait-for.ts';
import { startBlobProxy } from './blob-proxy.ts';
import { startCluster } from './cluster.ts';
import { startFleet } from './fleet.ts';

/** How long a member that died holds on to its partitions. */
export const SESSION_MS = 6_000;

export type ChaosWorld = Awaited<ReturnType<typeof startChaosWorld>>;

/** Three brokers, Postgres and an S3 store of their own, and on them the services as an operator starts them. */
export async function startChaosWorld(folder: string, brokerSessionMs: number) {
  // One after the other: on two cores five starting servers at once are slower, and some give up.
  const s3 = await startS3();
  const database = await startOwnPostgres();
  const cluster = await startCluster({ brokerSessionMs });
  const blobs = await startBlobProxy(s3.endpoint);
  const intakePort = await freePort();
  const environment = {
    SPILLWAY_KAFKA_BROKERS: cluster.brokers.join(','),
    SPILLWAY_KAFKA_SESSION_SECONDS: `${SESSION_MS / 1000}`,
    SPILLWAY_DATABASE_URL: database.url,
    SPILLWAY_S3_ENDPOINT: blobs.endpoint,
    SPILLWAY_S3_REGION: s3.region,
    SPILLWAY_S3_BUCKET: s3.bucket,
    SPILLWAY_S3_ACCESS_KEY_ID: s3.accessKeyId,
    SPILLWAY_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    SPILLWAY_PARTITIONS: '6',
    SPILLWAY_CHILDREN: '1',
    SPILLWAY_PRESET: 'fast',
    SPILLWAY_INTAKE_PORT: `${intakePort}`,
    ...(await writeConfiguration(folder)),
  };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist/services/cli.js'), 'migrate'], {
    env: { ...process.env, ...environment },
  });
  const names = ['intake', 'inspect-1', 'inspect-2', 'alert-1', 'alert-2'];
  const commands = names.map((name) => [name, [`dist/services/${name.replace(/-\d$/, '')}/main.js`]]);
  const fleet = await startFleet(folder, Object.fromEntries(commands), environment);
  const door = { intakeUrl: `http://127.0.0.1:${intakePort}`, intakeSecret: INTAKE_SECRET };
  const answers = () =>
    fetch(door.intakeUrl).then(
      () => true,
      () => false,
    );
  await waitFor('intake answers', answers, { timeoutMs: 60_000, everyMs: 200 });
  return {
    cluster,
    database,
    blobs,
    fleet,
    door,
    stop: async () => {
      await fleet.stop();
      await Promise.all([cluster.stop(), database.stop(), blobs.stop()]);
      await s3.stop();
    },
  };
}
