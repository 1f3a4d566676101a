import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sealEvidence } from '../../../shared/evidence.ts';
import { keyring, minutesAgo, NOW, startTestApi, type TestApi } from '../../../test/browser/console-api.ts';
import { addIncident } from '../../../test/browser/sample-incidents.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(() => api.clear());

describe('evidence', () => {
  const evidence = {
    fileName: 'harbour plan.png',
    lines: [{ text: 'SECRET//NOFORN', part: '', page: 1, zone: 'header' }],
    crops: [],
  };

  test('is served to a reviewer, never kept, after the view was recorded', async () => {
    const id = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5), evidenceKey: 'evidence/a' });
    await api.blobs.put('evidence/a', sealEvidence(keyring, 'evidence/a', evidence));
    const answer = await api.reviewer.call('GET', `/api/incidents/${id}/evidence`);
    expect(answer.body).toEqual({ evidence, recorded: { at: new Date(NOW).toISOString(), actor: 'tomas' } });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await api.audited()).map((row) => [row.actor, row.action, row.incident_id])).toEqual([
      ['tomas', 'evidence.view', id],
    ]);
  });

  test('is refused to an analyst, and the refusal reads nothing', async () => {
    const id = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5), evidenceKey: 'evidence/a' });
    const answer = await api.analyst.call('GET', `/api/incidents/${id}/evidence`);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { code: 'ROLE_REQUIRED', got: 'analyst' } });
    expect(await api.audited()).toEqual([]);
  });

  test('stays in the store when the view cannot be recorded', async () => {
    const id = await addIncident(api.db, { name: 'a', seenAtMs: minutesAgo(5), evidenceKey: 'evidence/a' });
    await api.blobs.put('evidence/a', sealEvidence(keyring, 'evidence/a', evidence));
    const read = vi.spyOn(api.blobs, 'get');
    await api.db.sql.schema.alterTable('audit').renameTo('audit_away').execute();
    try {
      const answer = await api.reviewer.call('GET', `/api/incidents/${id}/evidence`);
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer.body)).not.toContain('NOFORN');
      expect(read).not.toHaveBeenCalled();
    } finally {
      read.mockRestore();
      await api.db.sql.schema.alterTable('audit_away').renameTo('audit').execute();
    }
  });

  test('that is gone or altered is said as such', async () => {
    const gone = await addIncident(api.db, {
      name: 'a',
      seenAtMs: minutesAgo(5),
      evidenceKey: 'evidence/gone',
    });
    expect((await api.reviewer.call('GET', `/api/incidents/${gone}/evidence`)).body).toMatchObject({
      error: { code: 'EVIDENCE_ABSENT' },
    });
    const altered = await addIncident(api.db, {
      name: 'b',
      seenAtMs: minutesAgo(5),
      evidenceKey: 'evidence/b',
    });
    await api.blobs.put('evidence/b', sealEvidence(keyring, 'evidence/a', evidence));
    const answer = await api.reviewer.call('GET', `/api/incidents/${altered}/evidence`);
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ error: { code: 'EVIDENCE_UNREADABLE' } });
  });
});

describe('registering a document', () => {
  const body = {
    name: 'Harbour plan 7',
    owner: 'plans office',
    rank: 3,
    sha256: 'a'.repeat(64),
    sizeBytes: 4096,
  };

  test('publishes its fingerprint and records who answers for it, without the name', async () => {
    api.published.length = 0;
    const answer = await api.reviewer.call('POST', '/api/fingerprints', body);
    expect([answer.status, answer.body]).toEqual([201, { fingerprintId: `doc_${'a'.repeat(24)}` }]);
    expect(api.published).toMatchObject([
      { name: 'Harbour plan 7', rank: 3, exact: { sha256: 'a'.repeat(64), sizeBytes: 4096 } },
    ]);
    expect((await api.audited()).map((row) => [row.actor, row.action])).toEqual([
      ['tomas', 'fingerprint.register'],
    ]);
  });

  test('is for reviewers, with a digest that is one, and fails loudly while the broker is away', async () => {
    expect((await api.analyst.call('POST', '/api/fingerprints', body)).status).toBe(403);
    const bad = await api.reviewer.call('POST', '/api/fingerprints', { ...body, sha256: 'ABC' });
    expect(bad.body).toMatchObject({ error: { field: 'sha256', got: '"ABC"' } });
    api.broker.isAway = true;
    const away = await api.reviewer.call('POST', '/api/fingerprints', body);
    api.broker.isAway = false;
    expect(away.status).toBe(503);
    expect(away.body).toMatchObject({ error: { code: 'BROKER_UNAVAILABLE' } });
  });
});
