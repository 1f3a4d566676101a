/** The blob port: immutable bytes by key. Adapters: `files.ts`, `s3.ts`; both pass `blobs.contract.ts`. */
export interface Blobs {
  /** Writes whole or not at all. Writing the same key again is allowed and leaves the newer bytes. Throws FaultError. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * Throws NotFoundError BLOB_NOT_FOUND; FaultError when the store does not answer;
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

/** Keys are `segment/segment/…`: lower-case letters, digits, `.`, `_`, `-`; no empty segment, no `..`; at most 512 characters. */
const KEY = /^(?!.*\.\.)[a-z0-9._-]+(\/[a-z0-9._-]+)*$/;

export function isBlobKey(key: string): boolean {
  return key.length <= 512 && KEY.test(key);
}
