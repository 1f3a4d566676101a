import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Broker } from '../broker/broker.ts';
import { createEmbeddedBroker } from '../broker/embedded.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import { createPglite } from '../db/pglite.ts';
import { FaultError } from '../errors.ts';
import type { HealthChecks } from '../health.ts';
import { createLog } from '../log.ts';
import { type Consumption, type ConsumptionState, consume, type RunningConsumption } from './consume.ts';
import { createPipelineMetrics } from './metrics.ts';
import { createWatchdog } from './watchdog.ts';

const log = createLog({ level: 'silent', service: 'test' });
const MINUTE_MS = 60_000;
let db: Db;
let broker: Broker;
/** Added to the real time, so that an hour passes when the test says so. */
let aheadMs = 0;
const clock: Clock = {
  nowMs: () => Date.now() + aheadMs,
  elapsedMs: () => Date.now() + aheadMs,
  sleep: () => systemClock.sleep(5),
};
const closing: Array<() => Promise<void>> = [];

/** A fresh topic for every test: one database start serves them all. */
let jobs = '';
let round = 0;

beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
  broker = createEmbeddedBroker({ db, clock: systemClock });
});
afterAll(async () => {
  await broker.close();
  await db.close();
});
beforeEach(async () => {
  aheadMs = 0;
  round += 1;
  jobs = `jobs${round}`;
  await broker.ensureTopics([{ name: jobs, partitions: 1, cleanup: 'delete', retentionMs: null }]);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function consumeWith(handle: Consumption['handle']): Promise<RunningConsumption> {
  const producer = await broker.producer();
  const plan = { detours: { retries: [], deadTopic: `${jobs}.dead` }, concurrency: 2, maxPerPartition: 4 };
  const metrics = createPipelineMetrics(new Registry());
  const consumption = await consume(
    { groupId: 'workers', topic: jobs, handle, ...plan, maxDeadInARow: 9, graceMs: 20 },
    { broker, producer, clock: systemClock, log, metrics, onFatal: () => {} },
  );
  closing.push(() => producer.close(), consumption.stop);
  return consumption;
}

async function watch(consumption: RunningConsumption, asked: Broker = broker): Promise<HealthChecks> {
  const watchdog = createWatchdog({ consumption, broker: asked, clock, log, stuckAfterMs: 5 * MINUTE_MS });
  const { value, stop } = await watchdog.start();
  closing.push(stop);
  return value;
}

async function post(text: string): Promise<void> {
  const producer = await broker.producer();
  await producer.send([{ topic: jobs, key: null, value: Buffer.from(text), headers: [] }]);
  await producer.close();
}

const until = (ask: () => unknown) => expect.poll(ask, { timeout: 10_000, interval: 5 });

test('a handler that never returns is noticed, and one that is merely at work is not', async () => {
  const hung = new Promise<never>(() => {});
  const consumption = await consumeWith(() => hung);
  const health = await watch(consumption);
  await post('one');
  await until(() => consumption.state().oldestAttemptMs).not.toBe(null);
  aheadMs = 4 * MINUTE_MS;
  expect(health.live()).toBe(null);
  aheadMs = 6 * MINUTE_MS;
  expect(health.live()).toMatch(/^a handler has been at one message for 36\d s$/);
  expect(health.ready()).toBe(health.live());
});

/** A consumption that says what the test wants of it and stands still. */
function standing(state: Partial<ConsumptionState>): RunningConsumption {
  return {
    groupId: 'workers',
    topic: jobs,
    stop: async () => {},
    state: () => ({
      alive: true,
      holding: 0,
      lastActivityMs: clock.nowMs(),
      oldestAttemptMs: null,
      assigned: [{ topic: jobs, partition: 0 }],
      inWork: [],
      ...state,
    }),
  };
}

test('a member that neither fetches nor beats although the broker answers has lost its group', async () => {
  const silentSinceMs = Date.now();
  const health = await watch(standing({ lastActivityMs: silentSinceMs }));
  aheadMs = MINUTE_MS;
  await until(() => health.live()).toBe(null);
  aheadMs = 3 * MINUTE_MS;
  await until(() => health.live()).toMatch(/^no fetch or heartbeat for 18\d s although the broker answers$/);
});

test('a backlog that nothing moves is noticed; the same backlog in somebody else’s partition is not', async () => {
  await post('one');
  const own = await watch(standing({}));
  const other = await watch(standing({ assigned: [] }));
  await until(() => own.live()).toBe(null);
  aheadMs = 6 * MINUTE_MS;
  await until(() => own.live()).toMatch(
    /^partition 0 is 1 messages behind and was not worked on for 36\d s$/,
  );
  expect(other.live()).toBe(null);
});

test('one partition that stands still is noticed although another moves, and not while messages are held or one of its own is in work', async () => {
  const place = (partition: number) => ({ topic: jobs, partition });
  let movedTo = 0n;
  let says: Partial<ConsumptionState> = { holding: 1 };
  const groupOffsets = async () => {
    movedTo += 1n;
    const at = { start: 0n, end: 1_000_000n };
    return [
      { partition: 0, committed: movedTo, ...at },
      { partition: 1, committed: null, ...at },
    ];
  };
  const consumption = standing({ assigned: [place(0), place(1)] });
  const state = consumption.state;
  const health = await watch(
    { ...consumption, state: () => ({ ...state(), ...says }) },
    { ...broker, groupOffsets },
  );
  const looks = async () => {
    const before = movedTo;
    await until(() => movedTo > before + 2n).toBe(true);
  };
  for (const [minutes, reason] of [
    [6, { holding: 1 }],
    [12, { inWork: [place(1)] }],
  ] as const) {
    says = reason;
    await looks();
    aheadMs = minutes * MINUTE_MS;
    await looks();
    expect(health.live()).toBe(null);
  }
  says = {};
  await looks();
  aheadMs = 18 * MINUTE_MS;
  await until(() => health.live()).toMatch(
    /^partition 1 is 1000000 messages behind and was not worked on for 36\d s$/,
  );
});

test('no backlog is no reason, however long nothing happens', async () => {
  let looks = 0;
  const counting: Broker = {
    ...broker,
    groupOffsets: (...asked) => {
      looks += 1;
      return broker.groupOffsets(...asked);
    },
  };
  const health = await watch(standing({}), counting);
  aheadMs = 60 * MINUTE_MS;
  const before = looks;
  await until(() => looks - before).toBeGreaterThan(2);
  expect(health.live()).toBe(null);
  expect(health.ready()).toBe(null);
});

test('held messages and a broker that is away take a service out of rotation, and restart nothing', async () => {
  const holding = await watch(standing({ holding: 2 }));
  expect(holding.live()).toBe(null);
  expect(holding.ready()).toBe('2 messages held: something of ours does not answer');
  const groupOffsets = () => Promise.reject(new FaultError('BROKER_UNAVAILABLE', 'away'));
  const away = await watch(standing({ lastActivityMs: 0 }), { ...broker, groupOffsets });
  await until(() => away.ready()).toBe('the broker does not answer: BROKER_UNAVAILABLE');
  expect(away.live()).toBe(null);
});
