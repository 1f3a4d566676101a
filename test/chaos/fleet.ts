import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../support/children.ts';
import { ROOT } from '../support/product.ts';

/** One service process that is started again whenever it ends, as an orchestrator would. */
export interface Member {
  readonly name: string;
  pid(): number;
  kill(): Promise<void>;
  /** Ends it in order (SIGTERM), as scaling down does; it stays away until `start`. */
  leave(): Promise<void>;
  start(): void;
  /** Moves this process's clock by so many seconds, at once, while it runs. */
  shiftClock(seconds: number): Promise<void>;
  /** Ends nobody asked for. */
  crashes(): number;
}

export interface Fleet {
  readonly members: readonly Member[];
  readonly logFiles: readonly string[];
  stop(): Promise<void>;
}

const RESTART_AFTER_MS = 300;

/** @param commands name of a member → the script and arguments Node runs. */
export async function startFleet(
  folder: string,
  commands: Readonly<Record<string, readonly string[]>>,
  environment: Readonly<Record<string, string>>,
): Promise<Fleet> {
  const preload = await findFaketime();
  const logFiles: string[] = [];
  let stopping = false;

  async function createMember(name: string): Promise<Member & { stop(): Promise<void> }> {
    const clockFile = join(folder, `${name}.clock`);
    await writeFile(clockFile, '+0');
    const logFile = join(folder, `${name}.log`);
    logFiles.push(logFile);
    const variables = {
      ...environment,
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: clockFile,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    const script = (commands[name] ?? []).map((part) => (part.endsWith('.js') ? join(ROOT, part) : part));
    let away = false;
    let expected = false;
    let crashes = 0;
    const start = (): Child =>
      startChild(
        'env',
        [
          '-C',
          folder,
          ...Object.entries(variables).map(([key, value]) => `${key}=${value}`),
          process.execPath,
          ...script,
        ],
        { logFile },
      );
    let child = start();
    const keeper = setInterval(() => {
      if (stopping || away || !child.exited()) return;
      if (!expected) crashes += 1;
      expected = false;
      child = start();
    }, RESTART_AFTER_MS);
    return {
      name,
      pid: () => child.pid,
      crashes: () => crashes,
      kill: async () => {
        expected = true;
        await child.stop('SIGKILL');
      },
      leave: async () => {
        away = true;
        await child.stop('SIGTERM');
      },
      start: () => {
        away = false;
        expected = true;
      },
      shiftClock: (seconds) => writeFile(clockFile, `${seconds < 0 ? '' : '+'}${seconds}`),
      stop: async () => {
        clearInterval(keeper);
        await child.stop('SIGTERM');
      },
    };
  }

  const members = await Promise.all(Object.keys(commands).map(createMember));
  return {
    members,
    logFiles,
    stop: async () => {
      stopping = true;
      await Promise.all(members.map((member) => member.stop()));
    },
  };
}

/** Debian's libfaketime, preloaded into a service process: its clock can jump while it runs. */
async function findFaketime(): Promise<string> {
  for (const machine of await readdir('/usr/lib')) {
    const path = `/usr/lib/${machine}/faketime/libfaketime.so.1`;
    if (
      await readFile(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new Error('Expected libfaketime for clock jumps: run test/support/install.sh');
}

/** Processes below this one whose command line says they open documents. */
export async function sandboxChildrenOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const parent = await readFile(`/proc/${name}/stat`, 'utf8').then(
      (text) => Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]),
      () => Number.NaN,
    );
    if (!Number.isNaN(parent)) parents.set(Number(name), parent);
  }
  const isBelow = (candidate: number): boolean => {
    const parent = parents.get(candidate);
    return parent === pid || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const below = [...parents.keys()].filter(isBelow);
  const opening = await Promise.all(
    below.map(async (candidate) => {
      const command = await readFile(`/proc/${candidate}/cmdline`, 'utf8').catch(() => '');
      return /sandbox\/child\.[jt]s/.test(command) ? [candidate] : [];
    }),
  );
  return opening.flat();
}
