import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../../../services/inspect/sandbox/limits.ts';
import { nodeFlags } from '../../../../services/inspect/sandbox/spawn-child.ts';
import type { Answer } from './child.ts';
import { isOurs, type MethodName } from './method.ts';

export interface MethodProcess {
  /** null when the process died of this picture, refused it or hung; the next picture meets a new process. */
  read(bytes: Buffer, forwards?: number): Promise<Answer | null>;
  close(): Promise<void>;
}

/** No picture of ours takes a living method this long. */
const HANGS_AFTER_MS = 180_000;

/** How a method's code is run: as it ships (`tsc -p test/bench` puts the methods beside it), or from the sources. */
export type RunFrom = 'dist' | 'sources';
const CHILD = {
  dist: { path: '../../../../dist/test/accuracy/images/methods/child.js', loader: [] },
  sources: { path: './child.ts', loader: ['--import', import.meta.resolve('tsx')] },
} as const;

/**
 * `warmUp` is read in every new process and not counted: the first pictures pay for compiling, caches and what is loaded when it is first needed.
 * Ours run with the sandbox's flags, the others as anyone would start them.
 */
export function methodProcess(
  name: MethodName,
  warmUp: readonly Buffer[],
  from: RunFrom = 'sources',
): MethodProcess {
  let child: Promise<ChildProcess> | null = null;
  let lastId = 0;

  async function start(): Promise<ChildProcess> {
    const { path, loader } = CHILD[from];
    const started = fork(fileURLToPath(new URL(path, import.meta.url)), [name], {
      serialization: 'advanced',
      execArgv: [...loader, ...(isOurs(name) ? nodeFlags(DEFAULT_LIMITS) : [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      started.once('message', () => resolve());
      started.once('exit', (code) => reject(new Error(`Expected ${name} to start, it ended with ${code}`)));
    });
    for (const bytes of warmUp) await ask(started, bytes, 1);
    return started;
  }

  function ask(asked: ChildProcess, bytes: Buffer, forwards: number): Promise<Answer | null> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const end = (answer: Answer | null) => {
        clearTimeout(timer);
        asked.off('message', onMessage);
        asked.off('exit', onExit);
        resolve(answer);
      };
      const onMessage = (message: Answer | { id: number; error: string }) => {
        if (message.id === id) end('error' in message ? null : message);
      };
      const onExit = () => {
        child = null;
        end(null);
      };
      const timer = setTimeout(() => asked.kill('SIGKILL'), HANGS_AFTER_MS);
      asked.on('message', onMessage);
      asked.on('exit', onExit);
      asked.send({ id, bytes, forwards });
    });
  }

  return {
    async read(bytes, forwards = 1) {
      child ??= start();
      return ask(await child, bytes, forwards);
    },
    async close() {
      const running = await child;
      if (running === null || running.exitCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.send('end');
      await ended;
    },
  };
}
