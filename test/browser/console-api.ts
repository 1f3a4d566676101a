import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createServer, type ServerOptions } from '../../services/console/api/server.ts';
import { CONSOLE_HEADER } from '../../services/console/contract.ts';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPglite } from '../../shared/db/pglite.ts';
import { FaultError, NotFoundError } from '../../shared/errors.ts';
import { keyringOf } from '../../shared/evidence.ts';
import { createLog } from '../../shared/log.ts';
import type { Fingerprint } from '../../shared/messages/fingerprint.ts';

export const ANALYST_KEY = 'analyst-key-of-a-fictional-night-shift';
export const REVIEWER_KEY = 'reviewer-key-of-a-fictional-night-shift';
export const keyring = keyringOf([randomBytes(32).toString('base64')]);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const users = [
  { name: 'mara', role: 'analyst', keySha256: sha256(ANALYST_KEY) },
  { name: 'tomas', role: 'reviewer', keySha256: sha256(REVIEWER_KEY) },
] as const;

/** A fake of the blob port: a map. The adapters have their own suite. */
export function fakeBlobs(): Blobs {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (key, bytes) => {
      kept.set(key, bytes);
    },
    get: async (key) => {
      const bytes = kept.get(key);
      if (bytes === undefined) throw new NotFoundError('BLOB_NOT_FOUND', `there is no blob ${key}`);
      return bytes;
    },
    stat: async (key) => {
      const bytes = kept.get(key);
      return bytes === undefined ? null : { sizeBytes: bytes.length };
    },
    delete: async (key) => {
      kept.delete(key);
    },
    ping: async () => {},
    close: async () => {},
  };
}

/** What a console needs, with what a test does not care about filled in. */
export function consoleOptions(db: Db, over: Partial<ServerOptions> = {}): ServerOptions {
  return {
    db,
    blobs: fakeBlobs(),
    keyring,
    publishFingerprint: async () => {},
    users,
    sessionSecret: 'a-secret-that-only-this-test-run-knows',
    secureCookies: false,
    trustProxy: false,
    clock: systemClock,
    log: createLog({ level: 'silent', service: 'console' }),
    webRoot: null,
    ...over,
  };
}

export interface ApiClient {
  call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>;
  readonly cookie: string;
}

/** Starts the API without a port, for requests injected into it. */
export async function startApi(db: Db, over: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const app = await createServer(consoleOptions(db, over));
  await app.ready();
  return app;
}

export async function signIn(app: FastifyInstance, key: string): Promise<ApiClient> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { [CONSOLE_HEADER]: '1' },
    payload: { key },
  });
  const [cookie] = String(answer.headers['set-cookie']).split(';');
  if (answer.statusCode !== 200 || cookie === undefined) {
    throw new Error(`expected to be signed in, got ${answer.statusCode} ${answer.body}`);
  }
  return {
    cookie,
    async call(method, url, body) {
      const response = await app.inject({
        method,
        url,
        headers: { [CONSOLE_HEADER]: '1', cookie },
        ...(body === undefined ? {} : { payload: body }),
      });
      return {
        status: response.statusCode,
        body: response.body === '' ? null : response.json(),
        headers: response.headers,
      };
    },
  };
}

/** The time at which the clock of a test API stands. */
export const NOW = Date.parse('2026-11-22T23:00:00.000Z');
export const minutesAgo = (minutes: number): number => NOW - minutes * 60_000;

/** The API over a database in memory, with both roles signed in. */
export async function startTestApi() {
  const db = await createPglite({ folder: null });
  await db.migrate();
  const blobs = fakeBlobs();
  const published: Fingerprint[] = [];
  const broker = { isAway: false };
  const app = await startApi(db, {
    blobs,
    clock: { nowMs: () => NOW, elapsedMs: () => NOW, sleep: () => Promise.resolve() },
    publishFingerprint: async (fingerprint) => {
      if (broker.isAway)
        throw new FaultError('BROKER_UNAVAILABLE', 'expected an answer of the broker, got none');
      published.push(fingerprint);
    },
  });
  return {
    db,
    app,
    blobs,
    published,
    broker,
    analyst: await signIn(app, ANALYST_KEY),
    reviewer: await signIn(app, REVIEWER_KEY),
    audited: () => db.sql.selectFrom('audit').selectAll().orderBy('id').execute(),
    clear: () => clearTables(db),
    stop: async () => {
      await app.close();
      await db.close();
    },
  };
}
export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

/** Empties what the console shows and writes. */
export async function clearTables(db: Db): Promise<void> {
  for (const table of ['occurrences', 'incidents', 'verdict_states', 'audit'] as const) {
    await db.sql.deleteFrom(table).execute();
  }
}
