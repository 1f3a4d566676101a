import { ContentError, FaultError, NotFoundError } from '../errors.ts';

/** The blob port: immutable bytes by key. Adapters: `files.ts`, `s3.ts`; both pass `blobs.contract.ts`. */
export interface Blobs {
  /** Writes whole or not at all. Writing the same key again is allowed and leaves the newer bytes. Throws FaultError BLOBS_UNAVAILABLE. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * Throws NotFoundError BLOB_NOT_FOUND; FaultError BLOBS_UNAVAILABLE when the store does not answer;
   * ContentError BLOB_TOO_LARGE when the blob is larger than `maxBytes` (it is not read then).
   */
  get(key: string, options: { maxBytes: number }): Promise<Uint8Array>;
  /** null when there is none. */
  stat(key: string): Promise<{ sizeBytes: number } | null>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keys are `segment/segment/…`: lower-case letters, digits, `.`, `_`, `-`; no segment is empty, begins with a dot or is
 * longer than 200 characters; at most 512 characters in all. Both a file system and S3 can hold that. Do not make one key
 * the beginning of another (`a` and `a/b`): S3 holds both, but some stores that speak its language do not.
 */
const KEY = /^[a-z0-9_-][a-z0-9._-]{0,199}(\/[a-z0-9_-][a-z0-9._-]{0,199})*$/;

export function isBlobKey(key: string): boolean {
  return key.length <= 512 && KEY.test(key);
}

/** Throws ContentError BLOB_KEY_INVALID: keys arrive in messages, so a wrong one is the data's fault. */
export function assertBlobKey(key: string): void {
  if (isBlobKey(key)) return;
  throw new ContentError(
    'BLOB_KEY_INVALID',
    `Expected a blob key of lower-case segments, got something else of ${key.length} characters`,
    { facts: { length: key.length } },
  );
}

/** The same refusals from every adapter. */
export function blobNotFound(key: string): NotFoundError {
  return new NotFoundError('BLOB_NOT_FOUND', 'Expected a blob under this key, got none', { facts: { key } });
}

export function blobTooLarge(sizeBytes: number, maxBytes: number): ContentError {
  return new ContentError('BLOB_TOO_LARGE', `Expected at most ${maxBytes} bytes, got ${sizeBytes}`, {
    facts: { sizeBytes, maxBytes },
  });
}

export function blobsUnavailable(cause: unknown, code: string): FaultError {
  return new FaultError('BLOBS_UNAVAILABLE', `Expected the blob store to answer, got ${code}`, {
    cause,
    facts: { code },
  });
}
