import type {
  Assignment,
  Batch,
  Broker,
  DeliveredMessage,
  Producer,
  TopicPartition,
} from '../broker/broker.ts';
import type { Clock } from '../clock.ts';
import { FaultError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { createAttempts, type Turn } from './attempts.ts';
import { type Detours, nextStop, sendDetour } from './detours.ts';
import { createHolder } from './hold.ts';
import type { PipelineMetrics } from './metrics.ts';
import { type Outcome, REASON_CODES } from './outcome.ts';
import { createPartitionQueue, type PartitionQueue } from './partition-queue.ts';

/**
 * The one loop that consumes, in both worlds. `onBatch` queues and returns; messages of a partition are worked on side
 * by side and finish out of order; a partition that is full is paused by itself; the commit is the last thing, done here
 * alone, and only up to the lowest message whose effects are not yet acknowledged.
 */
export interface Consumption {
  readonly groupId: string;
  /** The main topic; its retry topics are consumed as well. */
  readonly topic: string;
  readonly detours: Detours;
  /**
   * Returns when every effect of the message is acknowledged. `taken` aborts when the partition goes to another member:
   * results may still be written then (effects are idempotent), but are not committed.
   */
  handle(message: DeliveredMessage, taken: AbortSignal, turn: Turn): Promise<Outcome>;
  /** Messages in work at once, over all partitions; one that has none in work may begin one beyond, so that no partition starves. */
  readonly concurrency: number;
  /** Queued and running messages of one partition at which it is paused. */
  readonly maxPerPartition: number;
  /** This many dead letters without one success in between stop the process: that is a deploy, not the data. */
  readonly maxDeadInARow: number;
  /** How long `stop` waits for work under way; what is not finished then is delivered again. */
  readonly graceMs: number;
}

export interface ConsumptionParts {
  readonly broker: Broker;
  readonly producer: Producer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: PipelineMetrics;
  /** A defect, a dead consumer or too many dead letters: the process should end with a failure. Called at most once. */
  onFatal(error: Error): void;
}

export interface RunningConsumption {
  readonly groupId: string;
  readonly topic: string;
  /** Lets running work finish (at most `graceMs`), commits, leaves the group. */
  stop(): Promise<void>;
  state(): ConsumptionState;
}

/** For health and its watchdog. */
export interface ConsumptionState {
  readonly alive: boolean;
  /** Messages tried again and again because something of ours does not answer. */
  readonly holding: number;
  /** The last fetch or heartbeat, in milliseconds since the epoch. */
  readonly lastActivityMs: number;
  /** When the handler that has been at work on one message for longest began, in milliseconds since the epoch; null when none is at work. */
  readonly oldestAttemptMs: number | null;
  readonly assigned: readonly TopicPartition[];
  /** Those of which at least one message is with a handler. */
  readonly inWork: readonly TopicPartition[];
}

const COMMIT_EVERY_MS = 500;

export async function consume(plan: Consumption, parts: ConsumptionParts): Promise<RunningConsumption> {
  const { broker, producer, clock, log, metrics } = parts;
  const topics = [plan.topic, ...plan.detours.retries.map((retry) => retry.topic)];
  const consumer = broker.consumer({ groupId: plan.groupId, topics });
  const holder = createHolder({ clock, log, metrics, topic: plan.topic });
  // At 0 from the first scrape on: to Prometheus a series that begins with 1 has not increased, and the first letter would raise no alarm.
  for (const code of Object.keys(REASON_CODES)) metrics.deadLetters.inc({ topic: plan.topic, code }, 0);
  const stopping = new AbortController();
  const queues = new Map<string, PartitionQueue>();
  const running = new Set<Promise<void>>();
  const attempts = createAttempts(clock);
  let assigned: readonly TopicPartition[] = [];
  let epoch = 0;
  let alive = true;
  let deadInARow = 0;
  let wakeAtMs = Number.POSITIVE_INFINITY;
  let isPumpDue = false;

  function fail(cause: unknown): void {
    if (!alive) return;
    alive = false;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    log.fatal({ err: error, group: plan.groupId }, 'consumption failed');
    parts.onFatal(error);
  }

  function onAssignment(assignment: Assignment): void {
    epoch = assignment.epoch;
    assigned = assignment.partitions;
    const kept = new Set(assignment.partitions.map(keyOf));
    for (const [key, queue] of queues) {
      if (kept.has(key)) continue;
      queue.abandon();
      queues.delete(key);
    }
    // A rejoin may forget pauses; the queues have not become shorter by it.
    const full = [...queues.values()].filter((queue) => queue.paused).map((queue) => queue.partition);
    if (full.length > 0) consumer.pause(full);
    log.info({ group: plan.groupId, epoch, partitions: assignment.partitions.length }, 'partitions assigned');
  }

  function onBatch(batch: Batch): void {
    if (batch.epoch !== epoch || stopping.signal.aborted) return;
    const first = batch.messages[0]?.offset ?? batch.nextOffset;
    const queue = queues.get(keyOf(batch)) ?? createPartitionQueue(batch, first, limitsOf(batch.topic));
    queues.set(keyOf(batch), queue);
    queue.accept(batch, { nowMs: clock.nowMs(), elapsedMs: clock.elapsedMs() });
    if (queue.shouldPause()) consumer.pause([queue.partition]);
    pump();
  }

  const limitsOf = (topic: string) => ({
    maxMessages: plan.maxPerPartition,
    longestWaitMs: plan.detours.retries.find((retry) => retry.topic === topic)?.delayMs ?? 0,
  });

  /** However slow the others are: a partition with nothing in work always gets a hand. */
  const mayBegin = (queue: PartitionQueue) => running.size < plan.concurrency || queue.inWork === 0;

  /** Starts work while there are hands, one message of each partition in turn. */
  function pump(): void {
    let started = true;
    while (started && !stopping.signal.aborted) {
      started = false;
      for (const queue of queues.values()) {
        if (!mayBegin(queue)) continue;
        const message = queue.next(clock.elapsedMs());
        if (message === null) continue;
        started = true;
        const work = run(queue, message).catch(fail);
        running.add(work);
        void work.then(() => {
          running.delete(work);
          pumpSoon();
        });
      }
    }
    metrics.inFlight.set({ group: plan.groupId }, running.size);
    // An aborted sleep is over at once: whoever stops must not wait for anything to ripen, or the thread is never free again.
    if (!stopping.signal.aborted) wakeWhenRipe();
  }

  /** An answer of the broker settles many messages at once: their hands are given out together. */
  function pumpSoon(): void {
    if (isPumpDue) return;
    isPumpDue = true;
    queueMicrotask(() => {
      isPumpDue = false;
      pump();
    });
  }

  /** Messages of retry topics wait in their queue, not in a hand. */
  function wakeWhenRipe(): void {
    // For a partition that may not begin, the next hand that comes free looks again.
    const nextMs = Math.min(...[...queues.values()].filter(mayBegin).map((queue) => queue.ripeAtMs()));
    // One that ripened since the look above is due at once.
    if (nextMs >= wakeAtMs || !Number.isFinite(nextMs)) return;
    wakeAtMs = nextMs;
    void clock.sleep(Math.max(0, nextMs - clock.elapsedMs()), stopping.signal).then(() => {
      wakeAtMs = Number.POSITIVE_INFINITY;
      pump();
    });
  }

  async function run(queue: PartitionQueue, message: DeliveredMessage): Promise<void> {
    const settled = await holder.untilDone(message, [queue.taken, stopping.signal], async () => {
      await settle(message, await handle(message, queue.taken));
    });
    // Not settled: the partition went away or the process stops; the message will be delivered again.
    if (!settled) return;
    queue.finish(message.offset);
    if (!queue.taken.aborted && queue.shouldResume()) consumer.resume([queue.partition]);
  }

  function handle(message: DeliveredMessage, taken: AbortSignal): Promise<Outcome> {
    return attempts.during((turn) => plan.handle(message, taken, turn));
  }

  async function settle(message: DeliveredMessage, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'done') {
      deadInARow = 0;
      metrics.processed.inc({ topic: plan.topic, result: outcome.result });
      return;
    }
    const { kind, reason } = outcome;
    const stop =
      kind === 'retry'
        ? nextStop(plan.detours, message.headers)
        : { topic: plan.detours.deadTopic, delayMs: null };
    await sendDetour(producer, message, stop, { reason, groupId: plan.groupId, nowMs: clock.nowMs() });
    const at = { topic: message.topic, partition: message.partition, offset: String(message.offset) };
    log.warn(
      { ...at, to: stop.topic, code: reason.code, field: reason.field, detail: reason.detail },
      'message diverted',
    );
    metrics.processed.inc({ topic: plan.topic, result: stop.delayMs === null ? 'dead' : 'retry' });
    if (stop.delayMs !== null) return;
    metrics.deadLetters.inc({ topic: plan.topic, code: reason.code });
    deadInARow += 1;
    if (deadInARow < plan.maxDeadInARow) return;
    fail(
      new Error(
        `${deadInARow} dead letters in a row from ${plan.topic}, the last for ${reason.code}: stopping instead of draining the topic`,
      ),
    );
  }

  async function commit(): Promise<void> {
    const due = [...queues.values()].flatMap((queue) => queue.dueCommit());
    if (due.length === 0) return;
    try {
      const answer = await consumer.commit(
        epoch,
        due.map(({ partition, next }) => ({ ...partition, next })),
      );
      metrics.commits.inc({ group: plan.groupId, result: answer });
      if (answer === 'committed') for (const { confirm } of due) confirm();
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      metrics.commits.inc({ group: plan.groupId, result: 'error' });
      log.warn({ err: error, group: plan.groupId }, 'commit failed');
    }
  }

  async function commitNowAndThen(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(COMMIT_EVERY_MS, stopping.signal);
      await commit();
    }
  }

  const unwatch = metrics.watch(() =>
    [...queues.values()].map((queue) => ({
      group: plan.groupId,
      ...queue.partition,
      ...queue.backlog(clock.nowMs()),
    })),
  );
  await consumer.start({ onBatch, onAssignment, onFatal: fail });
  const committing = commitNowAndThen().catch(fail);

  return {
    groupId: plan.groupId,
    topic: plan.topic,
    async stop() {
      unwatch();
      consumer.pause([...queues.values()].map((queue) => queue.partition));
      stopping.abort();
      await Promise.race([Promise.allSettled([...running, committing]), clock.sleep(plan.graceMs)]);
      if (alive) await commit();
      await consumer.stop();
    },
    state: () => ({
      alive,
      holding: holder.count(),
      lastActivityMs: consumer.lastActivityMs(),
      oldestAttemptMs: attempts.oldestMs(),
      assigned,
      inWork: [...queues.values()].filter((queue) => queue.inWork > 0).map((queue) => queue.partition),
    }),
  };
}

function keyOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}
