import { isBlobKey } from '../../../shared/blobs/blobs.ts';
import type { DeliveredMessage } from '../../../shared/broker/broker.ts';
import { decodeEvent } from '../../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload, uploadSchema } from '../../../shared/messages/upload.ts';
import { dead, type Outcome } from '../../../shared/pipeline/outcome.ts';
import type { Sources } from '../../../shared/sources.ts';

/** A message becomes an upload from a registered source, within its scope; or a dead letter naming the field. */
export function createReadUpload(sources: Sources) {
  return function readUpload(
    message: DeliveredMessage,
  ): { upload: Upload; traceparent: string | undefined } | Outcome {
    const decoded = decodeEvent(message, UPLOAD_TYPE, uploadSchema);
    if (!decoded.ok) return dead('message-invalid', decoded.field, decoded.problem);
    const upload = decoded.data;
    if (!isBlobKey(upload.blob.key))
      return dead(
        'message-invalid',
        'blob.key',
        'expected a blob key of lower-case segments, got another form',
      );
    const refusal = sources.refusal(upload.posting);
    if (refusal !== null) return dead(refusal.code, refusal.field, refusal.detail);
    return { upload, traceparent: decoded.traceparent };
  };
}
