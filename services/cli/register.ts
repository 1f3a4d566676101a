import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { systemClock } from '../../shared/clock.ts';
import { ConfigError, FaultError, messageOf, NotFoundError } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { type Fingerprint, fingerprintIdOf, fingerprintSchema } from '../../shared/messages/fingerprint.ts';
import { fingerprintMessage } from '../assemble.ts';
import { consoleAccessKey } from '../console/config.ts';
import { CONSOLE_HEADER } from '../console/contract.ts';
import { dataPath, isEmbedded, type Settings } from '../settings.ts';
import { migrateWorld, openWorld } from '../world.ts';
import { RUNNING_FILE } from './together.ts';

export interface RegisterOptions {
  readonly name: string;
  readonly owner: string;
  readonly rank: number;
}

/**
 * `spillway register FILE`: the file's digest goes out over the fingerprints topic, the file itself nowhere. A running
 * embedded Spillway is asked through its console, since its database belongs to its process.
 */
export async function register(path: string, options: RegisterOptions, settings: Settings): Promise<number> {
  const fingerprint = await fingerprintOf(path, options);
  const console = isEmbedded(settings) ? await runningConsole(settings) : null;
  if (console !== null) await registerThroughConsole(console, fingerprint, settings);
  else await registerDirectly(fingerprint, settings);
  process.stdout.write(
    `Registered ${fingerprint.name} (rank ${fingerprint.rank}, owner ${fingerprint.owner}) as ${fingerprint.fingerprintId}.\n`,
  );
  process.stdout.write(
    'Uploads of exactly this file are found from now on; excerpts, photos and edited copies are not yet.\n',
  );
  return 0;
}

/** @throws ConfigError when the file cannot be read or an option is not as expected. */
export async function fingerprintOf(path: string, options: RegisterOptions): Promise<Fingerprint> {
  const { sha256, sizeBytes } = await digestOf(path);
  const parsed = fingerprintSchema.safeParse({
    fingerprintId: fingerprintIdOf(sha256),
    kind: 'document',
    name: options.name,
    owner: options.owner,
    rank: options.rank,
    exact: { sha256, sizeBytes },
    registeredAt: new Date(systemClock.nowMs()).toISOString(),
  });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(
      (issue) => `--${issue.path[0] === 'exact' ? 'file' : issue.path.join('.')}: ${issue.message}`,
    ),
  );
}

async function digestOf(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    throw new ConfigError([`Expected a readable file at ${path}: ${messageOf(error)}`]);
  }
  if (sizeBytes === 0) throw new ConfigError([`Expected a file with content at ${path}, got an empty one`]);
  return { sha256: hash.digest('hex'), sizeBytes };
}

const runningSchema = z.object({ pid: z.number(), consoleUrl: z.url() });

/** null when nothing runs in this data folder, or what ran there died without cleaning up. */
async function runningConsole(settings: Settings): Promise<string | null> {
  try {
    const running = runningSchema.parse(JSON.parse(await readFile(dataPath(settings, RUNNING_FILE), 'utf8')));
    process.kill(running.pid, 0);
    return running.consoleUrl;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

async function registerThroughConsole(
  url: string,
  fingerprint: Fingerprint,
  settings: Settings,
): Promise<void> {
  const headers = { 'content-type': 'application/json', [CONSOLE_HEADER]: '1' };
  const signIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ key: await consoleAccessKey(settings) }),
  });
  if (!signIn.ok)
    throw new FaultError(
      'CONSOLE_REFUSED',
      `Expected ${url} to accept this data folder’s access key, got ${signIn.status}`,
    );
  const cookie = signIn.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ');
  const { name, owner, rank, exact } = fingerprint;
  const answer = await fetch(`${url}/api/fingerprints`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name, owner, rank, ...exact }),
  });
  if (!answer.ok)
    throw new FaultError(
      'CONSOLE_REFUSED',
      `Expected ${url} to register the document, got ${answer.status} ${await answer.text()}`,
    );
}

async function registerDirectly(fingerprint: Fingerprint, settings: Settings): Promise<void> {
  const log = createLog({ level: 'silent', service: 'register' });
  const scope = createScope(log);
  try {
    const world = await openWorld(settings, scope, log);
    if (isEmbedded(settings)) await migrateWorld(settings, world);
    const producer = await world.broker.producer();
    scope.defer('producer', () => producer.close());
    await producer.send([fingerprintMessage(fingerprint, systemClock.nowMs())]);
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new FaultError(
        'TOPIC_MISSING',
        'Expected the fingerprints topic to exist: run `spillway migrate`',
        { cause: error },
      );
    throw error;
  } finally {
    await scope.stop();
  }
}
