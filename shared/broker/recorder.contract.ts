import { expect, vi } from 'vitest';
import type { Assignment, Batch, Broker, Consumer, DeliveredMessage, OutgoingMessage } from './broker.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);
export const text = (value: Uint8Array | null): string => decoder.decode(value ?? new Uint8Array(0));

export function message(topic: string, key: string | null, value: string | null): OutgoingMessage {
  return {
    topic,
    key: key === null ? null : bytes(key),
    value: value === null ? null : bytes(value),
    headers: [],
  };
}

/** A consumer that writes down what it is told, and never works in a handler. */
export interface Recorder {
  readonly consumer: Consumer;
  readonly assignments: Assignment[];
  readonly batches: Batch[];
  readonly fatal: Error[];
  values(): string[];
  messages(): DeliveredMessage[];
  epoch(): number;
  owns(): number[];
}

export async function record(
  broker: Broker,
  groupId: string,
  topics: readonly string[],
  also: { onBatch?: (batch: Batch) => void } = {},
): Promise<Recorder> {
  const consumer = broker.consumer({ groupId, topics });
  const assignments: Assignment[] = [];
  const batches: Batch[] = [];
  const fatal: Error[] = [];
  const messages = () => batches.flatMap((batch) => batch.messages);
  const recorder: Recorder = {
    consumer,
    assignments,
    batches,
    fatal,
    messages,
    values: () => messages().map(({ value }) => text(value)),
    epoch: () => assignments.at(-1)?.epoch ?? -1,
    owns: () => (assignments.at(-1)?.partitions ?? []).map(({ partition }) => partition).sort(),
  };
  await consumer.start({
    onBatch: (batch) => {
      batches.push(batch);
      also.onBatch?.(batch);
    },
    onAssignment: (assignment) => assignments.push(assignment),
    onFatal: (error) => fatal.push(error),
  });
  return recorder;
}

export function eventually(check: () => void | Promise<void>, timeout = 20_000): Promise<void> {
  return vi.waitFor(check, { timeout, interval: 20 });
}

/** For "nothing more comes": long enough for several fetches of either adapter. */
export async function stays<T>(read: () => T, expected: T): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    expect(read()).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
