import type { Fingerprint } from '../../../shared/messages/fingerprint.ts';
import { Sensitive } from '../../../shared/sensitive.ts';
import type { Fingerprints } from '../fingerprints.ts';
import type { Report } from '../report.ts';

/** Adds what is registered under this digest: found without any marking. Not cached, so that a registration counts from the next upload on. */
export function createMatchDocuments(fingerprints: Fingerprints) {
  return function matchDocuments(report: Report): Report {
    const matched = fingerprints.ofDigest(report.sha256).map(findingOf);
    if (matched.length === 0) return report;
    const [rank = 0] = [...matched.map((finding) => finding.rank), report.rank ?? 0].toSorted(
      (a, b) => b - a,
    );
    const verdict = rank > 0 ? 'found' : report.verdict;
    return { ...report, verdict, rank, findings: [...matched, ...report.findings] };
  };
}

function findingOf(fingerprint: Fingerprint) {
  return {
    kind: 'document' as const,
    regime: null,
    axis: 'state' as const,
    level: fingerprint.name,
    rank: fingerprint.rank,
    rule: fingerprint.fingerprintId,
    confidence: 1,
    text: new Sensitive(''),
    masked: '',
    where: { part: '', page: null, zone: 'unknown' as const, box: null },
    places: 1,
    context: [{ code: 'exact-digest', effect: 'raises' as const }],
    details: { owner: fingerprint.owner },
  };
}
