import type { Broker } from '../broker/broker.ts';
import type { Clock } from '../clock.ts';
import { FaultError } from '../errors.ts';
import type { HealthChecks } from '../health.ts';
import type { Component } from '../lifecycle.ts';
import type { Logger } from '../log.ts';
import type { RunningConsumption } from './consume.ts';

/**
 * Notices a consumer that is stuck although its process answers: a handler that never returns, a group membership that
 * was lost, or a backlog that nothing moves. A broker that is away is no reason to restart anything: then only
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
  let moved = { settled: -1, atMs: clock.nowMs() };

  /** What can be seen without asking anybody. */
  function seen(): string | null {
    const { alive, oldestAttemptMs } = consumption.state();
    if (!alive) return 'the consumer is dead';
    const ageMs = oldestAttemptMs === null ? 0 : clock.nowMs() - oldestAttemptMs;
    return ageMs > stuckAfterMs ? `a handler has been at one message for ${seconds(ageMs)} s` : null;
  }

  async function look(): Promise<void> {
    const nowMs = clock.nowMs();
    const { settled, holding, lastActivityMs, assigned } = consumption.state();
    if (settled !== moved.settled || holding > 0) moved = { settled, atMs: nowMs };
    const silentMs = nowMs - lastActivityMs;
    const stillMs = nowMs - moved.atMs;
    const { topic, groupId } = consumption;
    const own = new Set(assigned.filter((place) => place.topic === topic).map((place) => place.partition));
    const offsets = await broker.groupOffsets(groupId, topic);
    brokerAway = null;
    const behind = offsets
      .filter(({ partition }) => own.has(partition))
      .reduce((sum, { start, committed, end }) => sum + Number(end - latest(committed ?? start, start)), 0);
    if (behind === 0) moved = { settled, atMs: nowMs };
    stuck =
      silentMs > SILENT_AFTER_MS
        ? `no fetch or heartbeat for ${seconds(silentMs)} s although the broker answers`
        : behind > 0 && stillMs > stuckAfterMs
          ? `${behind} messages behind and none finished for ${seconds(stillMs)} s`
          : null;
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
