import { describe, expect, it } from 'vitest';
import { ascending, type Bench, keyFor, numbers } from './bench.contract.ts';
import { eventually } from './recorder.contract.ts';

/** Who gets which partition, who may commit, and what a group gets again. */
export function describeGroups(bench: Bench): void {
  describe('groups', () => {
    it('each get every message', async () => {
      const topic = await bench.topic(2);
      await bench.sendAll(topic, null, numbers(10));
      const readers = await Promise.all([
        bench.join(bench.group(), [topic]),
        bench.join(bench.group(), [topic]),
      ]);
      await eventually(() => expect(readers.map((reader) => reader.messages().length)).toEqual([10, 10]));
    });

    it('get again what they did not commit, and nothing that they did', async () => {
      const topic = await bench.topic(1);
      const groupId = bench.group();
      await bench.sendAll(topic, 'k', numbers(10));
      const first = await bench.join(groupId, [topic]);
      await eventually(() => expect(first.messages()).toHaveLength(10));
      expect(await first.consumer.commit(first.epoch(), [{ topic, partition: 0, next: 4n }])).toBe(
        'committed',
      );
      await first.consumer.stop();
      const second = await bench.join(groupId, [topic]);
      await eventually(() => expect(second.values()).toEqual(numbers(6, 4)));
    });

    it('divide the partitions, and the one that stays takes over from the one that leaves', async () => {
      const topic = await bench.topic(4);
      const groupId = bench.group();
      const first = await bench.join(groupId, [topic]);
      const second = await bench.join(groupId, [topic]);
      await eventually(() => {
        expect([first.owns().length, second.owns().length]).toEqual([2, 2]);
        expect([...first.owns(), ...second.owns()].sort()).toEqual([0, 1, 2, 3]);
      });
      await second.consumer.stop();
      await eventually(() => expect(first.owns()).toEqual([0, 1, 2, 3]));
      await bench.sendAll(topic, null, numbers(12));
      await eventually(() => expect(first.messages()).toHaveLength(12));
      const epochs = first.assignments.map(({ epoch }) => epoch);
      expect(epochs).toEqual([...new Set(epochs)].sort(ascending));
    });

    it('let a member that gets no partition stand by', async () => {
      const topic = await bench.topic(1);
      const groupId = bench.group();
      const first = await bench.join(groupId, [topic]);
      const second = await bench.join(groupId, [topic]);
      await eventually(() => expect([...first.owns(), ...second.owns()]).toEqual([0]));
      const [owner, standby] = first.owns().length === 1 ? [first, second] : [second, first];
      await owner.consumer.stop();
      await eventually(() => expect(standby.owns()).toEqual([0]));
    });

    it('fence the commit of an epoch that is over, and write nothing', async () => {
      const topic = await bench.topic(2);
      const groupId = bench.group();
      await bench.sendAll(topic, null, numbers(4));
      const first = await bench.join(groupId, [topic]);
      await eventually(() => expect(first.messages()).toHaveLength(4));
      const old = first.epoch();
      const second = await bench.join(groupId, [topic]);
      await eventually(() => expect(first.owns().length + second.owns().length).toBe(2));
      const all = [0, 1].map((partition) => ({ topic, partition, next: 2n }));
      expect(await first.consumer.commit(old, all)).toBe('fenced');
      expect(committedOf(await bench.broker().groupOffsets(groupId, topic))).toEqual([null, null]);
      const own = first.owns().map((partition) => ({ topic, partition, next: 1n }));
      expect(await first.consumer.commit(first.epoch(), own)).toBe('committed');
    });

    it('refuse a commit for a partition that belongs to another member, and one after the stop', async () => {
      const topic = await bench.topic(2);
      const groupId = bench.group();
      const first = await bench.join(groupId, [topic]);
      const second = await bench.join(groupId, [topic]);
      await eventually(() => expect([first.owns().length, second.owns().length]).toEqual([1, 1]));
      const foreign = second.owns().map((partition) => ({ topic, partition, next: 1n }));
      expect(await first.consumer.commit(first.epoch(), foreign)).toBe('fenced');
      await second.consumer.stop();
      expect(await second.consumer.commit(second.epoch(), foreign)).toBe('fenced');
      expect(committedOf(await bench.broker().groupOffsets(groupId, topic))).toEqual([null, null]);
    });

    it('tell what is committed and where the partitions end', async () => {
      const topic = await bench.topic(2);
      const groupId = bench.group();
      await bench.sendAll(topic, keyFor(1, 2), numbers(3));
      expect(await bench.broker().groupOffsets(groupId, topic)).toEqual([
        { partition: 0, start: 0n, committed: null, end: 0n },
        { partition: 1, start: 0n, committed: null, end: 3n },
      ]);
      const reader = await bench.join(groupId, [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(3));
      await reader.consumer.commit(reader.epoch(), [{ topic, partition: 1, next: 2n }]);
      expect(await bench.broker().groupOffsets(groupId, topic)).toEqual([
        { partition: 0, start: 0n, committed: null, end: 0n },
        { partition: 1, start: 0n, committed: 2n, end: 3n },
      ]);
    });
  });
}

function committedOf(offsets: ReadonlyArray<{ committed: bigint | null }>): Array<bigint | null> {
  return offsets.map(({ committed }) => committed);
}
