import type { Producer } from '../../../shared/broker/broker.ts';
import type { Clock } from '../../../shared/clock.ts';
import { encodeEvent } from '../../../shared/messages/cloud-event.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import { VERDICT_TYPE, type Verdict, verdictSchema } from '../../../shared/messages/verdict.ts';
import { TOPICS } from '../../flow.ts';
import { notesOf, uninspectedOf } from '../judge/notes.ts';
import type { Report } from '../report.ts';
import { withoutText } from '../stored-report.ts';

export interface Inspector {
  readonly ruleset: string;
  readonly engine: string;
  readonly ocrData: string;
}

const MAX_FINDINGS = 200;

/** What leaves the inspector: no text of the document. Parsed by its own schema before it goes, so that nothing extra can ride along. */
export function verdictOf(
  upload: Upload,
  report: Report,
  facts: { inspector: Inspector; evidenceKey: string | null; nowMs: number },
): Verdict {
  return verdictSchema.parse({
    uploadId: upload.uploadId,
    posting: upload.posting,
    attachment: {
      id: upload.attachment.id,
      sha256: upload.blob.sha256,
      sizeBytes: upload.blob.sizeBytes,
      mediaType: report.mediaType,
    },
    verdict: report.verdict,
    complete: report.complete,
    rank: report.rank,
    findings: report.findings.slice(0, MAX_FINDINGS).map(withoutText),
    doubtful: report.doubtful.slice(0, MAX_FINDINGS).map(withoutText),
    uninspected: uninspectedOf(report, upload.attachment.name ?? null).slice(0, MAX_FINDINGS),
    notes: notesOf(report, upload.attachment.name ?? null).slice(0, MAX_FINDINGS),
    evidenceKey: facts.evidenceKey,
    inspector: facts.inspector,
    inspectedAt: new Date(facts.nowMs).toISOString(),
    elapsedMs: report.elapsedMs,
  } satisfies Verdict);
}

export function createPublishVerdict(producer: Producer, clock: Clock) {
  return async function publishVerdict(verdict: Verdict, traceparent: string | undefined): Promise<void> {
    const event = encodeEvent(
      {
        // One verdict a ruleset and engine: a repeat is the same event, a new rule set makes a new one.
        id: `${verdict.uploadId}/${verdict.inspector.ruleset}`,
        type: VERDICT_TYPE,
        source: '/spillway/inspect',
        timeMs: clock.nowMs(),
        traceparent,
      },
      verdict,
    );
    await producer.send([
      {
        topic: TOPICS.verdicts,
        key: Buffer.from(`${verdict.posting.source}|${verdict.attachment.sha256}`),
        ...event,
      },
    ]);
  };
}
