import { createHash } from 'node:crypto';
import type { Blobs } from '../../../shared/blobs/blobs.ts';
import { ContentError, FaultError, NotFoundError } from '../../../shared/errors.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import { dead, type Outcome, retryLater } from '../../../shared/pipeline/outcome.ts';

export type Fetched = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'too-large' };

/** The bytes, checked to be those the message describes. Throws FaultError when the store does not answer: that is not the document's fault. */
export function createFetchBytes(blobs: Blobs, maxBytes: number) {
  return async function fetchBytes({ blob }: Upload): Promise<Fetched | Outcome> {
    if (blob.sizeBytes > maxBytes) return { kind: 'too-large' };
    let bytes: Uint8Array;
    try {
      bytes = await blobs.get(blob.key, { maxBytes });
    } catch (error) {
      if (error instanceof NotFoundError)
        return dead('blob-missing', 'blob.key', 'expected bytes in the blob store under this key, got none');
      if (error instanceof ContentError) return { kind: 'too-large' };
      if (!(error instanceof FaultError)) throw error;
      // A store that is down holds everything; one bad object must not.
      await blobs.ping();
      return retryLater(
        'blob-unreadable',
        'blob.key',
        `expected the store to give this object, got ${error.code}`,
      );
    }
    if (bytes.length !== blob.sizeBytes) {
      return dead('blob-mismatch', 'blob.sizeBytes', `expected ${blob.sizeBytes} bytes, got ${bytes.length}`);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== blob.sha256)
      return dead('blob-mismatch', 'blob.sha256', `expected ${blob.sha256}, got ${sha256}`);
    return { kind: 'bytes', bytes };
  };
}
