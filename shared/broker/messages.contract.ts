import { describe, expect, it } from 'vitest';
import { ascending, type Bench, numbers } from './bench.contract.ts';
import { partitionForKey } from './murmur2.ts';
import { bytes, eventually, message, text } from './recorder.contract.ts';

/** What is sent is what arrives, where and in the order it belongs. */
export function describeMessages(bench: Bench): void {
  describe('messages', () => {
    it('arrive with key, value, time and headers, repeated names and binary values in order', async () => {
      const topic = await bench.topic(1);
      const headers = [
        ['ce_id', bytes('1')],
        ['again', new Uint8Array([0, 255, 128])],
        ['other', bytes('grün')],
        ['again', new Uint8Array(0)],
      ] as const;
      const before = Date.now();
      await bench
        .producer()
        .send([{ topic, key: bytes('k'), value: new Uint8Array([0, 200, 13, 10]), headers }]);
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(1));
      const got = reader.messages()[0];
      expect(text(got?.key ?? null)).toBe('k');
      expect([...(got?.value ?? [])]).toEqual([0, 200, 13, 10]);
      expect(sorted(got?.headers.map(([key, value]) => [key, ...value]))).toEqual(
        sorted(headers.map(([key, value]) => [key, ...value])),
      );
      expect(got?.headers.filter(([key]) => key === 'again').map(([, value]) => [...value])).toEqual([
        [0, 255, 128],
        [],
      ]);
      expect(got?.timestampMs).toBeGreaterThanOrEqual(before - 1000);
      expect(got?.timestampMs).toBeLessThanOrEqual(Date.now() + 1000);
    });

    it('keep "no key" and "no value" apart from empty ones', async () => {
      const topic = await bench.topic(1);
      await bench
        .producer()
        .send([message(topic, null, 'x'), message(topic, 'gone', null), message(topic, '', '')]);
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(3));
      expect(reader.messages().map(({ key, value }) => [key?.length ?? null, value?.length ?? null])).toEqual(
        [
          [null, 1],
          [4, null],
          [0, 0],
        ],
      );
    });

    it('are copies: changing the bytes after the send changes nothing', async () => {
      const topic = await bench.topic(1);
      const value = bytes('before');
      await bench.producer().send([{ topic, key: null, value, headers: [] }]);
      value.fill(0);
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.values()).toEqual(['before']));
    });

    it('go to the partition that Java would choose for the key, in order', async () => {
      const topic = await bench.topic(4);
      for (const round of ['a', 'b', 'c']) {
        await bench.producer().send(numbers(20).map((key) => message(topic, key, `${key}${round}`)));
      }
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(60));
      for (const key of numbers(20)) {
        const own = reader.messages().filter((got) => text(got.key) === key);
        expect(own.map(({ value }) => text(value))).toEqual([`${key}a`, `${key}b`, `${key}c`]);
        expect(new Set(own.map(({ partition }) => partition))).toEqual(
          new Set([partitionForKey(bytes(key), 4)]),
        );
      }
    });

    it('without a key spread over the partitions', async () => {
      const topic = await bench.topic(3);
      await bench.sendAll(topic, null, numbers(30));
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(30));
      expect(new Set(reader.messages().map(({ partition }) => partition)).size).toBe(3);
    });

    it('keep their order when many sends of one partition are under way at once', async () => {
      const topic = await bench.topic(1);
      await Promise.all(numbers(200).map((value) => bench.producer().send([message(topic, 'k', value)])));
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.values()).toEqual(numbers(200)));
      expect(reader.messages().map(({ offset }) => offset)).toEqual(numbers(200).map(BigInt));
    });

    it('come in batches that say where they end and where the partition ends', async () => {
      const topic = await bench.topic(1);
      await bench.sendAll(topic, 'k', numbers(5));
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(5));
      const last = reader.batches.at(-1);
      expect(last).toMatchObject({ topic, partition: 0, nextOffset: 5n, highWatermark: 5n });
      expect(last?.epoch).toBe(reader.epoch());
    });

    it('too large for the broker are refused, alone, and the producer works on', async () => {
      const topic = await bench.topic(1);
      const large = { topic, key: null, value: new Uint8Array(1_100_000).fill(7), headers: [] };
      await expect(bench.producer().send([large])).rejects.toMatchObject({
        name: 'ContentError',
        code: 'MESSAGE_TOO_LARGE',
      });
      await bench.producer().send([{ ...large, value: new Uint8Array(900_000) }]);
      await bench.sendAll(topic, 'k', ['after']);
      const reader = await bench.join(bench.group(), [topic]);
      await eventually(() => expect(reader.messages()).toHaveLength(2));
      expect(reader.messages().map(({ value }) => value?.length)).toEqual([900_000, 5]);
    });

    it('of one send to many topics all arrive; a send of nothing is nothing', async () => {
      const [first, second] = [await bench.topic(2), await bench.topic(3)];
      await bench.producer().send([]);
      await bench
        .producer()
        .send(numbers(40).map((n) => message(Number(n) % 2 === 0 ? first : second, n, n)));
      const reader = await bench.join(bench.group(), [first, second]);
      await eventually(() =>
        expect(reader.values().map(Number).sort(ascending)).toEqual(numbers(40).map(Number)),
      );
    });
  });
}

function sorted<T>(rows: readonly T[] | undefined): T[] {
  return [...(rows ?? [])].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}
