import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import { FaultError } from '../errors.ts';
import type { Db } from './db.ts';
import { type Connections, createDialect } from './dialect.ts';
import { databaseUnavailable, isSqlError } from './faults.ts';
import { lockFolder } from './folder-lock.ts';
import { migrateToNewest } from './migrate.ts';
import type { Tables } from './tables.ts';
import { createTurns } from './turns.ts';

export interface PgliteOptions {
  /** Where the data lives, created when missing; null keeps it in memory only. One process at a time. */
  readonly folder: string | null;
}

/**
 * Postgres compiled to WASM, in this process. Kysely 0.28 has no dialect for it (0.29 needs Node 22) and the package that
 * offers one stops at PGlite 0.4; `dialect.ts` needs only a connection, and PGlite is one.
 *
 * One connection means: inside a transaction use the transaction, never `db.sql`, or the query waits for itself.
 * The first start initialises the database and takes seconds.
 */
export async function createPglite({ folder }: PgliteOptions): Promise<Db> {
  const lock = folder === null ? null : await claim(folder);
  const parsers = { [types.INT8]: (text: string) => text };
  const database = await PGlite.create({ ...(folder === null ? {} : { dataDir: folder }), parsers }).catch(
    async (error: unknown) => {
      await lock?.release();
      throw databaseUnavailable(error);
    },
  );

  const kysely = new Kysely<Tables>({ dialect: createDialect(oneConnection(database)) });
  return {
    sql: kysely,
    migrate: () => migrateToNewest(kysely),
    ping: async () => {
      await sql`select 1`.execute(kysely);
    },
    close: async () => {
      await kysely.destroy();
      // Kysely closes only what it has used.
      if (!database.closed) await database.close();
      await lock?.release();
    },
  };
}

async function claim(folder: string) {
  await mkdir(folder, { recursive: true });
  return lockFolder(folder);
}

/** How long a query may wait for the only connection before we say that something holds it. */
const TURN_TIMEOUT_MS = 60_000;

function oneConnection(database: PGlite): Connections {
  const turns = createTurns();
  return {
    acquire: async () => {
      const release = await turns.take(TURN_TIMEOUT_MS);
      if (release !== null) {
        return {
          query: <R>(text: string, parameters: readonly unknown[]) => run<R>(database, text, parameters),
          release,
        };
      }
      throw new FaultError(
        'DB_UNAVAILABLE',
        `Expected the embedded database to be free within ${TURN_TIMEOUT_MS} ms, got a transaction that still holds it ` +
          '(a query inside a transaction must go through the transaction)',
      );
    },
    close: () => database.close(),
  };
}

async function run<R>(database: PGlite, text: string, parameters: readonly unknown[]) {
  try {
    const { rows, affectedRows } = await database.query<R>(text, [...parameters]);
    return { rows, changed: affectedRows ?? 0 };
  } catch (error) {
    throw isSqlError(error) ? error : databaseUnavailable(error);
  }
}
