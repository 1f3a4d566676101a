import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Isolation } from './isolation.ts';
import type { Limits } from './limits.ts';

/** How to start a child: Node itself, from `dist` or, in development and tests, from the TypeScript sources. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Spawned {
  readonly process: ChildProcess;
  readonly channel: Socket;
  readonly stderr: NodeJS.ReadableStream;
}

const MIB = 1024 * 1024;

/** Whether this program runs from TypeScript sources (development, tests) and not from `dist`. */
export const FROM_SOURCES = import.meta.url.endsWith('.ts');

/** The package's folder: program, packages and rules are below it. */
export function packageFolder(): string {
  return fileURLToPath(new URL(FROM_SOURCES ? '../../../' : '../../../../', import.meta.url));
}

/** The child sees no environment of ours: no credentials, no paths, one thread a process for whoever asks OpenMP. */
export function childCommand(
  limits: Limits,
  isolation: Pick<Isolation, 'wrappers' | 'nodeArgs'>,
): ChildCommand {
  const entry = new URL(FROM_SOURCES ? './child.ts' : './child.js', import.meta.url);
  const [command = process.execPath, ...args] = [
    ...isolation.wrappers,
    process.execPath,
    ...isolation.nodeArgs,
    ...(FROM_SOURCES ? ['--import', 'tsx'] : []),
    `--max-old-space-size=${Math.floor(limits.memoryBytes / MIB / 2)}`,
    '--disable-proto=throw',
    fileURLToPath(entry),
  ];
  return {
    command,
    args,
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      // Nothing but the wrappers needs it, and only to find each other.
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      OMP_THREAD_LIMIT: '1',
      UV_THREADPOOL_SIZE: '2',
      TZ: 'UTC',
      LANG: 'C.UTF-8',
    },
  };
}

/**
 * Starts the child as leader of a process group of its own, so that whatever it starts dies with it.
 * stdout is closed and stderr a pipe that is read but never logged once a document was opened.
 */
export function spawnChild(how: ChildCommand): Spawned {
  const child = spawn(how.command, how.args, {
    cwd: how.cwd,
    env: how.env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const channel = child.stdio[3];
  const stderr = child.stderr;
  if (!(channel instanceof Socket) || stderr === null) {
    throw new TypeError('Expected a duplex pipe at descriptor 3 of the child');
  }
  return { process: child, channel, stderr };
}

/** Kills the whole group. A group that is gone already is as good as killed. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
