import { sql } from 'kysely';
import type { Db } from '../../shared/db/db.ts';
import type { Upload } from '../../shared/messages/upload.ts';
import type { Sources } from '../../shared/sources.ts';
import { FEATURES_FORM, keyed, keyIdOf } from './feature.ts';
import type { Report } from './report.ts';

/**
 * The features of documents that were judged, one row a document and source, so that `spillway rules preview` can try a
 * rule on them. Keyed here, on the service's side: a child has no key, and nobody else has the plain ones.
 */
export interface KeptFeatures {
  /** After a file was opened. A report without features (its child died) leaves nothing. */
  keep(upload: Upload, report: Report): Promise<void>;
  /** The same document was posted again and not opened: its row, or another source's, is what is known of it. */
  again(upload: Upload): Promise<void>;
  /** @returns how many documents' features were past their time. */
  sweep(): Promise<number>;
}

export interface FeaturesSettings {
  readonly key: Uint8Array;
  readonly days: number;
}

/** No finer than a Date of ours can say, because a preview pages by it. */
const NOW_IN_MS = sql<Date>`date_trunc('milliseconds', now())`;
const inDays = (days: number) => sql<Date>`now() + cast(${days} as double precision) * interval '1 day'`;

/** Never longer than a source's own retention. Times are the database's. */
export function createKeptFeatures(db: Db, sources: Sources, { key, days }: FeaturesSettings): KeptFeatures {
  const keyId = keyIdOf(key);
  const keptDays = (source: string): number =>
    Math.min(
      days,
      ...sources.all.filter(({ id }) => id === source).map(({ retentionDays }) => retentionDays),
    );

  return {
    async keep({ posting: { source } }, report) {
      if (report.features === undefined) return;
      const judged = {
        verdict: report.verdict,
        rank: report.rank,
        form: FEATURES_FORM,
        key_id: keyId,
        features: keyed(report.features.reveal(), key),
        seen_at: NOW_IN_MS,
        kept_until: inDays(keptDays(source)),
      };
      await db.sql
        .insertInto('document_features')
        .values({ source, sha256: report.sha256, ...judged })
        .onConflict((conflict) => conflict.columns(['source', 'sha256']).doUpdateSet(judged))
        .execute();
    },
    async again({ posting: { source }, blob: { sha256 } }) {
      await db.sql
        .insertInto('document_features')
        .columns([
          'source',
          'sha256',
          'verdict',
          'rank',
          'form',
          'key_id',
          'features',
          'seen_at',
          'kept_until',
        ])
        .expression((from) =>
          from
            .selectFrom('document_features')
            .select((row) => [
              row.val(source).as('source'),
              'sha256',
              'verdict',
              'rank',
              'form',
              'key_id',
              'features',
              NOW_IN_MS.as('seen_at'),
              inDays(keptDays(source)).as('kept_until'),
            ])
            .where('sha256', '=', sha256)
            .orderBy('seen_at', 'desc')
            .limit(1),
        )
        .onConflict((conflict) =>
          conflict.columns(['source', 'sha256']).doUpdateSet((row) => ({
            verdict: row.ref('excluded.verdict'),
            rank: row.ref('excluded.rank'),
            form: row.ref('excluded.form'),
            key_id: row.ref('excluded.key_id'),
            features: row.ref('excluded.features'),
            seen_at: row.ref('excluded.seen_at'),
            kept_until: row.ref('excluded.kept_until'),
          })),
        )
        .execute();
    },
    async sweep() {
      const gone = await db.sql
        .deleteFrom('document_features')
        .where('kept_until', '<', sql<Date>`now()`)
        .executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
  };
}

/** Where no key is set or no days: nothing is kept. */
export const KEEPS_NOTHING: KeptFeatures = {
  keep: async () => {},
  again: async () => {},
  sweep: async () => 0,
};
