import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Broker, DeliveredMessage, Producer } from '../broker/broker.ts';
import { createEmbeddedBroker } from '../broker/embedded.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import { createPglite } from '../db/pglite.ts';
import { FaultError } from '../errors.ts';
import { createLog } from '../log.ts';
import { headerText } from '../messages/cloud-event.ts';
import type { Turn } from './attempts.ts';
import { type Consumption, consume, type RunningConsumption } from './consume.ts';
import { createPipelineMetrics } from './metrics.ts';
import { dead, done, type Outcome, REASON_CODES, retryLater } from './outcome.ts';

const log = createLog({ level: 'silent', service: 'test' });
let db: Db;
let broker: Broker;
let producer: Producer;
let running: RunningConsumption[] = [];
let fatal: Error[] = [];

/** Fresh names for every test: one database start serves them all. */
let jobs = '';
let round = 0;

beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
  broker = createEmbeddedBroker({ db, clock: systemClock });
  producer = await broker.producer();
});

afterAll(async () => {
  await producer.close();
  await broker.close();
  await db.close();
});

beforeEach(async () => {
  round += 1;
  jobs = `jobs${round}`;
  const topics = [jobs, `${jobs}.retry`, `${jobs}.dead`];
  await broker.ensureTopics(
    topics.map((name) => ({ name, partitions: 1, cleanup: 'delete' as const, retentionMs: null })),
  );
  running = [];
  fatal = [];
});

afterEach(async () => {
  for (const consumption of running) await consumption.stop();
});

interface Overrides {
  readonly producer?: Producer;
  readonly maxDeadInARow?: number;
  readonly clock?: Clock;
  readonly registry?: Registry;
}

async function start(handle: Consumption['handle'], overrides: Overrides = {}): Promise<RunningConsumption> {
  const consumption = await consume(
    {
      groupId: jobs,
      topic: jobs,
      detours: { retries: [{ topic: `${jobs}.retry`, delayMs: 300 }], deadTopic: `${jobs}.dead` },
      handle,
      concurrency: 4,
      graceMs: 5_000,
      maxPerPartition: 4,
      maxDeadInARow: overrides.maxDeadInARow ?? 100,
    },
    {
      broker,
      producer: overrides.producer ?? producer,
      clock: overrides.clock ?? systemClock,
      log,
      metrics: createPipelineMetrics(overrides.registry ?? new Registry()),
      onFatal: (error) => fatal.push(error),
    },
  );
  running.push(consumption);
  return consumption;
}

async function stop(consumption: RunningConsumption): Promise<void> {
  running = running.filter((other) => other !== consumption);
  await consumption.stop();
}

async function post(...texts: string[]): Promise<void> {
  await producer.send(
    texts.map((text) => ({
      topic: jobs,
      key: Buffer.from('k'),
      value: Buffer.from(text),
      headers: [['ce_id', Buffer.from(text)]],
    })),
  );
}

const textOf = (message: DeliveredMessage): string => Buffer.from(message.value ?? []).toString();
const committed = async () => (await broker.groupOffsets(jobs, jobs))[0]?.committed ?? null;

async function everything(topic: string): Promise<DeliveredMessage[]> {
  const messages: DeliveredMessage[] = [];
  const tail = await broker.tail({
    topic,
    onMessage: (message) => messages.push(message),
    onFatal: (error) => fatal.push(error),
  });
  await tail.caughtUp;
  await tail.stop();
  return messages;
}

async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Expected ${check.toString()} within 10 s`);
    await systemClock.sleep(20);
  }
}

/** Resolves when told to: for work that takes as long as the test needs. */
function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('messages of one partition are worked on side by side, and the commit waits for the lowest', async () => {
  const slow = gate();
  const finished: string[] = [];
  await start(async (message): Promise<Outcome> => {
    if (textOf(message) === 'a') await slow.opened;
    finished.push(textOf(message));
    return done('ok');
  });
  await post('a', 'b', 'c');
  await until(() => finished.length === 2);
  await systemClock.sleep(700);
  expect(await committed()).toBe(null);
  slow.open();
  await until(async () => (await committed()) === 3n);
  expect(finished).toEqual(['b', 'c', 'a']);
});

test('what was not finished when the process stopped is delivered again, what was finished is not', async () => {
  const never = gate();
  const first = await start(async (message) => {
    if (textOf(message) === 'b') throw new FaultError('TEST_DOWN', 'something of ours does not answer');
    return done('ok');
  });
  await post('a', 'b');
  await until(async () => (await committed()) === 1n);
  await stop(first);
  const again: string[] = [];
  await start(async (message) => {
    again.push(textOf(message));
    return done('ok');
  });
  await until(async () => (await committed()) === 2n);
  expect(again).toEqual(['b']);
  never.open();
});

test('bad data becomes a dead letter with its original bytes, key and headers, and the partition goes on', async () => {
  await start(async (message) =>
    textOf(message) === 'bad' ? dead('message-invalid', 'value', 'expected better') : done('ok'),
  );
  await post('bad', 'good');
  await until(async () => (await committed()) === 2n);
  const [letter, ...more] = await everything(`${jobs}.dead`);
  expect(more).toEqual([]);
  expect(textOf(letter ?? never())).toBe('bad');
  expect(Buffer.from(letter?.key ?? []).toString()).toBe('k');
  const header = (name: string) => headerText(letter?.headers ?? [], name);
  expect(header('ce_id')).toBe('bad');
  expect(header('spillway-error-class')).toBe('message-invalid');
  expect(header('spillway-error-field')).toBe('value');
  expect(header('spillway-original-topic')).toBe(jobs);
  expect(header('spillway-original-offset')).toBe('0');
});

test('every reason of a dead letter is counted from 0 on, so that the first one is seen as an increase', async () => {
  const registry = new Registry();
  await start(async () => done('ok'), { registry });
  const { values } = await (
    registry.getSingleMetric('spillway_dead_letters_total') ?? expect.unreachable()
  ).get();
  expect(values.map(({ labels, value }) => [labels.topic, labels.code, value])).toEqual(
    Object.keys(REASON_CODES).map((code) => [jobs, code, 0]),
  );
});

test('a handler that stands behind other messages counts as at work from when its turn comes', async () => {
  const turns: Turn[] = [];
  let end = () => {};
  const { state } = await start((_message, _taken, given) => {
    turns.push(given);
    given.waiting();
    return new Promise((resolve) => {
      end = () => resolve(done('ok'));
    });
  });
  const beganMs = Date.now();
  await post('one');
  await until(() => turns.length === 1);
  expect(state()).toMatchObject({ oldestAttemptMs: null, inWork: [{ topic: jobs, partition: 0 }] });
  turns[0]?.working();
  expect(state().oldestAttemptMs).toBeGreaterThanOrEqual(beganMs);
  end();
  await until(() => state().inWork.length === 0);
  expect(state().oldestAttemptMs).toBe(null);
});

test('a fault of ours holds the message, makes no dead letter, and passes when it passes', async () => {
  let down = true;
  const consumption = await start(async () => {
    if (down) throw new FaultError('TEST_DOWN', 'something of ours does not answer');
    return done('ok');
  });
  await post('a');
  await until(() => consumption.state().holding === 1);
  await systemClock.sleep(700);
  expect(await committed()).toBe(null);
  down = false;
  await until(async () => (await committed()) === 1n);
  expect(consumption.state()).toMatchObject({ alive: true, holding: 0 });
  expect(await everything(`${jobs}.dead`)).toEqual([]);
});

test('commits nothing when the dead letter cannot be written', async () => {
  let writable = false;
  const stubborn: Producer = {
    send: (messages) =>
      writable
        ? producer.send(messages)
        : Promise.reject(new FaultError('TEST_DOWN', 'no dead letters today')),
    close: async () => {},
  };
  await start(async () => dead('message-invalid', null, 'bad'), { producer: stubborn });
  await post('bad');
  await systemClock.sleep(900);
  expect(await committed()).toBe(null);
  writable = true;
  await until(async () => (await committed()) === 1n);
  expect(await everything(`${jobs}.dead`)).toHaveLength(1);
});

test('a retry comes back after its delay, and goes to the dead letters when every retry is used up', async () => {
  const attempts: number[] = [];
  await start(async () => {
    attempts.push(Date.now());
    return retryLater('blob-unreadable', 'blob.key', 'not yet');
  });
  await post('later');
  await until(async () => (await everything(`${jobs}.dead`)).length === 1);
  expect(attempts).toHaveLength(2);
  expect((attempts[1] ?? 0) - (attempts[0] ?? 0)).toBeGreaterThanOrEqual(290);
  const [letter] = await everything(`${jobs}.dead`);
  expect(headerText(letter?.headers ?? [], 'spillway-attempt')).toBe('2');
  expect(headerText(letter?.headers ?? [], 'spillway-original-topic')).toBe(jobs);
});

test('waiting retries take no hands from the main topic', async () => {
  let handled = 0;
  await start(async (message) => {
    if (message.topic === jobs && textOf(message).startsWith('later'))
      return retryLater('blob-unreadable', null, 'not yet');
    handled += 1;
    return done('ok');
  });
  await post('later1', 'later2', 'later3', 'later4', 'later5');
  await until(async () => (await everything(`${jobs}.retry`)).length === 5);
  await post('now');
  await until(() => handled >= 1);
  await until(() => handled === 6);
});

/** A loop that never lets go of the thread would take this test with it; so past a limit nothing wakes any more. */
function countingClock(): Clock & { sleeps(): number } {
  let count = 0;
  return {
    ...systemClock,
    sleep: (durationMs, signal) => {
      count += 1;
      return count < 10_000 ? systemClock.sleep(durationMs, signal) : new Promise(() => undefined);
    },
    sleeps: () => count,
  };
}

test('a process that stops while messages wait does not spin over them', async () => {
  const clock = countingClock();
  let begun = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const consumption = await start(
    async () => {
      begun += 1;
      await released;
      return done('ok');
    },
    { clock },
  );
  await post('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  await until(() => begun === 4);
  const stopped = stop(consumption);
  release();
  await stopped;
  await systemClock.sleep(10);
  expect(clock.sleeps()).toBeLessThan(100);
});

test('a process that stops while a retry ripens does not spin over it', async () => {
  const clock = countingClock();
  const consumption = await start(async () => retryLater('blob-unreadable', null, 'not yet'), { clock });
  await post('a');
  await until(async () => (await everything(`${jobs}.retry`)).length === 1);
  await systemClock.sleep(100);
  await stop(consumption);
  await systemClock.sleep(10);
  expect(clock.sleeps()).toBeLessThan(100);
});

test('a retry that ripens between two looks at the clock is not forgotten', async () => {
  // The clock moves with every look, so that "not yet" turns into "due" within one round of the loop.
  let offsetMs = 0;
  const nervous: Clock = {
    ...systemClock,
    elapsedMs: () => {
      offsetMs += 80;
      return performance.now() + offsetMs;
    },
  };
  let handled = 0;
  await start(
    async (message) => {
      if (message.topic === jobs) return retryLater('blob-unreadable', null, 'not yet');
      handled += 1;
      return done('ok');
    },
    { clock: nervous },
  );
  await post('later');
  await until(() => handled === 1);
});

test('a defect in a handler ends the process instead of looping', async () => {
  await start(async () => {
    throw new TypeError('undefined is not a function');
  });
  await post('a');
  await until(() => fatal.length === 1);
  expect(fatal[0]?.message).toBe('undefined is not a function');
  expect(await committed()).toBe(null);
});

test('too many dead letters in a row stop the process', async () => {
  await start(async () => dead('message-invalid', null, 'bad'), { maxDeadInARow: 3 });
  await post('a', 'b', 'c', 'd');
  await until(() => fatal.length === 1);
  expect(fatal[0]?.message).toMatch(/3 dead letters in a row from jobs/);
});

test('more messages than a partition may hold are worked through with pauses, each once', async () => {
  const seen: string[] = [];
  await start(async (message) => {
    await systemClock.sleep(2);
    seen.push(textOf(message));
    return done('ok');
  });
  const texts = Array.from({ length: 60 }, (_, index) => `m${index}`);
  await post(...texts);
  await until(async () => (await committed()) === 60n);
  expect(seen.toSorted()).toEqual(texts.toSorted());
});

function never(): never {
  throw new Error('expected a message, got none');
}
