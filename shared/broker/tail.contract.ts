import { describe, expect, it } from 'vitest';
import { type Bench, numbers } from './bench.contract.ts';
import { eventually, message, stays } from './recorder.contract.ts';

/** A reader without a group that sees everything. */
export function describeTail(bench: Bench): void {
  describe('a tail', () => {
    it('has seen everything that was there when it says so, and sees what follows', async () => {
      const topic = await bench.topic(2, { cleanup: 'compact' });
      await bench.sendAll(topic, 'a', numbers(50));
      await bench.sendAll(topic, 'b', numbers(50));
      const [one, two] = [await bench.follow(topic), await bench.follow(topic)];
      await Promise.all([one.tail.caughtUp, two.tail.caughtUp]);
      expect([one.seen.length, two.seen.length]).toEqual([100, 100]);
      await bench.producer().send([message(topic, 'a', null)]);
      await eventually(() => expect([one.seen.length, two.seen.length]).toEqual([101, 101]));
      expect(one.seen.at(-1)?.value).toBeNull();
      expect(one.fatal).toEqual([]);
    });

    it('of an empty topic has caught up at once', async () => {
      const { tail, seen } = await bench.follow(await bench.topic(3));
      await tail.caughtUp;
      expect(seen).toEqual([]);
    });

    it('hears nothing more after it stopped', async () => {
      const topic = await bench.topic(1);
      const { tail, values } = await bench.follow(topic);
      await bench.sendAll(topic, 'k', ['one']);
      await eventually(() => expect(values()).toEqual(['one']));
      await tail.stop();
      await bench.sendAll(topic, 'k', ['two']);
      await stays(values, ['one']);
    });
  });
}
