import { Registry } from 'prom-client';
import { keyFor } from '../../shared/broker/bench.contract.ts';
import type { Producer } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { message, text } from '../../shared/broker/recorder.contract.ts';
import { systemClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { consume } from '../../shared/pipeline/consume.ts';
import { createPipelineMetrics } from '../../shared/pipeline/metrics.ts';
import { done } from '../../shared/pipeline/outcome.ts';
import type { Random } from '../corpus/random.ts';
import { createStallMeter, type StallMeter } from './stall-meter.ts';

/**
 * Our broker adapter and our loop alone, under a steady stream of small messages through every partition. `calm` has one
 * member and measures how long partitions stand still; `storm` has members that join and leave every few seconds.
 */
export interface Probe {
  readonly sent: ReadonlySet<string>;
  readonly handled: ReadonlyMap<string, number>;
  readonly stalls: StallMeter;
  /** Consumers that ended by themselves and were started again. */
  readonly deaths: readonly Error[];
  readonly joins: () => number;
  /** No more is sent. */
  stopSending(): Promise<void>;
  /** Everything acknowledged has been handled. */
  missing(): string[];
  stop(): Promise<void>;
}

export const PROBE_PARTITIONS = 6;
const PAUSE_MS = 60;

export async function startProbe(
  name: 'calm' | 'storm',
  brokers: readonly string[],
  { members, random, sessionMs }: { members: number; random: Random; sessionMs: number },
): Promise<Probe> {
  const log = createLog({ level: 'silent', service: name });
  const open = () =>
    createKafkaBroker({ brokers, clientId: `probe-${name}`, log, sessionTimeoutMs: sessionMs });
  const topic = `chaos.${name}`;
  const sender = open();
  await sender.ensureTopics([
    { name: topic, partitions: PROBE_PARTITIONS, cleanup: 'delete', retentionMs: null },
    { name: `${topic}.dead`, partitions: 1, cleanup: 'delete', retentionMs: null },
  ]);
  const producer = await sender.producer();
  const sent = new Set<string>();
  const handled = new Map<string, number>();
  const deaths: Error[] = [];
  const stalls = createStallMeter(PROBE_PARTITIONS, Date.now);
  let joins = 0;
  let sending = true;
  let stopping = false;

  async function send(partition: number): Promise<void> {
    const key = keyFor(partition, PROBE_PARTITIONS);
    for (let number = 0; sending; number += 1) {
      const id = `${partition}-${number}`;
      if (await isAcknowledged(producer, topic, key, id)) sent.add(id);
      await pause(PAUSE_MS);
    }
  }

  async function join() {
    const broker = open();
    const died = new AbortController();
    const consumption = await consume(
      {
        groupId: `chaos-${name}`,
        topic,
        detours: { retries: [], deadTopic: `${topic}.dead` },
        handle: async (got) => {
          const id = text(got.value);
          handled.set(id, (handled.get(id) ?? 0) + 1);
          stalls.progress(got.partition);
          return done('handled');
        },
        concurrency: 16,
        maxPerPartition: 100,
        maxDeadInARow: 100,
        graceMs: 2_000,
      },
      {
        broker,
        producer,
        clock: systemClock,
        log,
        metrics: createPipelineMetrics(new Registry()),
        onFatal: (error) => {
          deaths.push(error);
          died.abort();
        },
      },
    ).catch(async (error: unknown) => {
      await broker.close();
      throw error;
    });
    return { broker, consumption, died: died.signal };
  }

  /** Joins, stays a while, leaves, and again: the group is divided anew every few seconds. One that died is started again, as a process would be. */
  async function comeAndGo(isLasting: boolean): Promise<void> {
    while (!stopping) {
      const member = await join().catch((error: unknown) => {
        deaths.push(error instanceof Error ? error : new Error(String(error)));
        return null;
      });
      joins += 1;
      const until = isLasting ? Number.POSITIVE_INFINITY : Date.now() + random.int(2_000, 6_000);
      while (member !== null && !stopping && Date.now() < until && !member.died.aborted) await pause(100);
      await member?.consumption.stop().catch(() => undefined);
      await member?.broker.close();
      await pause(300);
    }
  }

  const work = Promise.all(Array.from({ length: members }, (_, index) => comeAndGo(index === 0)));
  const senders = Promise.all(Array.from({ length: PROBE_PARTITIONS }, (_, partition) => send(partition)));

  return {
    sent,
    handled,
    stalls,
    deaths,
    joins: () => joins,
    stopSending: async () => {
      sending = false;
      await senders;
    },
    missing: () => [...sent].filter((id) => !handled.has(id)),
    stop: async () => {
      stopping = true;
      await work;
      await producer.close().catch(() => undefined);
      await sender.close();
    },
  };
}

async function isAcknowledged(producer: Producer, topic: string, key: string, id: string): Promise<boolean> {
  try {
    await producer.send([message(topic, key, id)]);
    return true;
  } catch {
    // Not acknowledged, so not promised; it may be stored all the same.
    return false;
  }
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
