import { describe, expect, it } from 'vitest';
import { type Bench, keyFor, numbers } from './bench.contract.ts';
import { eventually, type Recorder, stays } from './recorder.contract.ts';

/** Pausing, poisoned handlers, signs of life. */
export function describeConsumer(bench: Bench): void {
  describe('a consumer', () => {
    it('that pauses one partition still gets the others, and later everything in order', async () => {
      const topic = await bench.topic(2);
      const place = { topic, partition: 0 };
      const reader = await bench.join(bench.group(), [topic]);
      reader.consumer.pause([place]);
      await bench.sendAll(topic, keyFor(0, 2), numbers(20));
      await bench.sendAll(topic, keyFor(1, 2), numbers(20, 100));
      await eventually(() => expect(reader.values()).toEqual(numbers(20, 100)));
      await stays(() => reader.messages().length, 20);
      reader.consumer.resume([place]);
      await eventually(() => expect(reader.messages()).toHaveLength(40));
      expect(reader.values().slice(20)).toEqual(numbers(20));
    });

    it('may pause from inside `onBatch`, and gets what follows after resuming', async () => {
      const topic = await bench.topic(1);
      const place = { topic, partition: 0 };
      await bench.sendAll(topic, 'k', ['first']);
      const reader: Recorder = await bench.join(bench.group(), [topic], {
        onBatch: () => reader?.consumer.pause([place]),
      });
      await eventually(() => expect(reader.values()).toEqual(['first']));
      reader.consumer.pause([place]);
      await bench.sendAll(topic, 'k', ['second']);
      await stays(() => reader.values(), ['first']);
      reader.consumer.resume([place]);
      await eventually(() => expect(reader.values()).toEqual(['first', 'second']));
    });

    it.each([new Error('poison'), new TypeError('poison')])(
      'whose handler throws %o dies loudly, once, and delivers nothing more',
      async (poison) => {
        const topic = await bench.topic(1);
        const reader = await bench.join(bench.group(), [topic], {
          onBatch: () => {
            throw poison;
          },
        });
        await bench.sendAll(topic, 'k', ['bad']);
        await eventually(() => expect(reader.fatal).toHaveLength(1));
        expect(reader.fatal[0]?.cause).toBe(poison);
        await bench.sendAll(topic, 'k', ['more']);
        await stays(() => [reader.fatal.length, reader.values()], [1, ['bad']]);
      },
    );

    it('shows signs of life while there is nothing to do', async () => {
      const reader = await bench.join(bench.group(), [await bench.topic(1)]);
      const start = Date.now();
      await eventually(() => expect(reader.consumer.lastActivityMs()).toBeGreaterThan(start + 1000));
    });
  });
}
