import type { Broker, TopicPartition } from '../broker/broker.ts';
import type { Clock } from '../clock.ts';
import { FaultError } from '../errors.ts';
import type { HealthChecks } from '../health.ts';
import type { Component } from '../lifecycle.ts';
import type { Logger } from '../log.ts';
import type { RunningConsumption } from './consume.ts';

/**
 * Notices a consumer that is stuck although its process answers: a handler that never returns, a group membership that
 * was lost, or a partition with a backlog that nobody works on. A broker that is away is no reason to restart anything: then only
 * `ready` fails. Nor are messages held because a neighbour does not answer, or retries that are not ripe yet.
 */
export interface WatchdogParts {
  readonly consumption: RunningConsumption;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Logger;
  /** Longer than the slowest message may take. */
  readonly stuckAfterMs: number;
}

/** A member that was thrown out and rejoins is silent for less: rebalances take at most a minute. */
const SILENT_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 10_000;

export function createWatchdog(parts: WatchdogParts): Component<HealthChecks> {
  const { consumption, broker, clock, log, stuckAfterMs } = parts;
  let stuck: string | null = null;
  let brokerAway: string | null = null;
  /** Where each of our partitions stood when it last moved, and when. */
  let moved = new Map<number, { readonly at: bigint; readonly sinceMs: number }>();

  /** What can be seen without asking anybody. */
  function seen(): string | null {
    const { alive, oldestAttemptMs } = consumption.state();
    if (!alive) return 'the consumer is dead';
    const ageMs = oldestAttemptMs === null ? 0 : clock.nowMs() - oldestAttemptMs;
    return ageMs > stuckAfterMs ? `a handler has been at one message for ${seconds(ageMs)} s` : null;
  }

  async function look(): Promise<void> {
    const nowMs = clock.nowMs();
    const { holding, lastActivityMs, assigned, inWork } = consumption.state();
    const silentMs = nowMs - lastActivityMs;
    const { topic, groupId } = consumption;
    const ofTopic = (places: readonly TopicPartition[]) =>
      new Set(places.filter((place) => place.topic === topic).map((place) => place.partition));
    // What is in work may stand behind other files for long; each handler has its own limit.
    const [own, busy] = [ofTopic(assigned), ofTopic(inWork)];
    const offsets = await broker.groupOffsets(groupId, topic);
    brokerAway = null;
    const before = moved;
    moved = new Map();
    let still: string | null = null;
    for (const { partition, start, committed, end } of offsets) {
      if (!own.has(partition)) continue;
      const at = latest(committed ?? start, start);
      const last = before.get(partition);
      const isStill = last?.at === at && at < end && holding === 0 && !busy.has(partition);
      const sinceMs = isStill ? last.sinceMs : nowMs;
      moved.set(partition, { at, sinceMs });
      if (nowMs - sinceMs > stuckAfterMs)
        still ??= `partition ${partition} is ${end - at} messages behind and was not worked on for ${seconds(nowMs - sinceMs)} s`;
    }
    stuck =
      silentMs > SILENT_AFTER_MS
        ? `no fetch or heartbeat for ${seconds(silentMs)} s although the broker answers`
        : still;
  }

  return {
    name: 'watchdog',
    async start() {
      const stopping = new AbortController();
      async function lookUntilStopped(): Promise<void> {
        while (!stopping.signal.aborted) {
          try {
            await look();
          } catch (error) {
            if (!(error instanceof FaultError)) throw error;
            brokerAway = `the broker does not answer: ${error.code}`;
          }
          await clock.sleep(LOOK_EVERY_MS, stopping.signal);
        }
      }
      const looking = lookUntilStopped().catch((error: unknown) => {
        log.error({ err: error }, 'watchdog failed');
        stuck = 'the watchdog failed; the log says why';
      });
      return {
        value: {
          live: () => seen() ?? stuck,
          ready() {
            const { holding } = consumption.state();
            if (holding > 0) return `${holding} messages held: something of ours does not answer`;
            return seen() ?? stuck ?? brokerAway;
          },
        },
        async stop() {
          stopping.abort();
          await looking;
        },
      };
    },
  };
}

/** What retention has removed is not waiting for anybody. */
const latest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const seconds = (durationMs: number): number => Math.round(durationMs / 1000);
