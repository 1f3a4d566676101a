import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultError } from '../errors.ts';

/**
 * Two processes in one PGlite folder destroy it, and PGlite does not look. A process id in a file would lie after a crash
 * (ids are reused, and in containers everyone is number 1), so the holder listens on a local socket instead:
 * a socket that nobody answers is a dead holder's.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const address = addressFor(await realpath(folder));
  const server = (await listen(address)) ?? (await takeOver(address, folder));
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function takeOver(address: string, folder: string): Promise<Server> {
  if (!(await someoneAnswers(address))) {
    await rm(address, { force: true });
    const server = await listen(address);
    if (server !== null) return server;
  }
  throw new FaultError(
    'DB_FOLDER_IN_USE',
    `Expected the database folder to be free, got another Spillway process using it: ${folder}`,
  );
}

/** null when the address is taken. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function someoneAnswers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A short name in the temporary folder, since socket paths may not exceed about 100 bytes. */
function addressFor(folder: string): string {
  const name = `spillway-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
