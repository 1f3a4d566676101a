import { createHash, createHmac } from 'node:crypto';

/**
 * A feature stands for one window of words of a line that could be a mark: eight bytes, of which 61 bits are a hash and
 * three say how the window stood. In the child it is a plain hash; before it leaves the inspector it is keyed
 * (HMAC-SHA-256), so that whoever has the table but not the key cannot try words against it. No order of the text is
 * kept: a set of features is sorted by hash.
 */
export const FEATURE_BYTES = 8;
export const MOST_FEATURES = 400;
export const MOST_FEATURE_BYTES = MOST_FEATURES * FEATURE_BYTES;
/** Raised when the same line would give other features: rows of another form are not compared. */
export const FEATURES_FORM = 1;

/** How it stood, in the three low bits; the higher number is the better place for a mark. */
export const STOOD = { capitals: 1, edge: 2, alone: 4 } as const;
const STOOD_BITS = 7;

/** 64 bits with the three low ones free. */
export function hashOfWindow(window: string): Buffer {
  const hash = createHash('sha256').update(window, 'utf8').digest().subarray(0, FEATURE_BYTES);
  return withStood(hash, 0);
}

export function withStood(hash: Uint8Array, stood: number): Buffer {
  const feature = Buffer.from(hash);
  feature[FEATURE_BYTES - 1] = ((feature[FEATURE_BYTES - 1] ?? 0) & ~STOOD_BITS) | stood;
  return feature;
}

export function stoodOf(features: Uint8Array, at: number): number {
  return (features[at + FEATURE_BYTES - 1] ?? 0) & STOOD_BITS;
}

/** What may leave the inspector. @param features as a child sent them. @param key at least 32 bytes. */
export function keyed(features: Uint8Array, key: Uint8Array): Buffer {
  const made: Buffer[] = [];
  for (let at = 0; at + FEATURE_BYTES <= features.length; at += FEATURE_BYTES) {
    const plain = withStood(features.subarray(at, at + FEATURE_BYTES), 0);
    made.push(withStood(keyedHash(plain, key), stoodOf(features, at)));
  }
  return Buffer.concat(made.sort(Buffer.compare));
}

export function keyedHash(hash: Uint8Array, key: Uint8Array): Buffer {
  return withStood(createHmac('sha256', key).update(hash).digest().subarray(0, FEATURE_BYTES), 0);
}

/** Which key made a row, without saying anything of the key. */
export function keyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('spillway features').digest('hex').slice(0, 8);
}
