import type { Broker } from '../../shared/broker/broker.ts';
import { FaultError } from '../../shared/errors.ts';
import { headerText } from '../../shared/messages/cloud-event.ts';

const AT_MOST_MS = 120_000;

/**
 * Which of these events their topics hold. Reads the topics from the beginning, which is dear, and needed only after a
 * relay died or the broker did not answer.
 * @throws FaultError when the broker does not answer.
 */
export async function sentAlready(
  broker: Broker,
  wanted: ReadonlyArray<{ readonly topic: string; readonly id: string }>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const ids = new Set(wanted.map(({ id }) => id));
  for (const topic of new Set(wanted.map((each) => each.topic))) {
    let fail: (error: Error) => void = () => {};
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    // Nobody waits for it when the tail could not even be opened.
    failed.catch(() => undefined);
    const tail = await broker.tail({
      topic,
      onMessage: ({ headers }) => {
        const id = headerText(headers, 'ce_id');
        if (id !== undefined && ids.has(id)) found.add(id);
      },
      onFatal: (error) => fail(error),
    });
    const timer = setTimeout(
      () => fail(new FaultError('BROKER_UNAVAILABLE', `Expected ${topic} to be read in ${AT_MOST_MS} ms`)),
      AT_MOST_MS,
    );
    try {
      await Promise.race([tail.caughtUp, failed]);
    } finally {
      clearTimeout(timer);
      await tail.stop();
    }
  }
  return found;
}
