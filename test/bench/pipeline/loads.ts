import { createHash } from 'node:crypto';
import type { KafkaMessage, Message } from 'kafkajs';
import type { Report } from '../../../services/inspect/report.ts';
import { verdictOf } from '../../../services/inspect/steps/publish-verdict.ts';
import type { DeliveredMessage, OutgoingMessage } from '../../../shared/broker/broker.ts';
import { decodeEvent, encodeEvent } from '../../../shared/messages/cloud-event.ts';
import { UPLOAD_TYPE, type Upload, uploadSchema } from '../../../shared/messages/upload.ts';
import { VERDICT_TYPE } from '../../../shared/messages/verdict.ts';

/** What is done with a message between reading and sending: the same for both clients, but for the checks that only we make. */
export interface Load {
  readonly name: string;
  plain(message: KafkaMessage): Message;
  ours(message: DeliveredMessage): Omit<OutgoingMessage, 'topic'>;
}

const INSPECTOR = { ruleset: 'bench', engine: 'bench', ocrData: 'bench' };

export const LOADS: readonly Load[] = [
  {
    name: 'bytes handed on as they are',
    plain: ({ key, value, headers }) => ({ key, value, ...(headers === undefined ? {} : { headers }) }),
    ours: ({ key, value, headers }) => ({ key, value, headers }),
  },
  {
    name: 'upload read, verdict written; with ours both checked by their schemas',
    plain: ({ value, headers }) => {
      const upload: Upload = JSON.parse(String(value));
      const { sha256, sizeBytes, mediaType, crops: _, ...answer } = clean(upload);
      const verdict = {
        uploadId: upload.uploadId,
        posting: upload.posting,
        attachment: { id: upload.attachment.id, sha256, sizeBytes, mediaType },
        ...answer,
        notes: [],
        evidenceKey: null,
        inspector: INSPECTOR,
        inspectedAt: new Date().toISOString(),
      };
      return {
        key: upload.blob.sha256,
        value: JSON.stringify(verdict),
        ...(headers === undefined ? {} : { headers }),
      };
    },
    ours: (message) => {
      const decoded = decodeEvent(message, UPLOAD_TYPE, uploadSchema);
      if (!decoded.ok) throw new Error(`Expected an upload, got ${decoded.problem}`);
      const nowMs = Date.now();
      const facts = { inspector: INSPECTOR, evidenceKey: null, nowMs };
      const verdict = verdictOf(decoded.data, clean(decoded.data), facts);
      const event = { id: verdict.uploadId, type: VERDICT_TYPE, source: '/bench', timeMs: nowMs };
      return { key: Buffer.from(verdict.attachment.sha256), ...encodeEvent(event, verdict) };
    },
  },
];

function clean({ blob }: Upload): Report {
  return {
    sha256: blob.sha256,
    sizeBytes: blob.sizeBytes,
    mediaType: 'image/jpeg',
    verdict: 'clean',
    complete: true,
    rank: null,
    findings: [],
    doubtful: [],
    uninspected: [],
    crops: [],
    elapsedMs: 1,
  };
}

/** An upload as intake announces it; 300 channels, so that every partition has its part. */
export function uploadMessage(topic: string, serial: number): OutgoingMessage {
  const sha256 = createHash('sha256').update(`bench ${serial}`).digest('hex');
  const upload: Upload = {
    uploadId: `up_${sha256.slice(0, 32)}`,
    posting: {
      source: 'harbour-chat',
      channel: { id: `ops-${serial % 300}`, name: 'Ops east', kind: 'group' },
      message: { id: `m-${serial}` },
      sender: `p_${sha256.slice(32)}`,
      postedAt: '2026-11-22T08:00:00.000Z',
    },
    attachment: { id: `m-${serial}-a`, name: 'IMG_2041.jpg', declaredType: 'image/jpeg' },
    blob: { key: `uploads/harbour-chat/${sha256.slice(0, 2)}/${sha256}`, sha256, sizeBytes: 180_000 },
    receivedAt: '2026-11-22T08:00:01.000Z',
  };
  const event = {
    id: upload.uploadId,
    type: UPLOAD_TYPE,
    source: '/spillway/intake',
    timeMs: 1_795_000_000_000,
  };
  return { topic, key: Buffer.from(`harbour-chat|ops-${serial % 300}`), ...encodeEvent(event, upload) };
}
