import { readdir, readFile } from 'node:fs/promises';

/** Processes below this one, however deep: id and when it began, which together name one process for good. */
export async function processesBelow(pid: number = process.pid): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  const children = lists.join(' ').split(' ').filter(Boolean).map(Number);
  const below = await Promise.all(
    children.map(async (child) => [...(await nameOf(child)), ...(await processesBelow(child))]),
  );
  return below.flat();
}

/** Of these processes, those that live still, whoever is their parent by now. */
export async function stillAlive(names: Iterable<string>): Promise<string[]> {
  const alive = await Promise.all(
    [...names].map(async (name) => ((await nameOf(pidOf(name))).includes(name) ? [name] : [])),
  );
  return alive.flat();
}

/** The most memory that any of these processes ever held, bytes. */
export async function peakBytes(names: Iterable<string>): Promise<number> {
  const peaks = await Promise.all(
    [...names].map(async (name) => {
      const status = await readFile(`/proc/${pidOf(name)}/status`, 'utf8').catch(() => '');
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    }),
  );
  return Math.max(0, ...peaks);
}

const pidOf = (name: string): number => Number(name.split('@')[0]);

async function nameOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Behind the name, which may hold anything: state is the third field, the start the twenty-second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || fields[0] === 'Z' ? [] : [`${pid}@${fields[19]}`];
}
