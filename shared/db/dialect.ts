import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';

/** What Kysely needs of a Postgres, wherever it runs. */
export interface Connections {
  acquire(): Promise<Connection>;
  close(): Promise<void>;
}

export interface Connection {
  /** Kysely's contract for drivers: it is the caller who says what a row looks like. */
  query<R>(text: string, parameters: readonly unknown[]): Promise<{ rows: R[]; changed: number }>;
  release(): void;
}

/**
 * Postgres for Kysely over anything that runs queries: the SQL is Kysely's own, only the way to the server differs.
 * One driver for both adapters, so that they cannot drift apart.
 */
export function createDialect(connections: Connections): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(connections),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function createDriver(connections: Connections): Driver {
  const held = new WeakMap<DatabaseConnection, Connection>();
  const say = async (connection: DatabaseConnection, text: string) => {
    await connection.executeQuery(CompiledQuery.raw(text));
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const connection = await connections.acquire();
      const asKysely = toKysely(connection);
      held.set(asKysely, connection);
      return asKysely;
    },
    beginTransaction: (connection, { isolationLevel, accessMode }) =>
      say(
        connection,
        ['start transaction', isolationLevel && `isolation level ${isolationLevel}`, accessMode]
          .filter(Boolean)
          .join(' '),
      ),
    commitTransaction: (connection) => say(connection, 'commit'),
    rollbackTransaction: (connection) => say(connection, 'rollback'),
    releaseConnection: async (connection) => held.get(connection)?.release(),
    destroy: () => connections.close(),
  };
}

function toKysely(connection: Connection): DatabaseConnection {
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { rows, changed } = await connection.query<R>(sql, parameters);
      return { rows, numAffectedRows: BigInt(changed) };
    },
    streamQuery: () => {
      throw new Error(
        'Expected whole results: streaming is not offered, because the embedded database has none',
      );
    },
  };
}
