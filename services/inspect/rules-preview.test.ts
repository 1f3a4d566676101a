import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../shared/db/db.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import type { Upload } from '../../shared/messages/upload.ts';
import { Sensitive } from '../../shared/sensitive.ts';
import { type Source, sourcesOf } from '../../shared/sources.ts';
import { searchDatabase } from '../../test/support/search-database.ts';
import { createKeptFeatures } from './kept-features.ts';
import { deriveFeatures } from './match/features/derive.ts';
import { createFolder } from './match/markings/fold.ts';
import { segmentsOfText } from './match/markings/plain-text.ts';
import { ruleFileSchema } from './match/markings/rule-file.ts';
import type { Report } from './report.ts';
import { previewRules } from './rules-preview.ts';

const folder = createFolder();
const key = Buffer.alloc(32, 7);
const source = (id: string, retentionDays: number): Source => ({
  id,
  name: id,
  owner: 'Information security office',
  purpose: 'Stop marked documents from spreading',
  legalBasis: 'Works agreement 12/2026',
  membersTold: { told: true, how: 'Notice in every channel' },
  channels: { include: ['*'], exclude: [] },
  directMessages: false,
  retentionDays,
});
const sources = sourcesOf([source('harbour-chat', 90), source('quay-chat', 3)]);
const HERON = ruleFileSchema.parse({
  kind: 'marks',
  version: '2027.1',
  regime: 'heron',
  title: 'Heron Works',
  axis: 'corp',
  source: 'its own handbook',
  levels: [
    {
      id: 'heron-eyes',
      level: 'HERON EYES',
      rank: 3,
      source: 'its own handbook',
      strength: 'phrase',
      terms: ['HERON EYES'],
      examples: { hits: ['HERON EYES\n\nplan'] },
    },
  ],
});

let db: Db;
beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
}, 240_000);
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql.deleteFrom('document_features').execute();
});

const digest = (n: number) => n.toString(16).padStart(64, '0');
const uploadOf = (n: number, to = 'harbour-chat'): Upload => ({
  uploadId: `u-${n}`,
  posting: {
    source: to,
    channel: { id: 'ops', kind: 'group' },
    message: { id: 'm' },
    postedAt: '2026-11-22T08:00:00Z',
  },
  attachment: { id: 'a' },
  blob: { key: 'uploads/x', sha256: digest(n), sizeBytes: 3 },
  receivedAt: '2026-11-22T08:00:01Z',
});
const reportOf = (n: number, text: string, verdict: Report['verdict'] = 'clean'): Report => ({
  sha256: digest(n),
  sizeBytes: text.length,
  mediaType: 'text/plain',
  verdict,
  complete: true,
  rank: verdict === 'found' ? 3 : null,
  findings: [],
  doubtful: [],
  uninspected: [],
  crops: [],
  features: new Sensitive<Uint8Array>(deriveFeatures(folder, segmentsOfText(text))),
  elapsedMs: 1,
});
const kept = (under = key, days = 30) => createKeptFeatures(db, sources, { key: under, days });
const DAY_MS = 24 * 3600_000;
const preview = (since = new Date(Date.now() - DAY_MS)) =>
  previewRules({ db, key, file: HERON, since, examples: 10 });

describe('a preview', () => {
  test('names the documents in which a new mark stands, new ones first, and no others', async () => {
    await kept().keep(uploadOf(1), reportOf(1, 'HERON EYES\n\nplan of the quay', 'found'));
    await kept().keep(uploadOf(2), reportOf(2, 'Heron Eyes\n\nplan of the zqxplover'));
    await kept().keep(
      uploadOf(3),
      reportOf(3, 'menu\n\nplan\n\nof\n\nthe grey heron eyes us\n\nall\n\nday\n\nlong\n\nx'),
    );
    await kept().keep(uploadOf(4), reportOf(4, 'A film of herons\n\nand their eyes'));
    const { documents, levels } = await preview();
    expect(documents).toBe(4);
    expect(levels).toMatchObject([{ level: 'heron-eyes', found: 2, new: 1, doubtful: 1 }]);
    expect(levels[0]?.examples.map(({ sha256, would, verdict }) => [sha256, would, verdict])).toEqual([
      [digest(2), 'found', 'clean'],
      [digest(1), 'found', 'found'],
      [digest(3), 'doubtful', 'clean'],
    ]);
    expect(await searchDatabase(db.sql, ['zqxplover', 'HERON', 'Heron', 'quay'])).toEqual([]);
  });

  test('goes through more documents than it holds at once, each once', async () => {
    const features = deriveFeatures(folder, segmentsOfText('HERON EYES\n\nplan'));
    for (let n = 1; n <= 1100; n += 1)
      await kept().keep(uploadOf(n), { ...reportOf(n, ''), features: new Sensitive<Uint8Array>(features) });
    // The same moment for many of them.
    await db.sql
      .updateTable('document_features')
      .set({ seen_at: new Date(Date.now() - 1000) })
      .execute();
    expect(await preview()).toMatchObject({ documents: 1100, levels: [{ found: 1100 }] });
  });

  test('leaves out what is older than asked, and says what it cannot read', async () => {
    await kept().keep(uploadOf(1), reportOf(1, 'HERON EYES\n\nplan'));
    await kept(Buffer.alloc(32, 8)).keep(uploadOf(2), reportOf(2, 'HERON EYES\n\nplan'));
    expect(await preview()).toMatchObject({ documents: 1, unreadable: 1, levels: [{ found: 1 }] });
    expect(await preview(new Date(Date.now() + DAY_MS))).toMatchObject({
      documents: 0,
      levels: [{ found: 0 }],
    });
  });

  test('is not told of a document whose child died', async () => {
    const { features: _, ...died } = reportOf(1, 'HERON EYES\n\nplan');
    await kept().keep(uploadOf(1), died);
    expect((await preview()).documents).toBe(0);
  });
});

describe('what is kept of a document', () => {
  const rows = () => db.sql.selectFrom('document_features').selectAll().orderBy('source').execute();
  const daysLeft = (until: Date | undefined) => Math.round(((until?.getTime() ?? 0) - Date.now()) / DAY_MS);

  test('goes with it into another source, for that source’s time, and stays while it is posted', async () => {
    await kept().keep(uploadOf(1), reportOf(1, 'HERON EYES\n\nplan'));
    await kept().again(uploadOf(1, 'quay-chat'));
    expect((await rows()).map((row) => [row.source, daysLeft(row.kept_until)])).toEqual([
      ['harbour-chat', 30],
      ['quay-chat', 3],
    ]);
    const past = new Date(Date.now() - 20 * DAY_MS);
    await db.sql.updateTable('document_features').set({ seen_at: past, kept_until: past }).execute();
    await kept().again(uploadOf(1));
    expect(await kept().sweep()).toBe(1);
    const [left, ...more] = await rows();
    expect([left?.source, daysLeft(left?.kept_until), more]).toEqual(['harbour-chat', 30, []]);
  });

  test('is the latest verdict’s', async () => {
    await kept().keep(uploadOf(1), reportOf(1, 'HERON EYES\n\nplan'));
    await kept().keep(uploadOf(1), reportOf(1, 'HERON EYES\n\nplan', 'found'));
    expect((await rows()).map(({ verdict }) => verdict)).toEqual(['found']);
  });
});
