/** A small seeded generator of numbers in [0, 1): the same seed makes the same mutations. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of: cut short, a few bits flipped, a stretch repeated, a stretch blanked, a number made huge. */
export function mutate(bytes: Uint8Array, random: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(random() * copy.length);
  const length = 1 + Math.floor(random() * 64);
  const kind = Math.floor(random() * 5);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1) {
    for (let flips = 0; flips < 1 + length / 8; flips += 1) {
      const place = Math.floor(random() * copy.length);
      copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    return copy;
  }
  if (kind === 2)
    return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.max(0, at - length)), copy.subarray(at)]);
  if (kind === 3) return Buffer.from(copy.fill(0, at, Math.min(copy.length, at + length)));
  return Buffer.from(copy.fill(0xff, at, Math.min(copy.length, at + 4)));
}
