import type { DeliveredMessage } from '../broker/broker.ts';
import type { Clock } from '../clock.ts';
import { FaultError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { PipelineMetrics } from './metrics.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Holds a message while something of ours does not answer: the same message again, ever slower, for as long as it takes.
 * A dead database or broker stops consumption; it never makes dead letters.
 */
export interface Holder {
  /** true when `work` came through; false when one of `signals` aborted first. Anything but a FaultError is thrown on. */
  untilDone(
    message: DeliveredMessage,
    signals: readonly AbortSignal[],
    work: () => Promise<void>,
  ): Promise<boolean>;
  /** Messages held right now. */
  count(): number;
}

export function createHolder(parts: {
  clock: Clock;
  log: Logger;
  metrics: PipelineMetrics;
  topic: string;
}): Holder {
  const { clock, log, metrics, topic } = parts;
  let holding = 0;

  return {
    async untilDone(message, signals, work) {
      let pauseMs = FIRST_PAUSE_MS;
      let held = false;
      try {
        while (!signals.some((signal) => signal.aborted)) {
          try {
            await work();
            return true;
          } catch (error) {
            if (!(error instanceof FaultError)) throw error;
            if (!held) holding += 1;
            held = true;
            const at = { topic: message.topic, partition: message.partition, offset: String(message.offset) };
            log.warn({ err: error, ...at, pauseMs }, 'message held');
            metrics.held.inc({ topic, code: error.code });
          }
          // Joined only here: most messages are never held, and a joined signal is dear.
          await clock.sleep(pauseMs, AbortSignal.any([...signals]));
          pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        }
        return false;
      } finally {
        if (held) holding -= 1;
      }
    },
    count: () => holding,
  };
}
