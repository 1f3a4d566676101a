import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { DeliveredMessage, Producer } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Keyring } from '../../shared/evidence.ts';
import type { Logger } from '../../shared/log.ts';
import type { Upload } from '../../shared/messages/upload.ts';
import { done, isOutcome, type Outcome } from '../../shared/pipeline/outcome.ts';
import { Sensitive } from '../../shared/sensitive.ts';
import type { Sources } from '../../shared/sources.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { InspectMetrics } from './metrics.ts';
import type { Report } from './report.ts';
import { createFetchBytes } from './steps/fetch-bytes.ts';
import { createInspectOnce, type Inspects } from './steps/inspect-once.ts';
import { createKeepEvidence } from './steps/keep-evidence.ts';
import { createMatchDocuments } from './steps/match-documents.ts';
import { createPublishVerdict, type Inspector, verdictOf } from './steps/publish-verdict.ts';
import { createReadUpload } from './steps/read-upload.ts';

export interface InspectParts {
  readonly sources: Sources;
  readonly blobs: Blobs;
  readonly producer: Producer;
  readonly keyring: Keyring;
  readonly fingerprints: Fingerprints;
  readonly inspects: Inspects;
  readonly inspector: Inspector;
  readonly metrics: InspectMetrics;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxFileBytes: number;
}

/** Reports kept in memory, by digest. */
const KEPT_REPORTS = 5_000;

/** One upload to one verdict: read, fetch, inspect, keep the evidence, publish. */
export function createInspectPipeline(parts: InspectParts) {
  const readUpload = createReadUpload(parts.sources);
  const fetchBytes = createFetchBytes(parts.blobs, parts.maxFileBytes);
  const inspectOnce = createInspectOnce(parts.inspects, KEPT_REPORTS);
  const matchDocuments = createMatchDocuments(parts.fingerprints);
  const keepEvidence = createKeepEvidence(parts.blobs, parts.keyring);
  const publishVerdict = createPublishVerdict(parts.producer, parts.clock);

  return async function inspectUpload(message: DeliveredMessage): Promise<Outcome> {
    const read = readUpload(message);
    if (isOutcome(read)) return read;
    const { upload, traceparent } = read;
    const fetched = await fetchBytes(upload);
    if (isOutcome(fetched)) return fetched;
    const { report: opened, cached } =
      fetched.kind === 'too-large'
        ? { report: tooLarge(upload, parts.maxFileBytes), cached: false }
        : await inspectOnce(upload.blob.sha256, fetched.bytes, nameOf(upload));
    const report = matchDocuments(opened);
    const evidenceKey = await keepEvidence(upload, report);
    const verdict = verdictOf(upload, report, {
      inspector: parts.inspector,
      evidenceKey,
      nowMs: parts.clock.nowMs(),
    });
    await publishVerdict(verdict, traceparent);
    parts.metrics.observe(verdict, cached);
    const { uploadId } = upload;
    parts.log.info(
      {
        uploadId,
        verdict: verdict.verdict,
        rank: verdict.rank,
        complete: verdict.complete,
        cached,
        elapsedMs: verdict.elapsedMs,
      },
      'upload inspected',
    );
    return done(verdict.verdict);
  };
}

function nameOf({ attachment }: Upload): Sensitive | null {
  return attachment.name === undefined ? null : new Sensitive(attachment.name);
}

/** Not even fetched: the digest is the message's word, and the answer is `uninspected`. */
function tooLarge({ blob }: Upload, maxBytes: number): Report {
  return {
    sha256: blob.sha256,
    sizeBytes: blob.sizeBytes,
    mediaType: null,
    verdict: 'uninspected',
    complete: false,
    rank: null,
    findings: [],
    doubtful: [],
    uninspected: [{ part: 'file', reason: 'too-large', limit: { name: 'fileBytes', value: maxBytes } }],
    crops: [],
    elapsedMs: 0,
  };
}
