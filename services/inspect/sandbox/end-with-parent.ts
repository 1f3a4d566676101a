import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/**
 * Ends this process when its parent is gone: the channel closes, and for the case that the main thread is caught in an
 * endless loop and cannot notice, a second thread watches the parent's id.
 */
export function endWithParent(channel: Socket): void {
  channel.on('close', () => process.exit(0));
  channel.on('error', () => process.exit(0));
  new Worker(WATCH, { eval: true, workerData: { parentId: process.ppid } });
}

/** As text, because a thread of its own cannot load TypeScript sources, and this must run from them as well. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== workerData.parentId) process.kill(process.pid, 'SIGKILL');
  }, 500);
`;
