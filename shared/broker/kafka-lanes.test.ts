import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from './broker.ts';
import { createLanes } from './kafka-lanes.ts';

const message = (size: number): OutgoingMessage => ({
  topic: 't',
  key: null,
  value: new Uint8Array(size),
  headers: [],
});
const place = (partition: number) => ({ topic: 't', partition });
const tooLarge = () => Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });

describe('lanes', () => {
  it('gather what is sent at once into one request a partition', async () => {
    const requests: Array<[number, number]> = [];
    const lanes = createLanes(async ({ partition }, messages) => {
      requests.push([partition, messages.length]);
    });
    await Promise.all([0, 1, 0, 1, 0].map((partition) => lanes.send(place(partition), message(10))));
    expect(requests.sort()).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  it('have one request of a partition under way at a time, and partitions side by side', async () => {
    const underWay = new Map<number, number>();
    let most = 0;
    const lanes = createLanes(async ({ partition }) => {
      underWay.set(partition, (underWay.get(partition) ?? 0) + 1);
      expect(underWay.get(partition)).toBe(1);
      most = Math.max(
        most,
        [...underWay.values()].reduce((a, b) => a + b, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, 15));
      underWay.set(partition, 0);
    });
    await Promise.all([0, 1, 2, 0, 1, 2].map((partition) => lanes.send(place(partition), message(600_000))));
    expect(most).toBe(3);
  });

  it('split requests that would be too large', async () => {
    const counts: number[] = [];
    const lanes = createLanes(async (_place, messages) => {
      counts.push(messages.length);
    });
    await Promise.all(
      [300_000, 300_000, 300_000, 900_000].map((size) => lanes.send(place(0), message(size))),
    );
    expect(counts).toEqual([2, 1, 1]);
  });

  it('refuse what comes while too much waits for a partition that does not answer, and take it again afterwards', async () => {
    let answer: () => void = () => undefined;
    const lanes = createLanes(
      ({ partition }) =>
        new Promise((resolve) => {
          if (partition !== 0) return resolve();
          answer = resolve;
        }),
    );
    const first = lanes.send(place(0), message(10));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const sent = Array.from({ length: 40 }, () => lanes.send(place(0), message(500_000)));
    const refused: unknown[] = [];
    for (const one of sent) one.catch((error: unknown) => refused.push(error));
    await expect.poll(() => refused.length).toBe(7);
    expect(refused[0]).toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await lanes.send(place(1), message(500_000));
    const answering = setInterval(() => answer(), 1);
    await first;
    await Promise.allSettled(sent);
    await lanes.send(place(0), message(500_000));
    clearInterval(answering);
    expect(refused).toHaveLength(7);
  });

  it('refuse only the message that is too large when the broker refuses the batch', async () => {
    const lanes = createLanes(async (_place, messages) => {
      if (messages.some(({ value }) => (value?.length ?? 0) > 100)) throw tooLarge();
    });
    const results = await Promise.allSettled(
      [10, 200, 10].map((size) => lanes.send(place(0), message(size))),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('work on after a request failed', async () => {
    let fail = true;
    const lanes = createLanes(async () => {
      if (fail) throw new Error('down');
    });
    await expect(lanes.send(place(0), message(1))).rejects.toThrow('down');
    fail = false;
    await lanes.send(place(0), message(1));
  });
});
