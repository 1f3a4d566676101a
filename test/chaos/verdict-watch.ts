import { TOPICS } from '../../services/flow.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { headerText } from '../../shared/messages/cloud-event.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Acknowledged } from './load.ts';

/** When each upload's first verdict stood on the product's own topic: both of its topics and the services between them. */
export interface VerdictWatch {
  /** Longest time from the first try of posting one of these to its verdict, in milliseconds; waits for those that have none yet. */
  longestWaitMs(uploads: readonly Acknowledged[]): Promise<number>;
  stop(): Promise<void>;
}

export async function watchVerdicts(broker: Broker): Promise<VerdictWatch> {
  const seenMs = new Map<string, number>();
  const fatal: Error[] = [];
  const tail = await broker.tail({
    topic: TOPICS.verdicts,
    onMessage: ({ headers }) => {
      // A verdict's id is its upload's, a slash, and the rule set.
      const id = headerText(headers, 'ce_id')?.split('/')[0];
      if (id !== undefined && !seenMs.has(id)) seenMs.set(id, Date.now());
    },
    onFatal: (error) => fatal.push(error),
  });
  return {
    longestWaitMs: async (uploads) => {
      await waitFor(
        'a verdict of each upload',
        () => {
          if (fatal[0] !== undefined) throw fatal[0];
          return uploads.every(({ uploadId }) => seenMs.has(uploadId));
        },
        { timeoutMs: 120_000, everyMs: 200 },
      );
      return Math.max(0, ...uploads.map(({ uploadId, begunMs }) => (seenMs.get(uploadId) ?? 0) - begunMs));
    },
    stop: () => tail.stop(),
  };
}
