import { type Kysely, Migrator } from 'kysely';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/**
 * Kysely's migrator takes Postgres's advisory lock first, so several processes may start at once:
 * one migrates, the others wait and find nothing to do. A failed migration is rolled back whole and thrown.
 */
export async function migrateToNewest(sql: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: sql, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
