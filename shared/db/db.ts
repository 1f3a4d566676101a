import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * The database port: Kysely over Postgres dialect. Adapters: `postgres.ts` (pg pool) and `pglite.ts` (Postgres in WASM,
 * in a folder, one process at a time). Both pass `db.contract.ts`.
 * Adapters turn "does not answer" into FaultError DB_UNAVAILABLE; constraint and SQL errors pass through as they are.
 */
export interface Db {
  readonly sql: Kysely<Tables>;
  /** Brings the schema to the newest migration; safe to run from several processes at once. */
  migrate(): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
