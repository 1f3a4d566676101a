import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Child, startChild } from './children.ts';
import { freePort } from './free-port.ts';
import { waitFor } from './wait-for.ts';

const run = promisify(execFile);

export interface TestDatabase {
  /** Of a fresh, empty database that nobody else uses. */
  readonly url: string;
  /** Drops the database and whatever still holds it; stops the server when this call started it. */
  stop(): Promise<void>;
}

/**
 * A real Postgres: the one DATABASE_URL names, else the machine's own on 127.0.0.1:5432,
 * else Debian's server binaries started in a temporary folder.
 */
export async function startPostgres(): Promise<TestDatabase> {
  return freshDatabase(await findServer());
}

/** A database on a server that dies and comes back on the same data. */
export interface MortalDatabase extends TestDatabase {
  /** SIGKILL of the server: its sessions go with it. */
  kill(): Promise<void>;
  /** Resolves when it answers again. */
  restart(): Promise<void>;
}

/** On a server of its own, for tests that take the server away. */
export async function startOwnPostgres(): Promise<MortalDatabase> {
  const server = await startServer();
  const { kill, restart } = server;
  return { ...(await freshDatabase(server)), kill, restart };
}

async function freshDatabase(server: Server): Promise<TestDatabase> {
  const name = `spillway_test_${randomBytes(6).toString('hex')}`;
  await ask(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    stop: async () => {
      await ask(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function findServer(): Promise<Server> {
  const named = process.env.DATABASE_URL;
  if (named !== undefined && named !== '') return { url: named, stop: async () => undefined };
  const local = 'postgres://postgres@127.0.0.1:5432/postgres';
  if (await answers(local)) return { url: local, stop: async () => undefined };
  return startServer();
}

/** `initdb` and `postgres` refuse to run as root; then they run as the user that Debian's package made. */
async function startServer(): Promise<Server & Pick<MortalDatabase, 'kill' | 'restart'>> {
  const bin = await findBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'spillway-postgres-'));
  const as = process.getuid?.() === 0 ? await identityOf('postgres') : null;
  if (as !== null) await chown(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(bin, 'initdb'), options, as ?? {});
  const port = await freePort();
  const start = (): Child =>
    startChild(join(bin, 'postgres'), ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1'], {
      logFile: join(folder, 'server.log'),
      folder,
      ...(as === null ? {} : { as }),
    });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let child = start();
  const restart = async () => {
    await waitFor(
      'Postgres answers',
      () => {
        // After a SIGKILL it refuses to start until the last of its sessions' processes has gone.
        if (child.exited()) child = start();
        return answers(url);
      },
      { timeoutMs: 40_000, everyMs: 100 },
    );
  };
  await restart();
  return {
    url,
    kill: () => child.stop('SIGKILL'),
    restart,
    stop: async () => {
      await child.stop('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function identityOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function findBinaries(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) {
    throw new Error(
      `Expected a Postgres: set DATABASE_URL, or run test/support/install.sh (looked on 127.0.0.1:5432 and in ${root})`,
    );
  }
  return join(root, newest, 'bin');
}

async function answers(url: string): Promise<boolean> {
  try {
    await ask(url, 'select 1');
    return true;
  } catch {
    return false;
  }
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
