import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { DeliveredMessage, Producer } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Keyring } from '../../shared/evidence.ts';
import type { Logger } from '../../shared/log.ts';
import type { Upload } from '../../shared/messages/upload.ts';
import type { Turn } from '../../shared/pipeline/attempts.ts';
import { done, isOutcome, type Outcome } from '../../shared/pipeline/outcome.ts';
import { Sensitive } from '../../shared/sensitive.ts';
import type { Sources } from '../../shared/sources.ts';
import type { Span, Tracer } from '../../shared/tracing.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { KeptFeatures } from './kept-features.ts';
import type { InspectMetrics } from './metrics.ts';
import type { Report } from './report.ts';
import { createBytesInMemory } from './steps/bytes-in-memory.ts';
import { createFetchBytes } from './steps/fetch-bytes.ts';
import { type Answering, type Attempt, createInspectOnce, type Inspects } from './steps/inspect-once.ts';
import { createEvidences } from './steps/keep-evidence.ts';
import { createMatchDocuments } from './steps/match-documents.ts';
import { createPublishVerdict, verdictOf } from './steps/publish-verdict.ts';
import { createReadUpload } from './steps/read-upload.ts';
import { CHILD_STAGES } from './stopwatch.ts';

export interface InspectParts {
  readonly sources: Sources;
  readonly blobs: Blobs;
  readonly producer: Producer;
  readonly keyring: Keyring;
  readonly fingerprints: Fingerprints;
  readonly inspects: Inspects;
  answering(): Answering;
  readonly features: KeptFeatures;
  readonly metrics: InspectMetrics;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxFileBytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const REPORTS_KEPT_DAYS = 7;
/** Bytes of files that are fetched and not answered yet. */
const BYTES_IN_MEMORY = 256 * 1024 * 1024;

/** One upload to one verdict: read, fetch, inspect and keep the evidence, match registered documents, publish. */
export function createInspectPipeline(parts: InspectParts) {
  const { sources } = parts;
  const readUpload = createReadUpload(sources);
  const fetchBytes = createFetchBytes(parts.blobs, parts.maxFileBytes);
  const evidences = createEvidences(parts.blobs, parts.keyring);
  // Never longer than the strictest source allows, since a report belongs to no source.
  const keptDays = Math.min(REPORTS_KEPT_DAYS, ...sources.all.map((source) => source.retentionDays));
  const inspectOnce = createInspectOnce({ ...parts, evidences, keptForMs: keptDays * DAY_MS });
  const matchDocuments = createMatchDocuments(parts.fingerprints);
  const publishVerdict = createPublishVerdict(parts.producer, parts.clock);
  const room = createBytesInMemory(Math.max(BYTES_IN_MEMORY, parts.maxFileBytes));

  return function inspectUpload(message: DeliveredMessage, taken: AbortSignal, turn: Turn): Promise<Outcome> {
    const read = readUpload(message);
    if (isOutcome(read)) return Promise.resolve(read);
    const { upload, traceparent } = read;
    const facts = {
      'messaging.destination.name': message.topic,
      'messaging.destination.partition.id': String(message.partition),
      'messaging.kafka.offset': String(message.offset),
      'spillway.upload_id': upload.uploadId,
      'spillway.size_bytes': upload.blob.sizeBytes,
    };
    return parts.tracer.trace('inspect upload', { kind: 'consumer', parent: traceparent, facts }, (span) => {
      turn.waiting();
      return room.during(Math.min(upload.blob.sizeBytes, parts.maxFileBytes), () => {
        turn.working();
        return inspectIn(span, upload, { ...turn, taken });
      });
    });
  };

  async function inspectIn(span: Span, upload: Upload, attempt: Attempt): Promise<Outcome> {
    const { clock, metrics } = parts;
    const timed = <T>(stage: 'fetch' | 'inspect' | 'evidence' | 'publish', work: () => Promise<T>) =>
      span.stage(stage, async () => {
        const startedMs = performance.now();
        const result = await work();
        metrics.stage(stage, performance.now() - startedMs);
        return result;
      });
    const fetched = await timed('fetch', () => fetchBytes(upload));
    if (isOutcome(fetched)) return fetched;
    const { cached, ...inspected } =
      fetched.kind === 'too-large'
        ? {
            report: tooLarge(upload, parts.maxFileBytes),
            evidenceKey: null,
            cached: false,
            inspector: parts.answering().inspector,
          }
        : await timed('inspect', () => inspectOnce(upload, fetched.bytes, nameOf(upload), attempt));
    const { report: opened } = inspected;
    if (!cached) noteStages(span, opened);
    const report = matchDocuments(opened);
    // Found by its registration alone: there is no evidence from reading it.
    const evidenceKey =
      inspected.evidenceKey ?? (await timed('evidence', () => evidences.keep(upload, report)));
    const verdict = verdictOf(upload, report, {
      inspector: inspected.inspector,
      evidenceKey,
      nowMs: clock.nowMs(),
    });
    await timed('publish', () => publishVerdict(verdict, span.traceparent));
    span.note({ 'spillway.verdict': verdict.verdict, 'spillway.cached': cached });
    metrics.observe(verdict, { cached, sinceUploadMs: clock.nowMs() - Date.parse(upload.receivedAt) });
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
  }

  /** The child says how long each of its stages took in sum, not when: in the trace they lie one after another. */
  function noteStages(span: Span, { stages, elapsedMs }: Report): void {
    if (stages === undefined) return;
    const durations = CHILD_STAGES.map((stage) => [stage, stages[stage]] as const);
    for (const [stage, durationMs] of durations) if (durationMs > 0) parts.metrics.stage(stage, durationMs);
    span.measured(
      parts.clock.nowMs() - elapsedMs,
      durations.filter(([, durationMs]) => durationMs > 0),
    );
  }
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
