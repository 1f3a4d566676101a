import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { stringBehind } from './pdf-strings.ts';
import { rc4 } from './rc4.ts';

/** Fills a password up to 32 bytes (ISO 32000 7.6.3.3); all of an empty one. */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/**
 * The key of a document that opens without a password, from its dictionary of encryption and the first half of its /ID; null where
 * that is not the key, or the scheme is none of the standard ones (revisions 2 to 6).
 */
export function keyWithoutPassword(lock: string, id: Uint8Array): Buffer | null {
  const revision = numberBehind(lock, 'R') ?? 0;
  const owner = stringBehind(lock, 'O');
  const user = stringBehind(lock, 'U');
  if (owner === null || user === null || owner.length < 32 || user.length < 32) return null;
  if (revision >= 5) return keyByHash(user, stringBehind(lock, 'UE'), revision);
  if (revision < 2) return null;
  const rights = Buffer.alloc(4);
  rights.writeInt32LE((numberBehind(lock, 'P') ?? 0) | 0);
  const isBare = revision >= 4 && /\/EncryptMetadata\s{0,9}false/.test(lock);
  const first = md5(PADDING, owner.subarray(0, 32), rights, id, Buffer.alloc(isBare ? 4 : 0, 0xff));
  for (const length of revision === 2 ? [5] : keyLengths(lock)) {
    let key = first;
    if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, length));
    key = key.subarray(0, length);
    const proof = revision === 2 ? rc4(key, PADDING) : proofOf(key, id);
    if (user.subarray(0, proof.length).equals(proof)) return key;
  }
  return null;
}

/** In bytes; programs leave it out, and say it in bits or bytes, of the document or of a filter. */
function keyLengths(lock: string): number[] {
  const said = [...lock.matchAll(/\/Length\s{0,9}(\d{1,3})/g)].map(([, digits]) => Number(digits));
  const bytes = [...said, 128, 40].map((length) => (length < 40 ? length : length >> 3));
  return [...new Set(bytes)].filter((length) => length >= 5 && length <= 16);
}

export function numberBehind(dictionary: string, key: string): number | null {
  const [, digits] = new RegExp(`/${key}\\s{0,9}(-?\\d{1,12})`).exec(dictionary) ?? [];
  return digits === undefined ? null : Number(digits);
}

export function md5(...parts: readonly Uint8Array[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}

/** ISO 32000 algorithm 5: what /U begins with. */
function proofOf(key: Buffer, id: Uint8Array): Buffer {
  let proof: Buffer = md5(PADDING, id);
  for (let round = 0; round < 20; round += 1)
    proof = rc4(
      key.map((byte) => byte ^ round),
      proof,
    );
  return proof;
}

/** Revisions 5 and 6 (ISO 32000-2 7.6.4.3): a hash, a salt that proves the password, and one for the key that holds the key. */
function keyByHash(user: Buffer, sealed: Buffer | null, revision: number): Buffer | null {
  if (sealed === null || sealed.length < 32 || user.length < 48) return null;
  const hash = revision === 5 ? (salt: Buffer) => sha(256, salt) : hashOf;
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return null;
  const opening = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16));
  return opening.setAutoPadding(false).update(sealed.subarray(0, 32));
}

function sha(bits: number, data: Uint8Array): Buffer {
  return createHash(`sha${bits}`).update(data).digest();
}

/** ISO 32000-2 algorithm 2.B for the empty password. */
function hashOf(salt: Buffer): Buffer {
  let key = sha(256, salt);
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const sealing = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32));
    const sealed = sealing.setAutoPadding(false).update(Buffer.concat(Array(64).fill(key)));
    const rest = sealed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = sha([256, 384, 512][rest] ?? 256, sealed);
    last = sealed.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}
