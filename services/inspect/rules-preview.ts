import { sql } from 'kysely';
import type { Db } from '../../shared/db/db.ts';
import { FEATURES_FORM, keyIdOf, MOST_FEATURE_BYTES } from './feature.ts';
import {
  createTermSearch,
  termFeatures,
  type UnseenTerm,
  wouldBeFound,
} from './match/features/term-features.ts';
import { createFolder } from './match/markings/fold.ts';
import type { RuleFile } from './match/markings/rule-file.ts';

/** What a rule file would have found among documents judged before. */
export interface RulesPreview {
  readonly since: string;
  /** Documents whose features could be looked through. */
  readonly documents: number;
  /** Of these, how many had more short lines than are kept: a mark outside a page's edges may be missing. */
  readonly cut: number;
  /** Kept under another key or made by another version: not looked through. */
  readonly unreadable: number;
  readonly levels: readonly LevelPreview[];
  /** Terms of which a preview sees nothing. */
  readonly unseen: readonly UnseenTerm[];
}

export interface LevelPreview {
  readonly level: string;
  readonly rank: number;
  /** Documents in which it stands as marks do. */
  readonly found: number;
  /** Of these, documents that were not `found` until now. */
  readonly new: number;
  /** Documents in which the words stand otherwise: context would decide, and the answer may be a doubt. */
  readonly doubtful: number;
  /** The latest first, new ones before those already found. */
  readonly examples: readonly PreviewExample[];
}

export interface PreviewExample {
  readonly source: string;
  readonly sha256: string;
  readonly seenAt: string;
  readonly verdict: 'found' | 'clean' | 'uninspected';
  readonly rank: number | null;
  readonly would: 'found' | 'doubtful';
  /** The rule's own words: nothing of the document but that it has them. */
  readonly term: string;
}

export interface PreviewQuestion {
  readonly db: Db;
  readonly key: Uint8Array;
  readonly file: RuleFile;
  readonly since: Date;
  readonly examples: number;
}

const ROWS_AT_A_TIME = 1000;

export async function previewRules(question: PreviewQuestion): Promise<RulesPreview> {
  const { db, key, file, since, examples } = question;
  const { sought, unseen } = termFeatures(createFolder(), file, key);
  const search = createTermSearch(sought);
  const levels = new Map(
    (file.kind === 'marks' ? file.levels : []).map(({ id, rank }) => [
      id,
      { rank, hits: [] as PreviewExample[] },
    ]),
  );
  let [documents, cut, unreadable] = [0, 0, 0];
  for await (const row of rowsSince(db, since)) {
    if (row.key_id !== keyIdOf(key) || row.form !== FEATURES_FORM) {
      unreadable += 1;
      continue;
    }
    documents += 1;
    if (row.features.length >= MOST_FEATURE_BYTES) cut += 1;
    const best = new Map<string, PreviewExample>();
    for (const { term, stood } of search(row.features)) {
      const would = wouldBeFound(term.strength, stood) ? 'found' : 'doubtful';
      if (would === 'doubtful' && best.has(term.level)) continue;
      const { source, sha256, verdict, rank } = row;
      const seenAt = row.seen_at.toISOString();
      best.set(term.level, { source, sha256, seenAt, verdict, rank, would, term: term.text });
    }
    for (const [level, hit] of best) levels.get(level)?.hits.push(hit);
  }
  return {
    since: since.toISOString(),
    documents,
    cut,
    unreadable,
    unseen,
    levels: [...levels].map(([level, { rank, hits }]) => ({
      level,
      rank,
      found: hits.filter(({ would }) => would === 'found').length,
      new: hits.filter(isNew).length,
      doubtful: hits.filter(({ would }) => would === 'doubtful').length,
      examples: hits.toSorted(newsFirst).slice(0, examples),
    })),
  };
}

const isNew = ({ would, verdict }: PreviewExample): boolean => would === 'found' && verdict !== 'found';

function newsFirst(a: PreviewExample, b: PreviewExample): number {
  const worth = (hit: PreviewExample) => (isNew(hit) ? 2 : hit.would === 'found' ? 1 : 0);
  return worth(b) - worth(a) || b.seenAt.localeCompare(a.seenAt);
}

/** Page by page, in order of time, so that a month of documents needs the memory of a page. */
async function* rowsSince(db: Db, since: Date) {
  let after = { seen_at: since, source: '', sha256: '' };
  for (;;) {
    const rows = await db.sql
      .selectFrom('document_features')
      .selectAll()
      .where(
        sql<boolean>`(seen_at, source, sha256) > (${after.seen_at.toISOString()}::timestamptz, ${after.source}, ${after.sha256})`,
      )
      .orderBy('seen_at')
      .orderBy('source')
      .orderBy('sha256')
      .limit(ROWS_AT_A_TIME)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_A_TIME) return;
    after = last;
  }
}
