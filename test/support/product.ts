import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Child, startChild } from './children.ts';
import { freePort } from './free-port.ts';
import { waitFor } from './wait-for.ts';

/** Spillway as its operators start it: built, in processes of its own, from environment variables. */
export interface Product {
  readonly folder: string;
  readonly intakeUrl: string;
  readonly consoleUrl: string;
  /** A reviewer's key for the console, and the name its steps are recorded under. */
  readonly accessKey: string;
  readonly reviewer: string;
  readonly intakeSecret: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Log files of every process, in the order started. */
  readonly logFiles: readonly string[];
  /** SIGKILLs the process that inspects, and starts it again. */
  killInspect(): Promise<void>;
  stop(): Promise<void>;
}

export const ROOT = resolve(import.meta.dirname, '../..');
export const SOURCE = 'harbour-chat';
const ACCESS_KEY = randomBytes(24).toString('base64url');
export const INTAKE_SECRET = randomBytes(32).toString('base64');

/** The embedded world: one process, `spillway up`. */
export async function startEmbeddedProduct(
  settings: Readonly<Record<string, string>> = {},
): Promise<Product> {
  return startProduct(settings, { everything: ['dist/services/cli.js', 'up'] }, 'everything');
}

/** The production world: one process a service, on the Kafka, Postgres and S3 that `world` names. */
export async function startProductionProduct(world: Readonly<Record<string, string>>): Promise<Product> {
  const mains = ['alert', 'inspect', 'console', 'intake'].map((name) => [
    name,
    [`dist/services/${name}/main.js`],
  ]);
  return startProduct(world, Object.fromEntries(mains), 'inspect');
}

async function startProduct(
  world: Readonly<Record<string, string>>,
  commands: Readonly<Record<string, readonly string[]>>,
  inspects: string,
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-product-'));
  const [intakePort, consolePort] = [await freePort(), await freePort()];
  const environment = {
    ...world,
    ...(await writeConfiguration(folder)),
    ...(inspects === 'everything' ? {} : await writeUsers(folder)),
    SPILLWAY_DATA: join(folder, 'data'),
    SPILLWAY_INTAKE_PORT: String(intakePort),
    SPILLWAY_CONSOLE_PORT: String(consolePort),
    SPILLWAY_CHILDREN: '1',
    SPILLWAY_LOG_LEVEL: 'debug',
  };
  const logFiles: string[] = [];
  const start = (name: string): Child => {
    const logFile = join(folder, `${name}-${logFiles.length}.log`);
    logFiles.push(logFile);
    const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
    const script = (commands[name] ?? []).map((part) => (part.endsWith('.js') ? join(ROOT, part) : part));
    return startChild('env', ['-C', folder, ...variables, process.execPath, ...script], { logFile });
  };
  const running = new Map(Object.keys(commands).map((name) => [name, start(name)]));
  const product: Product = {
    folder,
    intakeUrl: `http://127.0.0.1:${intakePort}`,
    consoleUrl: `http://127.0.0.1:${consolePort}`,
    accessKey: ACCESS_KEY,
    reviewer: 'rowan',
    intakeSecret: INTAKE_SECRET,
    environment,
    logFiles,
    async killInspect() {
      await running.get(inspects)?.stop('SIGKILL');
      running.set(inspects, start(inspects));
      if (inspects === 'everything') await answers(product);
    },
    async stop() {
      await Promise.all([...running.values()].map((child) => child.stop('SIGTERM')));
    },
  };
  await answers(product);
  if (inspects !== 'everything') return product;
  // The embedded world makes a key of its own on the first start.
  const accessKey = await readFile(join(folder, 'data', 'secrets', 'console.key'), 'utf8');
  return { ...product, accessKey, reviewer: 'local' };
}

export async function removeProduct(product: Product): Promise<void> {
  await rm(product.folder, { recursive: true, force: true });
}

async function answers({ intakeUrl, consoleUrl, folder }: Product): Promise<void> {
  for (const url of [`${intakeUrl}/`, `${consoleUrl}/api/session`]) {
    await waitFor(
      `an answer from ${url}; logs are in ${folder}`,
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      {
        timeoutMs: 170_000,
        everyMs: 200,
      },
    );
  }
}

/** Written as an operator would: sources, keys, users. */
export async function writeConfiguration(folder: string): Promise<Record<string, string>> {
  const sources = join(folder, 'sources.json');
  const keys = join(folder, 'keys.json');
  await writeFile(
    sources,
    JSON.stringify({
      sources: [
        {
          id: SOURCE,
          name: 'Harbour works group chats (fictional)',
          owner: 'Information security office',
          purpose: 'Stop marked documents from spreading in work groups',
          legalBasis: 'Works agreement 12/2026',
          membersTold: { told: true, how: 'Notice in every channel' },
          channels: { include: ['ops-*'], exclude: ['ops-social'] },
          retentionDays: 30,
        },
      ],
    }),
  );
  await writeFile(
    keys,
    JSON.stringify({ [SOURCE]: { secret: INTAKE_SECRET, pseudonymKey: randomBytes(32).toString('base64') } }),
  );
  return {
    SPILLWAY_SOURCES: sources,
    SPILLWAY_INTAKE_KEYS: keys,
    SPILLWAY_CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
    SPILLWAY_EVIDENCE_KEY: randomBytes(32).toString('base64'),
  };
}

export async function writeUsers(folder: string): Promise<Record<string, string>> {
  const users = join(folder, 'users.json');
  const keySha256 = createHash('sha256').update(ACCESS_KEY).digest('hex');
  await writeFile(users, JSON.stringify({ users: [{ name: 'rowan', role: 'reviewer', keySha256 }] }));
  return { SPILLWAY_CONSOLE_USERS: users };
}
