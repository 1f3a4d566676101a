import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { FaultError } from './errors.ts';

/**
 * Evidence: the only place where text and pictures of a document live outside the inspector. Written by `inspect`,
 * opened by `console` for a role that may see it. AES-256-GCM; the blob's key is bound as associated data, so that
 * one incident's evidence cannot be passed off as another's.
 *
 * Blob layout: "SPWE1" · key id (8 bytes) · nonce (12) · tag (16) · ciphertext of JSON.
 */
const MAGIC = Buffer.from('SPWE1');
const HEADER_BYTES = MAGIC.length + 8 + 12 + 16;

export const evidenceSchema = z.strictObject({
  /** As the platform gave it; null when unknown. */
  fileName: z.string().nullable(),
  lines: z.array(
    z.strictObject({ text: z.string(), part: z.string(), page: z.number().nullable(), zone: z.string() }),
  ),
  crops: z.array(z.strictObject({ page: z.number().nullable(), pngBase64: z.string() })),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** The first key seals; every key opens, so that keys can be rotated. */
export interface Keyring {
  readonly keys: ReadonlyArray<{ readonly id: Buffer; readonly secret: Buffer }>;
}

/** @param secrets 32 bytes each, base64. @throws RangeError when one is of another length. */
export function keyringOf(secrets: readonly string[]): Keyring {
  if (secrets.length === 0) throw new RangeError('expected at least one evidence key');
  return {
    keys: secrets.map((text) => {
      const secret = Buffer.from(text, 'base64');
      if (secret.length !== 32)
        throw new RangeError(`expected an evidence key of 32 bytes in base64, got ${secret.length} bytes`);
      return { secret, id: createHash('sha256').update('key-id').update(secret).digest().subarray(0, 8) };
    }),
  };
}

export function sealEvidence(keyring: Keyring, blobKey: string, evidence: Evidence): Uint8Array {
  const [key] = keyring.keys;
  if (key === undefined) throw new RangeError('expected a keyring with a key');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce).setAAD(Buffer.from(blobKey));
  const body = Buffer.concat([cipher.update(JSON.stringify(evidence), 'utf8'), cipher.final()]);
  return Buffer.concat([MAGIC, key.id, nonce, cipher.getAuthTag(), body]);
}

/** @throws FaultError EVIDENCE_UNREADABLE: not evidence, altered, under another blob's key, or sealed with a key we do not have. */
export function openEvidence(keyring: Keyring, blobKey: string, bytes: Uint8Array): Evidence {
  const blob = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (blob.length < HEADER_BYTES || !blob.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new FaultError(
      'EVIDENCE_UNREADABLE',
      `Expected evidence under ${blobKey}, got ${blob.length} bytes of something else`,
    );
  }
  const id = blob.subarray(5, 13);
  const key = keyring.keys.find((candidate) => candidate.id.equals(id));
  if (key === undefined) {
    throw new FaultError(
      'EVIDENCE_UNREADABLE',
      `Evidence ${blobKey} is sealed with key ${id.toString('hex')}, which is not configured`,
    );
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.secret, blob.subarray(13, 25)).setAAD(
      Buffer.from(blobKey),
    );
    decipher.setAuthTag(blob.subarray(25, 41));
    const text = Buffer.concat([decipher.update(blob.subarray(HEADER_BYTES)), decipher.final()]).toString(
      'utf8',
    );
    return evidenceSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new FaultError(
      'EVIDENCE_UNREADABLE',
      `Evidence ${blobKey} does not open: altered, or stored under another key`,
      { cause },
    );
  }
}
