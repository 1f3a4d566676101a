import { expect, it } from 'vitest';
import type { Report } from './report.ts';
import { fromStored, toStored } from './stored-report.ts';

it('keeps what a report notes of the file, so that a forward says it as well', () => {
  const report: Report = {
    sha256: 'a'.repeat(64),
    sizeBytes: 3,
    mediaType: 'application/pdf',
    verdict: 'clean',
    complete: true,
    rank: null,
    findings: [],
    doubtful: [],
    uninspected: [],
    notes: [{ code: 'polyglot', part: 'file' }],
    crops: [],
    elapsedMs: 1,
  };
  expect(fromStored(toStored(report)).notes).toEqual(report.notes);
});
