import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retryTopic, TOPICS } from '../../services/flow.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { createPostgres } from '../../shared/db/postgres.ts';
import { createLog } from '../../shared/log.ts';
import { createRandom, seedOf } from '../corpus/random.ts';
import { waitFor } from '../support/wait-for.ts';
import { loseBrokersAlone } from './brokers-alone.ts';
import { startLoad } from './load.ts';
import { startPlainClient } from './plain-kafkajs.ts';
import { startProbe } from './probes.ts';
import { SESSION_MS, startChaosWorld } from './start-world.ts';
import { strike } from './strike.ts';
import { troublesOf } from './troubles.ts';
import { watchVerdicts } from './verdict-watch.ts';
import { countOutstanding, type Findings, verify } from './verify.ts';
import { detoursTaken } from './whereabouts.ts';

export interface ChaosPlan {
  readonly kills: number;
  readonly seed: number;
  /** How long the cluster waits before it takes a silent broker for dead. */
  readonly brokerSessionMs: number;
  /** The first broker to be killed stays down this long. */
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

/** What a dead broker may cost above the time the cluster takes to notice. */
const STALL_ABOVE_SESSION_MS = 3_000;
const SETTLE_MS = 240_000;

/** Longest a partition may stand still while one broker of three is gone. */
export const stallLimitMs = ({ brokerSessionMs }: Pick<ChaosPlan, 'brokerSessionMs'>): number =>
  brokerSessionMs + STALL_ABOVE_SESSION_MS;

/** The whole product on real servers, under load, while things are killed; then everything that was acknowledged is looked for. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult & { details: readonly string[] }> {
  const { say } = plan;
  const random = createRandom(plan.seed);
  const folder = await mkdtemp(join(tmpdir(), 'spillway-chaos-'));
  const world = await startChaosWorld(folder, plan.brokerSessionMs);
  const { cluster, database, fleet } = world;
  const probeOf = (name: 'calm' | 'storm', members: number) =>
    startProbe(name, cluster.brokers, {
      members,
      random: createRandom(seedOf(plan.seed, name)),
      sessionMs: SESSION_MS,
    });
  const [calm, storm] = await Promise.all([probeOf('calm', 1), probeOf('storm', 3)]);
  const plain = await startPlainClient(cluster.brokers);
  const load = startLoad(world.door, createRandom(seedOf(plan.seed, 'load')), { posters: 3, everyMs: 500 });
  const witness = createKafkaBroker({
    brokers: cluster.brokers,
    clientId: 'chaos-witness',
    log: createLog({ level: 'silent', service: 'witness' }),
  });
  const witnessDb = createPostgres({ url: database.url });
  const outstanding = () =>
    countOutstanding(witnessDb, load.acknowledged.keys()).catch(() => Number.POSITIVE_INFINITY);
  await waitFor(
    'the first uploads to be judged',
    async () => load.acknowledged.size > 10 && (await outstanding()) < load.acknowledged.size,
    { timeoutMs: 120_000, everyMs: 500 },
  );

  const began = Date.now();
  const at = () => `${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s`;
  say(`seed ${plan.seed}: ${plan.kills} kills begin`);
  calm.stalls.begin();
  const said = (name: string) => say(`${at()}  ${name}`);
  const outagesMs = [plan.longOutageMs, random.int(500, 8_000), random.int(500, 8_000)];
  const watch = await watchVerdicts(witness);
  const alone = await loseBrokersAlone({ cluster, load, watch, random }, { outagesMs, said });
  await watch.stop();
  const struck = await strike(troublesOf({ ...world, random }), random, {
    kills: plan.kills - alone.kills,
    everyMs: [700, 2_400],
    lastCalm: Math.floor(plan.kills / 3),
    said,
  });
  say(`${at()}  the last kill is over`);

  await load.stop();
  await Promise.all([calm.stopSending(), storm.stopSending()]);
  const longestStallMs = Math.round(calm.stalls.longestMs());
  await waitUntilSettled(
    async () => (await outstanding()) + calm.missing().length + storm.missing().length === 0,
  );
  say(`${at()}  settled`);
  const { waiting, ...found } = await withoutWaiting(
    await verify(witnessDb, witness, load.acknowledged),
    witness,
  );
  const lost = [
    ...found.lost,
    ...calm.missing().map((id) => `calm probe: ${id} was never handled`),
    ...storm.missing().map((id) => `storm probe: ${id} was never handled`),
  ];
  const crashes = fleet.members.map(({ name, crashes: count }) => `${name} ${count()}`).join(', ');
  const theirs = await plain.stop();
  const stalls = calm.stalls
    .above(plan.brokerSessionMs)
    .map(({ partition, fromMs, tookMs }) => [partition, Math.round((fromMs - began) / 1000), tookMs]);
  const details = [
    `answers of intake: ${[...load.answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
    `ends nobody asked for: ${crashes}`,
    `said uninspected although readable: ${found.saidUninspected}`,
    `still waiting for their second retry: ${waiting.length}`,
    `calm probe: ${calm.sent.size} acknowledged; storm probe: ${storm.sent.size} acknowledged, ${storm.joins()} joins`,
    ...[...calm.deaths, ...storm.deaths]
      .map((error) => `a probe's consumer died: ${error.message}`)
      .slice(0, 10),
    `partition, second, length of stalls beyond the broker session: ${JSON.stringify(stalls)}`,
    `longest wait of an upload for its verdict while only brokers went: ${alone.longestWaitMs} ms`,
    `longest stall ${longestStallMs} ms; allowed ${stallLimitMs(plan)} ms`,
    `plain kafkajs: ${JSON.stringify(theirs)}`,
    ...lost.slice(0, 20).map((line) => `lost: ${line}`),
    ...found.duplicates.slice(0, 20).map((line) => `twice: ${line}`),
  ];
  for (const line of details) say(line);
  await Promise.all([calm.stop(), storm.stop(), witness.close(), witnessDb.close()]);
  await world.stop();
  if (plan.keep) say(`logs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
  return {
    kills: struck + alone.kills,
    acknowledged: load.acknowledged.size + calm.sent.size + storm.sent.size,
    lost: lost.length,
    duplicates: found.duplicates.length,
    longestStallMs,
    details,
  };
}

/**
 * An upload whose blob could not be read twice in the storm stands in the topic of long retries, which outlasts the run. Its
 * message is there and not yet passed over, so it is not lost, but said. Whatever else has no verdict is lost.
 */
async function withoutWaiting(found: Findings, witness: Broker) {
  const taken = await detoursTaken(witness, new Set(found.unanswered));
  const longRetries = retryTopic(TOPICS.uploads, 'retry.15m');
  const offsets = await witness.groupOffsets('spillway-inspect', longRetries);
  const isWaiting = (id: string): boolean => {
    const detour = taken.get(id);
    const group = offsets.find(({ partition }) => partition === detour?.partition);
    return detour?.topic === longRetries && detour.offset >= (group?.committed ?? 0n);
  };
  const waiting = found.unanswered.filter(isWaiting);
  const places = found.unanswered
    .filter((id) => !isWaiting(id))
    .map((id) => {
      const { topic, reason } = taken.get(id) ?? { topic: 'no retry topic', reason: 'none' };
      return `${id}: no verdict, last sent to ${topic} for ${reason}`;
    });
  return { ...found, waiting, lost: [...found.lost, ...places] };
}

/** Not settled in time is no failure by itself: what is missing then is counted as lost. */
async function waitUntilSettled(isSettled: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + SETTLE_MS;
  while (Date.now() < deadline && !(await isSettled()))
    await new Promise((resolve) => setTimeout(resolve, 1_000));
}
