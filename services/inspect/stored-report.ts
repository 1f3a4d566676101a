import { z } from 'zod';
import { sha256Schema } from '../../shared/messages/parts.ts';
import { answerShape, noteSchema, type VerdictFinding } from '../../shared/messages/verdict.ts';
import { Sensitive } from '../../shared/sensitive.ts';
import type { Report } from './report.ts';

/** What of a report may be kept outside the inspector: the same as a verdict carries. Strict, so that no text can ride along. */
export const storedReportSchema = z.strictObject({
  sha256: sha256Schema,
  sizeBytes: z.number().int().min(0),
  mediaType: z.string().max(255).nullable(),
  ...answerShape,
  /** Rows written before notes were kept have none. */
  notes: z.array(noteSchema).max(200).default([]),
});
export type StoredReport = z.infer<typeof storedReportSchema>;

export function toStored(report: Report): StoredReport {
  return storedReportSchema.parse({
    sha256: report.sha256,
    sizeBytes: report.sizeBytes,
    mediaType: report.mediaType,
    verdict: report.verdict,
    complete: report.complete,
    rank: report.rank,
    findings: report.findings.slice(0, 200).map(withoutText),
    doubtful: report.doubtful.slice(0, 200).map(withoutText),
    uninspected: report.uninspected.slice(0, 200),
    notes: (report.notes ?? []).slice(0, 200),
    elapsedMs: report.elapsedMs,
  });
}

/** The text and the pictures of what another process opened are in its sealed evidence, and only there. */
export function fromStored(stored: StoredReport): Report {
  const withNoText = (finding: StoredReport['findings'][number]) => ({
    ...finding,
    text: new Sensitive(''),
    details: {},
  });
  return {
    ...stored,
    findings: stored.findings.map(withNoText),
    doubtful: stored.doubtful.map(withNoText),
    crops: [],
  };
}

/** What of a finding leaves the inspector. */
export function withoutText(finding: Report['findings'][number]): VerdictFinding {
  const { kind, regime, axis, level, rank, rule, confidence, masked, where, places, context } = finding;
  return { kind, regime, axis, level, rank, rule, confidence, masked, where, places, context: [...context] };
}
