import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';

/** What a child is started with, from the outside in. */
export interface StartsWith {
  /** Commands that replace or enclose the next one, in order; the last one runs Node. */
  readonly wrappers: readonly string[];
  /** A filter of system calls that the wrappers read from descriptor `SECCOMP_FD`. */
  readonly seccomp: Uint8Array | null;
}

export const SECCOMP_FD = 4;
const PROBE_MS = 10_000;

/** Whether Node runs like that here. Tried, because no list of kernels, containers and policies would ever be complete. */
export function starts({ wrappers, seccomp }: StartsWith): Promise<boolean> {
  const [command = process.execPath, ...args] = [...wrappers, process.execPath, '-e', '0'];
  return new Promise((resolve) => {
    const probe = spawn(command, args, {
      env: { PATH: WRAPPERS_PATH },
      stdio: ['ignore', 'ignore', 'ignore', 'ignore', seccomp === null ? 'ignore' : 'pipe'],
      timeout: PROBE_MS,
      killSignal: 'SIGKILL',
    });
    feed(probe.stdio[SECCOMP_FD], seccomp);
    // Not installed, or not allowed here: the measure is reported as missing.
    probe.once('error', () => resolve(false));
    probe.once('close', (code) => resolve(code === 0));
  });
}

/** Nothing but the wrappers needs it, and only to find each other. */
export const WRAPPERS_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Hands the filter over. A wrapper that has died does not take it; its end is reported by its own event. */
export function feed(pipe: unknown, seccomp: Uint8Array | null): void {
  if (seccomp === null || !(pipe instanceof Writable)) return;
  pipe.on('error', () => {});
  pipe.end(seccomp);
}
