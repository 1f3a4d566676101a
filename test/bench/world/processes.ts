import { readdir, readFile } from 'node:fs/promises';

export interface Usage {
  readonly cpuMs: number;
  readonly residentMb: number;
}

const TICK_MS = 10;
const PAGE_MB = 4096 / 2 ** 20;
const NAMES: ReadonlyArray<readonly [RegExp, string]> = [
  [/sandbox\/child\./, 'sandbox child'],
  [/services\/(intake|inspect|alert|console)\/main\.js/, 'service'],
  [/kafka\.Kafka/, 'Kafka'],
  [/s3proxy/, 'S3'],
  [/postgres/, 'Postgres'],
];

/** Processor time and memory of every process below this one, by what it is; resident memory counts shared pages in each. */
export async function usageByName(): Promise<ReadonlyMap<string, Usage>> {
  const stats = new Map<number, { parent: number } & Usage>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    const fields = text
      ?.slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    if (fields === undefined) continue;
    // Fields of proc(5) from the third on: parent, own and waited-for children's time, resident pages.
    const ticks = (fields[11] ?? 0) + (fields[12] ?? 0);
    stats.set(pid, {
      parent: fields[1] ?? 0,
      cpuMs: ticks * TICK_MS,
      residentMb: (fields[21] ?? 0) * PAGE_MB,
    });
  }
  const isBelow = (pid: number): boolean => {
    const parent = stats.get(pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && isBelow(parent));
  };
  const byName = new Map<string, Usage>();
  for (const [pid, own] of stats) {
    if (!isBelow(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const found = NAMES.find(([pattern]) => pattern.test(command));
    if (found === undefined) continue;
    const name = found[1] === 'service' ? (found[0].exec(command)?.[1] ?? 'service') : found[1];
    const before = byName.get(name) ?? { cpuMs: 0, residentMb: 0 };
    byName.set(name, { cpuMs: before.cpuMs + own.cpuMs, residentMb: before.residentMb + own.residentMb });
  }
  return byName;
}
