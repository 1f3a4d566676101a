import { mkdir, rm, writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { messageOf } from '../../shared/errors.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { type EverythingRunning, startEverything } from '../embedded.ts';
import { EXIT } from '../exit.ts';
import { untilSignalled } from '../run.ts';
import { dataPath, isEmbedded, type Settings } from '../settings.ts';
import type { Terminal } from './terminal.ts';

/** Where a running embedded world can be reached; `register` reads it. Removed when it stops. */
export const RUNNING_FILE = 'running.json';

export interface TogetherOptions {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly defaultSources?: string;
  /** Runs beside the services once they are up; `stopping` aborts at Ctrl-C. */
  begin(running: EverythingRunning, stopping: AbortSignal): Promise<void>;
}

/** Everything in one process until Ctrl-C or a failure. Logs go to a file, so that the terminal stays readable. */
export async function runTogether({
  settings,
  terminal,
  defaultSources,
  begin,
}: TogetherOptions): Promise<number> {
  await mkdir(settings.SPILLWAY_DATA, { recursive: true });
  const logPath = dataPath(settings, 'spillway.log');
  const destination = pino.destination({ dest: logPath, sync: true });
  const log = createLog({ level: settings.SPILLWAY_LOG_LEVEL, service: 'spillway', destination });
  const scope = createScope(log);
  const ended = untilSignalled();
  const stopping = new AbortController();
  try {
    const running = await startEverything({
      settings,
      scope,
      log,
      ...(defaultSources === undefined ? {} : { defaultSources }),
      onStep: (what) => terminal.passing(`… ${what}`),
      onFatal: ended.fail,
    });
    await announceRunning(settings, running, scope.defer);
    const work = begin(running, stopping.signal);
    work.catch((error: unknown) => ended.fail(error instanceof Error ? error : new Error(String(error))));
    await ended.promise;
    terminal.passing('… stopping: finishing what is in work, committing (Ctrl-C again to stop at once)');
    stopping.abort();
    await scope.stop();
    terminal.passing('');
    terminal.line('Stopped. Start again to go on where this left off.');
    return EXIT.ok;
  } catch (error) {
    stopping.abort();
    terminal.passing('');
    terminal.line(`Failed: ${messageOf(error)}\nThe log has more: ${logPath}`);
    log.fatal({ err: error }, 'stopped by a failure');
    await scope.stop().catch((later: unknown) => log.error({ err: later }, 'stop failed as well'));
    return EXIT.failed;
  }
}

async function announceRunning(
  settings: Settings,
  running: EverythingRunning,
  defer: (name: string, stop: () => Promise<void>) => void,
): Promise<void> {
  if (!isEmbedded(settings)) return;
  const path = dataPath(settings, RUNNING_FILE);
  await writeFile(path, JSON.stringify({ pid: process.pid, consoleUrl: running.consoleUrl }), {
    mode: 0o600,
  });
  defer('running file', () => rm(path, { force: true }));
}
