import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../../shared/db/db.ts';
import { createPglite } from '../../../shared/db/pglite.ts';
import { sealEvidence } from '../../../shared/evidence.ts';
import { createLog } from '../../../shared/log.ts';
import { fakeBlobs, keyring, REVIEWER_KEY, signIn, startApi } from '../../../test/browser/console-api.ts';
import { addIncident } from '../../../test/browser/sample-incidents.ts';

let db: Db;
beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
});
afterAll(() => db.close());

test('logs every request at debug, and in it no key, cookie, comment, name or evidence', async () => {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const blobs = fakeBlobs();
  const log = createLog({ level: 'trace', service: 'console', destination });
  const app = await startApi(db, { blobs, log });
  const reviewer = await signIn(app, REVIEWER_KEY);
  const id = await addIncident(db, { name: 'a', seenAtMs: Date.now(), evidenceKey: 'evidence/a' });
  const line = { text: 'planted-evidence', part: '', page: 1, zone: 'header' };
  await blobs.put(
    'evidence/a',
    sealEvidence(keyring, 'evidence/a', { fileName: 'planted-file', lines: [line], crops: [] }),
  );

  await reviewer.call('GET', `/api/incidents/${id}/evidence`);
  await reviewer.call('GET', '/api/incidents?q=planted-filter');
  await reviewer.call('POST', `/api/incidents/${id}/actions`, {
    type: 'close',
    reason: 'other',
    comment: 'planted-comment',
  });
  await reviewer.call('POST', `/api/incidents/${id}/actions`, { type: 'close', reason: 'planted-reason' });
  const fingerprint = { name: 'planted-name', owner: 'plans', rank: 3, sha256: 'a'.repeat(64), sizeBytes: 1 };
  await reviewer.call('POST', '/api/fingerprints', fingerprint);
  await app.close();

  const text = lines.join('');
  expect(text).toContain('/api/incidents/:id/evidence');
  expect(text).toContain('/api/fingerprints');
  expect(text).not.toContain('planted');
  expect(text).not.toContain(REVIEWER_KEY);
  expect(text).not.toContain(reviewer.cookie.split('=')[1]);
});
