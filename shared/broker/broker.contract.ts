import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type BrokerUnderTest, numbers, useBench } from './bench.contract.ts';
import { describeConsumer } from './consumer.contract.ts';
import { describeGroups } from './groups.contract.ts';
import { describeMessages } from './messages.contract.ts';
import { eventually, message, record } from './recorder.contract.ts';
import { describeTail } from './tail.contract.ts';

/** What every broker adapter must do alike. Each test has its own topics and groups. */
export function describeBroker(name: string, open: () => Promise<BrokerUnderTest>): void {
  describe(`broker: ${name}`, () => {
    const bench = useBench(open);
    describeMessages(bench);
    describeGroups(bench);
    describeConsumer(bench);
    describeTail(bench);

    describe('topics', () => {
      it('that exist are left as they are', async () => {
        const name = await bench.topic(2);
        await bench.broker().ensureTopics([{ name, partitions: 5, cleanup: 'compact', retentionMs: 1000 }]);
        expect(await bench.broker().groupOffsets(bench.group(), name)).toHaveLength(2);
      });

      it('that do not exist are refused everywhere, and none is made', async () => {
        const topic = `missing-${randomUUID()}`;
        const refusal = { name: 'FaultError', code: 'BROKER_REFUSED', facts: { topic } };
        await expect(bench.sendAll(topic, 'k', ['v'])).rejects.toMatchObject(refusal);
        await expect(record(bench.broker(), bench.group(), [topic])).rejects.toMatchObject(refusal);
        await expect(bench.follow(topic)).rejects.toMatchObject(refusal);
        await expect(bench.broker().groupOffsets(bench.group(), topic)).rejects.toMatchObject(refusal);
      });
    });

    it('answers a ping; one that cannot be reached is a fault', async () => {
      await bench.broker().ping();
      const fault = { name: 'FaultError', code: 'BROKER_UNAVAILABLE' };
      await expect(bench.world().unreachable.ping()).rejects.toMatchObject(fault);
    });

    it('delivers again after a crash what was not committed, and keeps counting where it stood', async () => {
      const topic = await bench.topic(1);
      const groupId = bench.group();
      await bench.sendAll(topic, 'k', numbers(6));
      const before = await bench.join(groupId, [topic]);
      await eventually(() => expect(before.messages()).toHaveLength(6));
      await before.consumer.commit(before.epoch(), [{ topic, partition: 0, next: 3n }]);

      await bench.restart();
      const after = await bench.join(groupId, [topic]);
      await bench.producer().send([message(topic, 'k', '6')]);
      await eventually(() => expect(after.values()).toEqual(numbers(4, 3)));
      expect(after.messages().map(({ offset }) => offset)).toEqual([3n, 4n, 5n, 6n]);
    });
  });
}
