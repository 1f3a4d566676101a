import type { Clock } from '../clock.ts';
import type { OutgoingMessage, Producer } from './broker.ts';
import type { Log, PlacedMessage } from './embedded-log.ts';
import { brokerUnavailable, MAX_MESSAGE_BYTES, messageTooLarge } from './faults.ts';
import { createPartitioner } from './murmur2.ts';

/** Batch header, length and offset fields around a lone record in Kafka's format. */
const FRAMING_BYTES = 80;

export interface Appender {
  append(messages: readonly PlacedMessage[]): Promise<void>;
}

/**
 * Gathers whatever is sent while a transaction is under way into the next one: many small sends cost few transactions,
 * a lone one waits for nothing. `appended` is called after each transaction.
 */
export function createAppender(log: Log, clock: Clock, appended: () => void): Appender {
  interface Waiting {
    readonly messages: readonly PlacedMessage[];
    resolve(): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const together = waiting;
      waiting = [];
      try {
        await log.append(
          together.flatMap(({ messages }) => messages),
          clock.nowMs(),
        );
        for (const { resolve } of together) resolve();
        appended();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    running = false;
  }

  return {
    append: (messages) =>
      new Promise((resolve, reject) => {
        waiting.push({ messages, resolve, reject });
        if (!running) void run();
      }),
  };
}

export function createEmbeddedProducer(log: Log, appender: Appender): Producer {
  const choosePartition = createPartitioner();
  let closed = false;
  return {
    send: async (messages) => {
      if (closed) throw brokerUnavailable(null, 'a send after close');
      if (messages.length === 0) return;
      const placed: PlacedMessage[] = [];
      for (const message of messages) {
        const sizeBytes = sizeOf(message);
        if (sizeBytes > MAX_MESSAGE_BYTES) {
          throw messageTooLarge(message.topic, { sizeBytes, maxBytes: MAX_MESSAGE_BYTES });
        }
        const partition = choosePartition(message.key, await log.partitionsOf(message.topic));
        placed.push({ ...message, partition });
      }
      await appender.append(placed);
    },
    close: async () => {
      closed = true;
    },
  };
}

function sizeOf({ key, value, headers }: OutgoingMessage): number {
  const headerBytes = headers.reduce((sum, [name, bytes]) => sum + name.length + bytes.length + 4, 0);
  return FRAMING_BYTES + (key?.length ?? 0) + (value?.length ?? 0) + headerBytes;
}
