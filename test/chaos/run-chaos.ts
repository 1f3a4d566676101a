import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { createLog } from '../../shared/log.ts';
import { createRandom, seedOf } from '../corpus/random.ts';
import { freePort } from '../support/free-port.ts';
import { startOwnPostgres } from '../support/postgres.ts';
import { INTAKE_SECRET, ROOT, writeConfiguration } from '../support/product.ts';
import { startS3 } from '../support/s3.ts';
import { waitFor } from '../support/wait-for.ts';
import { startBlobProxy } from './blob-proxy.ts';
import { startCluster } from './cluster.ts';
import { startFleet } from './fleet.ts';
import { startLoad } from './load.ts';
import { startPlainClient } from './plain-kafkajs.ts';
import { startProbe } from './probes.ts';
import { NothingToKill, pickTrouble, troublesOf } from './troubles.ts';
import { countOutstanding, verify } from './verify.ts';

export interface ChaosPlan {
  readonly kills: number;
  readonly seed: number;
  /** How long the cluster waits before it takes a silent broker for dead. */
  readonly brokerSessionMs: number;
  /** A broker that stays down this long, once in the run; 0 for never. */
  readonly longOutageMs: number;
  /** Leaves the folder with the services' logs. */
  readonly keep: boolean;
  say(line: string): void;
}

export interface ChaosResult {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly longestStallMs: number;
}

const SESSION_MS = 6_000;
const SETTLE_MS = 240_000;

/** The whole product on real servers, under load, while things are killed; then everything that was acknowledged is looked for. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult & { details: readonly string[] }> {
  const { say } = plan;
  const random = createRandom(plan.seed);
  const folder = await mkdtemp(join(tmpdir(), 'spillway-chaos-'));
  // One after the other: on two cores five starting servers at once are slower, and some give up.
  const s3 = await startS3();
  const database = await startOwnPostgres();
  const cluster = await startCluster(plan);
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
  await waitFor('the schema and the topics', () => migrate(environment), { timeoutMs: 90_000, everyMs: 500 });
  const fleet = await startFleet(
    folder,
    Object.fromEntries(
      ['intake', 'inspect-1', 'inspect-2', 'alert-1', 'alert-2'].map((name) => [
        name,
        [`dist/services/${name.replace(/-\d$/, '')}/main.js`],
      ]),
    ),
    environment,
  );
  const door = { intakeUrl: `http://127.0.0.1:${intakePort}`, intakeSecret: INTAKE_SECRET };
  await waitFor(
    'intake answers',
    () =>
      fetch(door.intakeUrl).then(
        () => true,
        () => false,
      ),
    {
      timeoutMs: 60_000,
      everyMs: 200,
    },
  );
  const probeOf = (name: 'calm' | 'storm', members: number) =>
    startProbe(name, cluster.brokers, {
      members,
      random: createRandom(seedOf(plan.seed, name)),
      sessionMs: SESSION_MS,
    });
  const [calm, storm] = await Promise.all([probeOf('calm', 1), probeOf('storm', 3)]);
  const plain = await startPlainClient(cluster.brokers);
  const load = startLoad(door, createRandom(seedOf(plan.seed, 'load')), { posters: 3, everyMs: 500 });
  await waitFor('the first uploads to be judged', () => hasBegun(database.url, load.acknowledged), {
    timeoutMs: 120_000,
    everyMs: 500,
  });
  say(`seed ${plan.seed}: ${plan.kills} kills begin`);

  const troubles = troublesOf({ cluster, database, blobs, fleet, random });
  const began = Date.now();
  calm.stalls.begin();
  let kills = 0;
  let brokerWork: Promise<void> | null = null;
  if (plan.longOutageMs > 0) {
    say(`a broker goes for ${plan.longOutageMs / 1000} s`);
    kills += 1;
    brokerWork = cluster.bounce(cluster.any(random), plan.longOutageMs);
  }
  while (kills < plan.kills) {
    const trouble = pickTrouble(troubles, random);
    const isOfBrokers = /broker|coordinator/.test(trouble.name);
    // One broker of three at a time: a second would leave too few copies to acknowledge anything.
    if (isOfBrokers) await brokerWork;
    say(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${trouble.name}`);
    const work = trouble.strike();
    if (isOfBrokers) brokerWork = work;
    else
      await work.catch((error: unknown) => {
        if (!(error instanceof NothingToKill)) throw error;
        kills -= trouble.kills;
      });
    kills += trouble.kills;
    await pause(random.int(500, 2_500));
  }
  await brokerWork;
  say(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  the last kill is over`);

  await load.stop();
  await Promise.all([calm.stopSending(), storm.stopSending()]);
  const longestStallMs = Math.round(calm.stalls.longestMs());
  await waitUntilSettled(async () => {
    const outstanding = await countOutstanding(database.url, load.acknowledged.keys()).catch(() => 1);
    return outstanding + calm.missing().length + storm.missing().length === 0;
  });
  const witness = createKafkaBroker({
    brokers: cluster.brokers,
    clientId: 'chaos-witness',
    log: createLog({ level: 'silent', service: 'witness' }),
  });
  const found = await verify(database.url, witness, load.acknowledged);
  const lost = [
    ...found.lost,
    ...calm.missing().map((id) => `calm probe: ${id} was never handled`),
    ...storm.missing().map((id) => `storm probe: ${id} was never handled`),
  ];
  const crashes = fleet.members.map(({ name, crashes: count }) => `${name} ${count()}`).join(', ');
  const theirs = await plain.stop();
  const details = [
    `answers of intake: ${[...load.answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
    `ends nobody asked for: ${crashes}`,
    `said uninspected although readable: ${found.saidUninspected}`,
    `calm probe: ${calm.sent.size} acknowledged; storm probe: ${storm.sent.size} acknowledged, ${storm.joins()} joins`,
    ...[...calm.deaths, ...storm.deaths]
      .map((error) => `a probe's consumer died: ${error.message}`)
      .slice(0, 10),
    `stalls over 5 s: ${JSON.stringify(calm.stalls.above(5_000).map(({ partition, fromMs, tookMs }) => [partition, Math.round((fromMs - began) / 1000), tookMs]))}`,
    `plain kafkajs: ${JSON.stringify(theirs)}`,
    ...lost.slice(0, 20).map((line) => `lost: ${line}`),
    ...found.duplicates.slice(0, 20).map((line) => `twice: ${line}`),
  ];
  for (const line of details) say(line);
  await Promise.all([calm.stop(), storm.stop(), witness.close()]);
  await fleet.stop();
  await Promise.all([cluster.stop(), database.stop(), blobs.stop()]);
  await s3.stop();
  if (plan.keep) say(`logs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
  return {
    kills,
    acknowledged: load.acknowledged.size + calm.sent.size + storm.sent.size,
    lost: lost.length,
    duplicates: found.duplicates.length,
    longestStallMs,
    details,
  };
}

async function migrate(environment: Readonly<Record<string, string>>): Promise<boolean> {
  return promisify(execFile)(process.execPath, [join(ROOT, 'dist/services/cli.js'), 'migrate'], {
    env: { ...process.env, ...environment },
  }).then(
    () => true,
    () => false,
  );
}

async function hasBegun(url: string, acknowledged: ReadonlyMap<string, unknown>): Promise<boolean> {
  const outstanding = await countOutstanding(url, acknowledged.keys()).catch(() => Number.POSITIVE_INFINITY);
  return acknowledged.size > 10 && outstanding < acknowledged.size;
}

/** Not settled in time is no failure by itself: what is missing then is counted as lost. */
async function waitUntilSettled(isSettled: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + SETTLE_MS;
  while (Date.now() < deadline && !(await isSettled())) await pause(1_000);
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
