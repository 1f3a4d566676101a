import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../services/settings.ts';
import { openWorld, type World } from '../../services/world.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { type Child, startChild } from './children.ts';
import { freePort } from './free-port.ts';
import { ROOT, writeConfiguration, writeUsers } from './product.ts';
import { waitFor } from './wait-for.ts';

/** `spillway up` in either world, by turns with a look into that world: the embedded one belongs to one process at a time. */
export interface Everything {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFiles: readonly string[];
  /** Runs every service until `isDone` says yes of its metrics, then stops them in order. */
  runUntil(what: string, isDone: (metric: (line: RegExp) => number) => boolean): Promise<void>;
  /** With broker, database and blobs open; only while nothing runs. */
  inside<T>(use: (world: World) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** @param world the settings that lead to the production servers; none for the embedded world. */
export async function prepareEverything(world: Readonly<Record<string, string>>): Promise<Everything> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-everything-'));
  const healthPort = await freePort();
  const environment = {
    ...world,
    ...(await writeConfiguration(folder)),
    ...(world.SPILLWAY_KAFKA_BROKERS === undefined ? {} : await writeUsers(folder)),
    SPILLWAY_DATA: join(folder, 'data'),
    SPILLWAY_INTAKE_PORT: `${await freePort()}`,
    SPILLWAY_CONSOLE_PORT: `${await freePort()}`,
    SPILLWAY_HEALTH_PORT: `${healthPort}`,
    SPILLWAY_CHILDREN: '1',
    SPILLWAY_LOG_LEVEL: 'debug',
  };
  const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  const logFile = join(folder, 'up.log');
  const start = (): Child =>
    startChild(
      'env',
      ['-C', folder, ...variables, process.execPath, join(ROOT, 'dist/services/cli.js'), 'up'],
      { logFile },
    );
  return {
    folder,
    environment,
    logFiles: [logFile, join(folder, 'data', 'spillway.log')],
    async runUntil(what, isDone) {
      const child = start();
      try {
        await waitFor(
          `${what}; logs are in ${folder}`,
          async () => {
            if (child.exited()) throw new Error(`Expected spillway to run, got an exit; see ${logFile}`);
            const text = await fetch(`http://127.0.0.1:${healthPort}/metrics`).then(
              (response) => response.text(),
              () => '',
            );
            return isDone((line) => sumOf(text, line));
          },
          { timeoutMs: 120_000, everyMs: 200 },
        );
      } finally {
        await child.stop('SIGTERM');
      }
    },
    async inside(use) {
      const log = createLog({ level: 'silent', service: 'test' });
      const scope = createScope(log);
      try {
        return await use(await openWorld(readSettings(environment), scope, log));
      } finally {
        await scope.stop();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Sum of the metric's lines that match. */
function sumOf(text: string, line: RegExp): number {
  return text
    .split('\n')
    .filter((one) => !one.startsWith('#') && line.test(one))
    .reduce((sum, one) => sum + Number(one.split(' ').at(-1)), 0);
}
