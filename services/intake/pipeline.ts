import { createHash, createHmac } from 'node:crypto';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Producer } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import { asTraceparent, encodeEvent } from '../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload } from '../../shared/messages/upload.ts';
import type { Sources } from '../../shared/sources.ts';
import type { Tracer } from '../../shared/tracing.ts';
import { TOPICS } from '../flow.ts';
import type { IntakeKeys } from './keys.ts';
import { isRefused, type Refused, refused } from './refusal.ts';
import { answerInTime } from './steps/answer-in-time.ts';
import { readForm, type UploadForm } from './steps/read-form.ts';
import { createVerifySignature } from './steps/verify-signature.ts';

/** One HTTP request as the server hands it over: the raw body, before anything parsed it. */
export interface IntakeRequest {
  readonly source: string | undefined;
  readonly signature: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array<ArrayBuffer>;
  /** W3C trace context of whoever calls. */
  readonly traceparent?: string | undefined;
}
export interface Accepted {
  readonly uploadId: string;
}
export interface IntakeParts {
  readonly keys: IntakeKeys;
  readonly sources: Sources;
  readonly blobs: Blobs;
  readonly producer: Producer;
  readonly clock: Clock;
  readonly tracer: Tracer;
}

/**
 * From a signed request to an acknowledged upload message. Throws FaultError when the blob store or the broker does not
 * answer: nothing was accepted then, and the caller is told to come again.
 */
export function createIntakePipeline(parts: IntakeParts) {
  const verifySignature = createVerifySignature(parts.keys, parts.clock);

  return async function takeUpload(request: IntakeRequest): Promise<Accepted | Refused> {
    const untrusted = verifySignature(request.source, request.signature, request.body);
    if (untrusted !== null) return untrusted;
    const form = await readForm(request.contentType, request.body);
    if (isRefused(form)) return form;
    const upload = describeUpload(request.source ?? '', form, parts);
    const refusal = parts.sources.refusal(upload.posting);
    if (refusal !== null)
      return refused(
        403,
        refusal.code.toUpperCase().replaceAll('-', '_'),
        refusal.field,
        refusal.detail,
        'refused',
      );
    const facts = {
      'messaging.destination.name': TOPICS.uploads,
      'spillway.upload_id': upload.uploadId,
      'spillway.size_bytes': upload.blob.sizeBytes,
    };
    const parent = asTraceparent(request.traceparent);
    await parts.tracer.trace('take upload', { kind: 'server', parent, facts }, async (span) => {
      const { clock } = parts;
      await span.stage('store', () =>
        answerInTime(parts.blobs.put(upload.blob.key, form.file.bytes), clock, 'BLOBS_UNAVAILABLE'),
      );
      await span.stage('publish', () =>
        answerInTime(announce(upload, span.traceparent, parts), clock, 'BROKER_UNAVAILABLE'),
      );
    });
    return { uploadId: upload.uploadId };
  };
}

/** The id is made from what the upload is, so that a repeated request is the same upload. */
function describeUpload(source: string, { posting, file }: UploadForm, { keys, clock }: IntakeParts): Upload {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const identity = [source, posting.channel.id, posting.message.id, posting.attachment.id, sha256].join('\n');
  const pseudonymKey = keys[source]?.pseudonymKey ?? '';
  const { senderId, attachment, ...where } = posting;
  return {
    uploadId: `up_${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`,
    posting: {
      source,
      ...where,
      ...(senderId === undefined ? {} : { sender: pseudonymOf(pseudonymKey, source, senderId) }),
    },
    attachment: {
      id: attachment.id,
      ...(file.name === undefined ? {} : { name: file.name }),
      ...(file.declaredType === undefined ? {} : { declaredType: file.declaredType }),
    },
    blob: { key: `uploads/${source}/${sha256.slice(0, 2)}/${sha256}`, sha256, sizeBytes: file.bytes.length },
    receivedAt: new Date(clock.nowMs()).toISOString(),
  };
}

/** Keyed per source: the same person in two sources has two pseudonyms that nobody can join. */
export function pseudonymOf(key: string, source: string, senderId: string): string {
  return `p_${createHmac('sha256', key).update(`${source}\n${senderId}`).digest('hex').slice(0, 32)}`;
}

async function announce(
  upload: Upload,
  traceparent: string | undefined,
  { producer, clock }: IntakeParts,
): Promise<void> {
  const event = encodeEvent(
    {
      id: upload.uploadId,
      type: UPLOAD_TYPE,
      source: '/spillway/intake',
      timeMs: clock.nowMs(),
      traceparent,
    },
    upload,
  );
  const { source, channel } = upload.posting;
  await producer.send([{ topic: TOPICS.uploads, key: Buffer.from(`${source}|${channel.id}`), ...event }]);
}
