import { workerData } from 'node:worker_threads';

/**
 * Runs as a thread of the child: when the parent's id is no longer what it was at the start, the parent is dead and
 * so should we be, even while the main thread is in an endless loop and cannot notice that its channel closed.
 */
const EVERY_MS = 500;
const { parentId } = workerData as { parentId: number };

setInterval(() => {
  if (process.ppid !== parentId) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
