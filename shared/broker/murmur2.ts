const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;

/** Murmur2 as Kafka's Java client computes it (`Utils.murmur2`), a signed 32-bit number: same key, same partition, whoever produces. */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeWords = bytes.byteLength & ~3;
  let hash = SEED ^ bytes.byteLength;
  for (let at = 0; at < wholeWords; at += 4) {
    let word = Math.imul(view.getUint32(at, true), MULTIPLIER);
    word ^= word >>> 24;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  const rest = bytes.byteLength - wholeWords;
  if (rest === 3) hash ^= view.getUint8(wholeWords + 2) << 16;
  if (rest >= 2) hash ^= view.getUint8(wholeWords + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ view.getUint8(wholeWords), MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/** The partition Kafka's default partitioner picks for a key. */
export function partitionForKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

/** A producer's own choice of partitions: by key, and without a key one after the other. */
export function createPartitioner(): (key: Uint8Array | null, partitions: number) => number {
  let turn = 0;
  return (key, partitions) => {
    if (key !== null) return partitionForKey(key, partitions);
    turn = (turn + 1) % 0x7fffffff;
    return turn % partitions;
  };
}
