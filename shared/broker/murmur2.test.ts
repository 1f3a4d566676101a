import { expect, it } from 'vitest';
import { createPartitioner, murmur2, partitionForKey } from './murmur2.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

// From Apache Kafka's own `UtilsTest.testMurmur2`.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %j as Java does', (text, hash) => {
  expect(murmur2(bytes(text))).toBe(hash);
});

it('hashes a view by its own bytes', () => {
  expect(murmur2(bytes('xabcx').subarray(1, 4))).toBe(479470107);
});

it('gives every key a partition within the count, always the same', () => {
  for (let index = 0; index < 1000; index += 1) {
    const partition = partitionForKey(bytes(`key-${index}`), 7);
    expect(partition).toBeGreaterThanOrEqual(0);
    expect(partition).toBeLessThan(7);
    expect(partitionForKey(bytes(`key-${index}`), 7)).toBe(partition);
  }
});

it('spreads messages without a key over all partitions', () => {
  const choose = createPartitioner();
  expect(new Set([choose(null, 3), choose(null, 3), choose(null, 3)])).toEqual(new Set([0, 1, 2]));
});
