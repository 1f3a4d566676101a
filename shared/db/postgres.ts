import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { FaultError } from '../errors.ts';
import type { Db } from './db.ts';
import { type Connections, createDialect } from './dialect.ts';
import { classifyDatabaseError } from './faults.ts';
import { migrateToNewest } from './migrate.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database?sslmode=…`. Never logged. */
  readonly url: string;
  /** Connections held at most; 10 unless told. */
  readonly poolSize?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
/** The server cancels first; this one is for a server that has gone silent. */
const SILENCE_TIMEOUT_MS = 75_000;
const BYTEA = 17;

/** Postgres through node-postgres. Connects on first use; every query may throw FaultError DB_UNAVAILABLE. */
export function createPostgres({ url, poolSize = 10 }: PostgresOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: SILENCE_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'spillway',
    types: { getTypeParser: parserOf },
  });
  // A connection broke: idle, and the pool has dropped it already; or in use, and its query throws the fault.
  // Without these listeners Node would end the process besides.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  const kysely = new Kysely<Tables>({ dialect: createDialect(connectionsOf(pool)) });
  return {
    sql: kysely,
    migrate: () => migrateToNewest(kysely),
    ping: async () => {
      await sql`select 1`.execute(kysely);
    },
    close: () => kysely.destroy(),
  };
}

function connectionsOf(pool: pg.Pool): Connections {
  return {
    acquire: async () => {
      const client = await pool.connect().catch(rethrow);
      let broken = false;
      return {
        query: async (text, parameters) => {
          try {
            const { rows, rowCount } = await client.query(text, [...parameters]);
            return { rows, changed: rowCount ?? 0 };
          } catch (error) {
            const classified = classifyDatabaseError(error);
            // A connection that once fell silent may answer the next question with the last one's rows.
            broken ||= classified instanceof FaultError;
            throw classified;
          }
        },
        release: () => client.release(broken),
      };
    },
    close: () => pool.end(),
  };
}

function rethrow(error: unknown): never {
  throw classifyDatabaseError(error);
}

/** As node-postgres does it (int8 and numeric as strings, jsonb parsed, timestamptz as Date), but bytea as a plain Uint8Array, as PGlite gives it. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  const parse = pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
  return oid === BYTEA ? (value: string) => new Uint8Array(parse(value)) : parse;
}
