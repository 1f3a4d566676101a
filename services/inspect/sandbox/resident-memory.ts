import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Clock } from '../../../shared/clock.ts';

const PAGE_BYTES = 4096;
const run = promisify(execFile);

/**
 * Resident bytes of a process and everything below it: the wrappers that enclose a child stay its ancestors, and what a child
 * starts counts as its own. null once it is gone. From /proc where there is one, else from `ps` (kilobytes; that process alone).
 */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
      return Number(stdout.trim()) * 1024;
    }
    const own = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES;
    const below = await Promise.all((await childrenOf(pid)).map(residentBytes));
    return below.reduce<number>((sum, bytes) => sum + (bytes ?? 0), own);
  } catch {
    // The process ended between two looks; its end is reported by its own event.
    return null;
  }
}

/** Asked of the main thread only: the wrappers have no other, and a child's threads may start no process. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.split(' ').filter(Boolean).map(Number);
}

const LOOK_EVERY_MS = 200;

/** Watches a process until `signal` aborts: true as soon as it holds more than `memoryBytes`, false at the end. */
export async function outgrows(
  pid: number,
  memoryBytes: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<boolean> {
  while (!signal.aborted) {
    const resident = await residentBytes(pid);
    if (resident !== null && resident > memoryBytes) return true;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return false;
}
