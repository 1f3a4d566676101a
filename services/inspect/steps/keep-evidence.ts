import type { Blobs } from '../../../shared/blobs/blobs.ts';
import { type Evidence, type Keyring, sealEvidence } from '../../../shared/evidence.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import type { Report } from '../report.ts';

/**
 * Evidence is kept once a document and source, sealed; null when there is nothing an analyst would need to see.
 * A clean document makes no incident, so nobody could open its evidence and retention would never find it: none is kept.
 */
export function createKeepEvidence(blobs: Blobs, keyring: Keyring) {
  return async function keepEvidence(
    { posting, attachment }: Upload,
    report: Report,
  ): Promise<string | null> {
    if (report.verdict === 'clean' || report.findings.length + report.doubtful.length === 0) return null;
    const key = `evidence/${posting.source}/${report.sha256.slice(0, 2)}/${report.sha256}`;
    const evidence: Evidence = {
      fileName: attachment.name ?? null,
      lines: [...report.findings, ...report.doubtful]
        .filter((finding) => finding.kind !== 'document')
        .map((finding) => ({
          text: finding.text.reveal(),
          part: finding.where.part,
          page: finding.where.page,
          zone: finding.where.zone,
        })),
      crops: report.crops.map((crop) => ({
        page: crop.page,
        pngBase64: Buffer.from(crop.png.reveal()).toString('base64'),
      })),
    };
    await blobs.put(key, sealEvidence(keyring, key, evidence));
    return key;
  };
}
