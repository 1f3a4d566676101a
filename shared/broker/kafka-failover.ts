import { createRequire } from 'node:module';
import { z } from 'zod';
import { LEADER_MOVED } from './kafka-errors.ts';

/**
 * How kafkajs 2.2.4 bears the loss of a broker, put right in its consumer's group (`src/consumer/consumerGroup.js`).
 *
 * As it is, it never looks for another coordinator while it runs: when the coordinator dies, every heartbeat fails until the
 * retries are used up and the consumer crashes, and each failure stops the fetching from all brokers. It joins the group
 * anew for every leader that moves, which divides the whole group anew. And a coordinator that has not loaded yet ends it.
 * Here it does as the Java client does: go on fetching, look for the coordinator beside it, ask for fresh metadata.
 *
 * @throws Error when the library is not the one this was written for.
 */
export function bearBrokerLoss(): void {
  const load = createRequire(import.meta.url);
  const { prototype } = groupSchema.parse(load('kafkajs/src/consumer/consumerGroup.js'));
  if (done.has(prototype)) return;
  stopFetchersThatCameLate(runnerSchema.parse(load('kafkajs/src/consumer/runner.js')).prototype);
  done.add(prototype);
  const { heartbeat, joinAndSync, recoverFromFetch } = prototype;

  prototype.heartbeat = async function (this: Group, options) {
    // The members are known to the next coordinator too, and their sessions begin anew with it.
    if (searching.has(this)) return;
    try {
      await heartbeat.call(this, options);
    } catch (error) {
      if (!isCoordinatorLost(error)) throw error;
      void findCoordinator(this);
    }
  };

  prototype.joinAndSync = async function (this: Group) {
    const deadline = performance.now() + JOIN_FOR_MS;
    for (;;) {
      try {
        return await joinAndSync.call(this);
      } catch (error) {
        if (!isCoordinatorLost(error) || performance.now() > deadline) throw error;
        await pause(PAUSE_MS);
      }
    }
  };

  prototype.recoverFromFetch = async function (this: Group, error) {
    if (!isConnectionLost(error) && !LEADER_MOVED.has(typeOf(error)))
      return recoverFromFetch.call(this, error);
    // Only the fetching from this one broker waits.
    await pause(PAUSE_MS);
    await this.cluster.refreshMetadata().catch(() => undefined);
  };
}

/**
 * A consumer that is told to stop while the set of brokers changes: the fetchers that are told so are the old ones, and the
 * new ones ask a runner that answers nothing at once, again and again, without ever letting go of the thread
 * (`src/consumer/fetchManager.js`). Here they end, and with them the runner.
 */
function stopFetchersThatCameLate(runner: RunnerPrototype): void {
  const { fetch } = runner;
  runner.fetch = async function (this: Runner, nodeId) {
    if (this.running) return fetch.call(this, nodeId);
    // Tried again by the library, which then sees that it stops.
    throw new Error('The consumer stops');
  };
}

interface Runner {
  readonly running: boolean;
}

interface RunnerPrototype {
  fetch(this: Runner, nodeId: unknown): Promise<unknown>;
}

const runnerSchema = z.custom<{ prototype: RunnerPrototype }>(
  (value) => typeof value === 'function' && typeof value.prototype.fetch === 'function',
  'expected the runner of kafkajs 2.2.4, got another',
);

interface Group {
  readonly groupId: string;
  readonly cluster: {
    findGroupCoordinator(wanted: { groupId: string }): Promise<unknown>;
    refreshMetadata(): Promise<void>;
  };
  coordinator: unknown;
  offsetManager: { coordinator: unknown } | null;
}

interface GroupPrototype {
  heartbeat(this: Group, options: unknown): Promise<void>;
  joinAndSync(this: Group): Promise<void>;
  recoverFromFetch(this: Group, error: unknown): Promise<void>;
}

const METHODS = ['heartbeat', 'joinAndSync', 'recoverFromFetch'] as const;
const groupSchema = z.custom<{ prototype: GroupPrototype }>(
  (value) =>
    typeof value === 'function' && METHODS.every((name) => typeof value.prototype[name] === 'function'),
  'expected the consumer group of kafkajs 2.2.4, got another',
);
const done = new WeakSet<GroupPrototype>();
const searching = new WeakSet<Group>();

const PAUSE_MS = 200;
const JOIN_FOR_MS = 30_000;
const COORDINATOR_MOVED: ReadonlySet<string> = new Set([
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);

async function findCoordinator(group: Group): Promise<void> {
  searching.add(group);
  try {
    const found = await group.cluster.findGroupCoordinator({ groupId: group.groupId });
    group.coordinator = found;
    if (group.offsetManager !== null) group.offsetManager.coordinator = found;
  } catch {
    // The next heartbeat begins another search.
    await pause(PAUSE_MS);
  } finally {
    searching.delete(group);
  }
}

function isCoordinatorLost(error: unknown): boolean {
  const isClosed = error instanceof Error && error.name === 'KafkaJSConnectionClosedError';
  return isClosed || isConnectionLost(error) || COORDINATOR_MOVED.has(typeOf(error));
}

function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The closed connection of a fetch is the library's own affair: it forgets the broker.
  const isLost = ['KafkaJSConnectionError', 'KafkaJSRequestTimeoutError'].includes(error.name);
  return isLost || isConnectionLost(error.cause);
}

function typeOf(error: unknown): string {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : '';
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
