import type { Blobs } from '../../../shared/blobs/blobs.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { type Evidence, type Keyring, openEvidence, sealEvidence } from '../../../shared/evidence.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import type { Report } from '../report.ts';

/** Evidence is kept once a document and source, sealed. */
export interface Evidences {
  /**
   * null when there is nothing an analyst would need to see. A clean document makes no incident, so nobody could open its
   * evidence and retention would never find it: none is kept.
   */
  keep(upload: Upload, report: Report): Promise<string | null>;
  /** The same document in this upload's source, from evidence that is sealed already; null when that is gone. */
  reseal(upload: Upload, from: string): Promise<string | null>;
}

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

export function createEvidences(blobs: Blobs, keyring: Keyring): Evidences {
  return {
    async keep({ posting, attachment }, report) {
      if (report.verdict === 'clean' || report.findings.length + report.doubtful.length === 0) return null;
      const key = keyOf(posting.source, report.sha256);
      const evidence: Evidence = {
        fileName: attachment.name ?? null,
        lines: [...report.findings, ...report.doubtful]
          // A registered document has no text, and what came from the fleet's reports comes without.
          .filter((finding) => finding.kind !== 'document' && finding.text.reveal() !== '')
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
    },
    async reseal({ posting, attachment, blob }, from) {
      const key = keyOf(posting.source, blob.sha256);
      if (key === from) return (await blobs.stat(key)) === null ? null : key;
      const sealed = await blobs.get(from, { maxBytes: MAX_EVIDENCE_BYTES }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      });
      if (sealed === null) return null;
      // The name is the other source's; what is seen here is this one's.
      const evidence = { ...openEvidence(keyring, from, sealed), fileName: attachment.name ?? null };
      await blobs.put(key, sealEvidence(keyring, key, evidence));
      return key;
    },
  };
}

function keyOf(source: string, sha256: string): string {
  return `evidence/${source}/${sha256.slice(0, 2)}/${sha256}`;
}
