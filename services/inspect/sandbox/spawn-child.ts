import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Isolation } from './isolation.ts';
import type { Limits } from './limits.ts';
import { feed, SECCOMP_FD, WRAPPERS_PATH } from './starts.ts';

/** How to start a child: Node itself, from `dist` or, in development and tests, from the TypeScript sources. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A filter of system calls that a wrapper among `args` reads. */
  readonly seccomp?: Uint8Array | null;
  /** Read by tests alone; a child's is closed. */
  readonly stdout?: 'pipe';
}

export interface Spawned {
  readonly process: ChildProcess;
  readonly channel: Socket;
  readonly stderr: NodeJS.ReadableStream;
}

const MIB = 1024 * 1024;

/** Whether this program runs from TypeScript sources (development, tests) and not from `dist`. */
export const FROM_SOURCES = import.meta.url.endsWith('.ts');

/**
 * What a child reads of this package: the program and its packages, and nothing else that may lie in the same folder, such as the
 * embedded world's data or a file of settings.
 */
export function programPaths(): string[] {
  const folder = fileURLToPath(new URL(FROM_SOURCES ? '../../../' : '../../../../', import.meta.url));
  const program = FROM_SOURCES ? ['services', 'shared', 'tsconfig.json'] : ['dist'];
  return [...program, 'node_modules', 'package.json'].map((name) => join(folder, name));
}

/**
 * Node's own flags for whatever reads documents; benchmarks run with the same. Garbage is collected by the thread that makes it: every large
 * picture and tensor has V8 collect, and the threads it would spread that over spin while they wait, a fifth of a picture's processor time.
 * At once and not in a thousand small steps: nobody waits for a child but for its answer.
 */
export function nodeFlags({ memoryBytes }: Pick<Limits, 'memoryBytes'>): string[] {
  return [
    `--max-old-space-size=${Math.floor(memoryBytes / MIB / 2)}`,
    '--single-threaded-gc',
    '--no-incremental-marking',
    '--disable-proto=throw',
  ];
}

/** The child sees no environment of ours: no credentials, no paths, one thread a process for whoever asks OpenMP. */
export function childCommand(
  limits: Limits,
  isolation: Pick<Isolation, 'wrappers' | 'nodeArgs'> & Partial<Pick<Isolation, 'seccomp'>>,
): ChildCommand {
  const entry = new URL(FROM_SOURCES ? './child.ts' : './child.js', import.meta.url);
  const [command = process.execPath, ...args] = [
    ...isolation.wrappers,
    process.execPath,
    ...isolation.nodeArgs,
    ...(FROM_SOURCES ? ['--import', 'tsx'] : []),
    ...nodeFlags(limits),
    fileURLToPath(entry),
  ];
  return {
    command,
    args,
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      PATH: WRAPPERS_PATH,
      // Some packages ask for it, and there is nothing.
      HOME: '/nonexistent',
      OMP_THREAD_LIMIT: '1',
      UV_THREADPOOL_SIZE: '2',
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      ORT_DISABLE_TELEMETRY: '1',
    },
    seccomp: isolation.seccomp ?? null,
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
    stdio: ['ignore', how.stdout ?? 'ignore', 'pipe', 'pipe', ...(how.seccomp ? (['pipe'] as const) : [])],
  });
  feed(child.stdio[SECCOMP_FD], how.seccomp ?? null);
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
