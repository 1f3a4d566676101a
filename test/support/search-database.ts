import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../shared/db/tables.ts';
import { wordsIn } from './search-bytes.ts';

/** Every column of every row of every table of the schema, as the database prints it and, for bytes, as they are. */
export async function searchDatabase(db: Kysely<Tables>, words: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
    db,
  );
  if (tables.rows.length < 5) throw new Error(`Expected Spillway's tables, got ${tables.rows.length}`);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    // The upload topic carries the platform's file name to the inspector by design; what the product adds must not.
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const row of rows) {
      if (name === 'broker_messages' && String(row.topic).startsWith('spillway.uploads')) continue;
      for (const [column, value] of Object.entries(row)) {
        const bytes = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value) ?? '');
        found.push(...wordsIn(bytes, words).map((word) => `${word} in ${name}.${column}`));
      }
    }
  }
  return [...new Set(found)];
}
