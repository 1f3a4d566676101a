import { createRequire } from 'node:module';
import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { bearBrokerLoss } from './kafka-failover.ts';

/** What the library's own methods do just now; ours are laid over them. */
const library = { heartbeat: vi.fn(), joinAndSync: vi.fn(), recoverFromFetch: vi.fn() };
const { prototype } = z
  .custom<{ prototype: Record<keyof typeof library, (argument?: unknown) => Promise<void>> }>()
  .parse(createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup.js'));
prototype.heartbeat = (argument) => library.heartbeat(argument);
prototype.joinAndSync = () => library.joinAndSync();
prototype.recoverFromFetch = (argument) => library.recoverFromFetch(argument);
bearBrokerLoss();

const errorOf = (name: string, type?: string) =>
  Object.assign(new Error(name), { name, ...(type === undefined ? {} : { type }) });
const LOST = errorOf('KafkaJSConnectionError');
const MOVED = errorOf('KafkaJSProtocolError', 'NOT_COORDINATOR_FOR_GROUP');

function group() {
  const cluster = {
    findGroupCoordinator: vi.fn(async () => 'another broker'),
    refreshMetadata: vi.fn(async () => undefined),
  };
  const facts = {
    groupId: 'g',
    cluster,
    coordinator: 'the dead one',
    offsetManager: { coordinator: 'the dead one' },
  };
  return Object.assign(Object.create(prototype) as typeof prototype, facts);
}

beforeEach(() => {
  for (const method of Object.values(library)) method.mockReset().mockResolvedValue(undefined);
});

test.each([LOST, MOVED, errorOf('KafkaJSConnectionClosedError')])(
  'a heartbeat that meets %s looks for another coordinator beside the fetching, and uses it for commits too',
  async (error) => {
    const one = group();
    library.heartbeat.mockRejectedValueOnce(error);
    await one.heartbeat({});
    await vi.waitFor(() => expect(one.coordinator).toBe('another broker'));
    expect(one.offsetManager.coordinator).toBe('another broker');
    await one.heartbeat({});
    expect(library.heartbeat).toHaveBeenCalledTimes(2);
  },
);

test('no heartbeat is sent, and no second search begun, while a coordinator is looked for', async () => {
  const one = group();
  let found: (coordinator: string) => void = () => {};
  one.cluster.findGroupCoordinator.mockReturnValueOnce(
    new Promise<string>((resolve) => {
      found = resolve;
    }),
  );
  library.heartbeat.mockRejectedValueOnce(LOST);
  for (let turn = 0; turn < 3; turn += 1) await one.heartbeat({});
  expect(library.heartbeat).toHaveBeenCalledTimes(1);
  expect(one.cluster.findGroupCoordinator).toHaveBeenCalledTimes(1);
  found('another broker');
  await vi.waitFor(() => expect(one.coordinator).toBe('another broker'));
});

test('a heartbeat of a group that is divided anew fails as before', async () => {
  const rebalance = errorOf('KafkaJSProtocolError', 'REBALANCE_IN_PROGRESS');
  library.heartbeat.mockRejectedValueOnce(rebalance);
  await expect(group().heartbeat({})).rejects.toBe(rebalance);
});

test('joining waits for a coordinator that has not loaded yet, and passes on what waiting does not mend', async () => {
  library.joinAndSync.mockRejectedValueOnce(errorOf('KafkaJSProtocolError', 'GROUP_LOAD_IN_PROGRESS'));
  await group().joinAndSync();
  expect(library.joinAndSync).toHaveBeenCalledTimes(2);
  const refused = errorOf('KafkaJSProtocolError', 'GROUP_AUTHORIZATION_FAILED');
  library.joinAndSync.mockRejectedValueOnce(refused);
  await expect(group().joinAndSync()).rejects.toBe(refused);
});

test.each([LOST, errorOf('KafkaJSProtocolError', 'NOT_LEADER_FOR_PARTITION')])(
  'a fetch that meets %s asks for fresh metadata and does not join the group anew',
  async (error) => {
    const one = group();
    await one.recoverFromFetch(error);
    expect(one.cluster.refreshMetadata).toHaveBeenCalledTimes(1);
    expect(library.recoverFromFetch).not.toHaveBeenCalled();
  },
);

test('any other failure of a fetch is the library’s own affair', async () => {
  const error = errorOf('KafkaJSProtocolError', 'OFFSET_OUT_OF_RANGE');
  await group().recoverFromFetch(error);
  expect(library.recoverFromFetch).toHaveBeenCalledWith(error);
});

test('fetchers that are made while the consumer stops end instead of asking for ever', async () => {
  const load = createRequire(import.meta.url);
  const fetchManagerOf = z
    .custom<(parts: object) => { start(): Promise<void> }>()
    .parse(load('kafkajs/src/consumer/fetchManager.js'));
  const runners = z
    .custom<{ prototype: { fetch(nodeId: number): Promise<unknown> } }>()
    .parse(load('kafkajs/src/consumer/runner.js'));
  // What it says each time it answers nothing; a loop that never lets go of the thread would take this test with it.
  const debug = vi.fn(() => {
    if (debug.mock.calls.length > 1_000) throw new Error('asked a thousand times');
  });
  const runner = Object.assign(Object.create(runners.prototype) as typeof runners.prototype, {
    running: false,
    consumerGroup: { groupId: 'g', memberId: 'm' },
    logger: { debug },
  });
  const quiet = { debug: () => undefined, info: () => undefined, namespace: () => quiet };
  const manager = fetchManagerOf({
    logger: quiet,
    getNodeIds: () => [1],
    fetch: (nodeId: number) => runner.fetch(nodeId),
    handler: async () => undefined,
  });
  await expect(manager.start()).rejects.toThrow('The consumer stops');
});
