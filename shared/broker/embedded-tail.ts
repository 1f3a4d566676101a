import { FaultError } from '../errors.ts';
import type { Tail, TailOptions } from './broker.ts';
import type { Log } from './embedded-log.ts';
import { handlerThrew } from './faults.ts';
import { createSignal } from './signal.ts';

/** Reads every partition from the beginning, then sleeps until something is appended. */
export async function createEmbeddedTail(
  { topic, onMessage, onFatal }: TailOptions,
  log: Log,
  onAppended: (wake: () => void) => () => void,
): Promise<Tail> {
  const count = await log.partitionsOf(topic);
  const partitions = Array.from({ length: count }, (_, partition) => partition);
  const positions = partitions.map(() => 0n);
  const goals = partitions.map((partition) => log.endOf(topic, partition));
  const wake = createSignal();
  const stopListening = onAppended(wake.raise);
  let stopping = false;

  async function readRound(): Promise<boolean> {
    let read = false;
    for (const partition of partitions) {
      const position = positions[partition] ?? 0n;
      const end = log.endOf(topic, partition);
      if (stopping || position >= end) continue;
      const messages = await log.read({ topic, partition }, position);
      for (const message of messages) {
        if (stopping) return false;
        onMessage(message);
      }
      const last = messages.at(-1);
      positions[partition] = last === undefined ? end : last.offset + 1n;
      read = true;
    }
    return read;
  }

  async function run(caughtUp: () => void): Promise<void> {
    while (!stopping) {
      const read = await readRound();
      if (goals.every((goal, partition) => (positions[partition] ?? 0n) >= goal)) caughtUp();
      if (!read && !stopping) await wake.wait();
    }
  }

  let loop: Promise<void> = Promise.resolve();
  const caughtUp = new Promise<void>((resolve, reject) => {
    loop = run(resolve)
      .catch((cause: unknown) => {
        const error = cause instanceof FaultError ? cause : handlerThrew(cause);
        reject(error);
        if (!stopping) onFatal(error);
      })
      .finally(stopListening);
  });
  // Whoever does not await it hears of the failure through `onFatal`.
  caughtUp.catch(() => undefined);

  return {
    caughtUp,
    stop: async () => {
      stopping = true;
      wake.raise();
      await loop;
    },
  };
}
