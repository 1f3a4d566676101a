import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer } from './child.ts';
import type { MethodName } from './method.ts';

export interface MethodProcess {
  /** null when the process died of this picture, refused it or hung; the next picture meets a new process. */
  read(bytes: Buffer, forwards?: number): Promise<Answer | null>;
  close(): Promise<void>;
}

/** No picture of ours takes a living method this long. */
const HANGS_AFTER_MS = 180_000;
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** `warmUp` is read once in every new process and not counted: the first picture pays for compiling and caches. */
export function methodProcess(name: MethodName, warmUp: Buffer): MethodProcess {
  let child: Promise<ChildProcess> | null = null;
  let lastId = 0;

  async function start(): Promise<ChildProcess> {
    const started = fork(CHILD, [name], {
      serialization: 'advanced',
      execArgv: ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      started.once('message', () => resolve());
      started.once('exit', (code) => reject(new Error(`Expected ${name} to start, it ended with ${code}`)));
    });
    await ask(started, warmUp, 1);
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
