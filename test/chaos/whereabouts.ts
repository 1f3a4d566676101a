import { deadTopic, RETRY_DELAYS, retryTopic, TOPICS } from '../../services/flow.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { headerText } from '../../shared/messages/cloud-event.ts';

/** The last detour that an upload or its verdict took. */
export interface Detour {
  readonly topic: string;
  readonly reason: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Which retry or dead-letter topic each of these uploads was last sent to; one that took no detour is missing. */
export async function detoursTaken(
  broker: Broker,
  uploadIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Detour>> {
  const found = new Map<string, Detour>();
  for (const main of [TOPICS.uploads, TOPICS.verdicts]) {
    const stops = [...RETRY_DELAYS.map(({ suffix }) => retryTopic(main, suffix)), deadTopic(main)];
    for (const topic of stops) {
      const fatal: Error[] = [];
      const tail = await broker.tail({
        topic,
        onMessage: ({ headers, partition, offset }) => {
          // A verdict's id is its upload's, a slash, and the rule set.
          const id = headerText(headers, 'ce_id')?.split('/')[0];
          if (id === undefined || !uploadIds.has(id)) return;
          const reason = headerText(headers, 'spillway-error-class') ?? '';
          found.set(id, { topic, reason, partition, offset });
        },
        onFatal: (error) => fatal.push(error),
      });
      await tail.caughtUp;
      await tail.stop();
      if (fatal[0] !== undefined) throw fatal[0];
    }
  }
  return found;
}
