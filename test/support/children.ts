import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export interface Child {
  readonly pid: number;
  exited(): boolean;
  /** Sends the signal and resolves when the process is gone; after ten seconds it sends SIGKILL. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

export interface ChildOptions {
  /** Takes what the process prints. */
  readonly logFile: string;
  /** Removed as well when this process dies; an orderly stop leaves that to the caller. */
  readonly folder?: string;
  readonly as?: { readonly uid: number; readonly gid: number };
}

const GRACE_MS = 10_000;
const GUARD = 'read -r done || { kill -9 "$1"; sleep 1; [ -z "$2" ] || rm -rf "$2"; }';

/**
 * Starts a server that does not outlive this process, even when this process dies by SIGKILL: a small shell in a session
 * of its own reads from a pipe we hold; when the pipe closes unanswered it kills the server.
 */
export function startChild(command: string, args: readonly string[], options: ChildOptions): Child {
  const log = openSync(options.logFile, 'a');
  const child = spawn(command, [...args], { stdio: ['ignore', log, log], ...options.as });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Expected ${command} to start; is it installed?`);

  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', `${pid}`, options.folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  // The shell may be gone already when the server ends with us; then there is nobody left to tell.
  guard.stdin.on('error', () => undefined);

  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      guard.stdin.end('done\n');
      resolve();
    });
  });
  // A start-up failure arrives here and as an exit code; whoever waits for the server reports it with the log file.
  child.once('error', () => undefined);

  return {
    pid,
    exited: () => child.exitCode !== null || child.signalCode !== null,
    stop: async (signal) => {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      if (child.exitCode === null && child.signalCode === null) await gone;
      clearTimeout(timer);
    },
  };
}
