import { expect, test } from 'vitest';
import type { Blobs } from '../../../shared/blobs/blobs.ts';
import { FaultError, NotFoundError } from '../../../shared/errors.ts';
import { keyringOf } from '../../../shared/evidence.ts';
import type { Upload } from '../../../shared/messages/upload.ts';
import { Sensitive } from '../../../shared/sensitive.ts';
import { createFingerprintSet } from '../fingerprints.ts';
import type { Report } from '../report.ts';
import { createFetchBytes } from './fetch-bytes.ts';
import { createEvidences } from './keep-evidence.ts';
import { createMatchDocuments } from './match-documents.ts';
import { verdictOf } from './publish-verdict.ts';

const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = Buffer.from('abc');

const clean: Report = {
  sha256,
  sizeBytes: 3,
  mediaType: 'text/plain',
  verdict: 'clean',
  complete: true,
  rank: null,
  findings: [],
  doubtful: [],
  uninspected: [],
  crops: [],
  elapsedMs: 1,
};
const timedOut: Report = {
  ...clean,
  verdict: 'uninspected',
  complete: false,
  uninspected: [{ part: 'file', reason: 'time-out', limit: null }],
};

const upload: Upload = {
  uploadId: 'u1',
  posting: {
    source: 'harbour-chat',
    channel: { id: 'ops', kind: 'group' },
    message: { id: 'm' },
    postedAt: '2026-11-22T08:00:00Z',
  },
  attachment: { id: 'a', name: 'wyvernmoss.txt' },
  blob: { key: 'uploads/x', sha256, sizeBytes: 3 },
  receivedAt: '2026-11-22T08:00:01Z',
};

/** A store that does what the test says; everything else of the port refuses. */
function fakeBlobs(get: () => Promise<Uint8Array>, ping: () => Promise<void> = async () => {}): Blobs {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  return { get, ping, put: refuse, stat: refuse, delete: refuse, close: refuse };
}

test('the bytes must be those the message describes', async () => {
  const fetchBytes = createFetchBytes(
    fakeBlobs(async () => abc),
    100,
  );
  expect(await fetchBytes(upload)).toMatchObject({ kind: 'bytes' });
  expect(await fetchBytes({ ...upload, blob: { ...upload.blob, sizeBytes: 4 } })).toMatchObject({
    reason: { code: 'blob-mismatch', field: 'blob.sizeBytes' },
  });
  expect(await fetchBytes({ ...upload, blob: { ...upload.blob, sha256: 'f'.repeat(64) } })).toMatchObject({
    reason: { code: 'blob-mismatch', field: 'blob.sha256' },
  });
  expect(await fetchBytes({ ...upload, blob: { ...upload.blob, sizeBytes: 101 } })).toEqual({
    kind: 'too-large',
  });
});

test('missing bytes are a dead letter, one bad object a retry, a dead store a fault', async () => {
  const missing = createFetchBytes(
    fakeBlobs(() => Promise.reject(new NotFoundError('BLOB_NOT_FOUND', 'none'))),
    100,
  );
  expect(await missing(upload)).toMatchObject({ kind: 'dead', reason: { code: 'blob-missing' } });
  const failing = () => Promise.reject(new FaultError('BLOBS_UNAVAILABLE', 'reset'));
  expect(await createFetchBytes(fakeBlobs(failing), 100)(upload)).toMatchObject({
    kind: 'retry',
    reason: { code: 'blob-unreadable' },
  });
  await expect(createFetchBytes(fakeBlobs(failing, failing), 100)(upload)).rejects.toThrow(FaultError);
});

test('a registered digest is found without a marking, until it is withdrawn', () => {
  const set = createFingerprintSet();
  const fingerprint = {
    fingerprintId: 'fp_1',
    kind: 'document' as const,
    name: 'Crane plan',
    owner: 'Works',
    rank: 2 as const,
    exact: { sha256, sizeBytes: 3 },
    registeredAt: '2026-11-22T08:00:00Z',
  };
  const matchDocuments = createMatchDocuments(set);
  expect(matchDocuments(clean)).toBe(clean);
  set.put('fp_1', fingerprint);
  expect(matchDocuments(clean)).toMatchObject({
    verdict: 'found',
    rank: 2,
    findings: [{ kind: 'document', level: 'Crane plan' }],
  });
  expect(matchDocuments({ ...clean, verdict: 'found', rank: 4 })).toMatchObject({ rank: 4 });
  expect(matchDocuments(timedOut)).toMatchObject({ verdict: 'found', complete: false });
  set.put('fp_1', null);
  expect(matchDocuments(clean)).toBe(clean);
});

test('evidence is kept for what becomes an incident, and for nothing else', async () => {
  const stored: string[] = [];
  const blobs: Blobs = {
    ...fakeBlobs(async () => abc),
    put: async (key) => {
      stored.push(key);
    },
  };
  const evidences = createEvidences(blobs, keyringOf([Buffer.alloc(32, 1).toString('base64')]));
  const doubt = {
    kind: 'marking' as const,
    regime: 'us',
    axis: 'state' as const,
    level: 'SECRET',
    rank: 3 as const,
    rule: 'us-secret',
    confidence: 0.2,
    text: new Sensitive('SECRET'),
    masked: 'SECRET',
    where: { part: '', page: 1, zone: 'body' as const, box: null },
    places: 1,
    context: [],
    details: {},
  };
  expect(await evidences.keep(upload, { ...clean, doubtful: [doubt] })).toBeNull();
  expect(stored).toEqual([]);
  const key = await evidences.keep(upload, { ...timedOut, doubtful: [doubt] });
  expect(stored).toEqual([key]);
});

test('a verdict carries no text of the document and no file name', () => {
  const secret = new Sensitive('SECRET//PLOVER');
  const finding = {
    kind: 'marking' as const,
    regime: 'us',
    axis: 'state' as const,
    level: 'SECRET',
    rank: 3 as const,
    rule: 'us-secret',
    confidence: 0.9,
    text: secret,
    masked: 'SECRET//••••••',
    where: { part: '', page: 1, zone: 'header' as const, box: null },
    places: 1,
    context: [],
    details: { codeword: 'PLOVER' },
  };
  const report: Report = {
    ...clean,
    verdict: 'found',
    rank: 3,
    findings: [finding],
    crops: [{ page: 1, png: new Sensitive(Buffer.from('PLOVER')) }],
  };
  const facts = {
    inspector: { ruleset: 'r', engine: 'e', ocrData: 'd' },
    evidenceKey: 'evidence/x',
    nowMs: 0,
  };
  const text = JSON.stringify(verdictOf(upload, report, facts));
  expect(text).toContain('SECRET//••••••');
  expect(text).not.toContain('PLOVER');
  expect(text).not.toContain('wyvernmoss');
});
