import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import { findIsolation } from './isolation.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createSandbox } from './pool.ts';
import { childCommand } from './spawn-child.ts';

const standIn = fileURLToPath(new URL('../../../test/hostile/children/stand-in-child.ts', import.meta.url));

it('cuts children off from the network where the machine allows it, and says whether it does', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const isolation = await findIsolation({
    fromSources: true,
    readable: [],
    limits: DEFAULT_LIMITS,
  });
  const how = childCommand(DEFAULT_LIMITS, isolation);
  const sandbox = createSandbox({
    limits: DEFAULT_LIMITS,
    children: 1,
    rules: async () => [],
    engine: 'auto',
    preset: 'balanced',
    log: { info: () => {}, warn: () => {} },
    clock: systemClock,
    childCommand: { ...how, args: [...how.args.slice(0, -1), standIn] },
  });
  onTestFinished(() => sandbox.close());
  const { mediaType } = await sandbox.inspect({ bytes: Buffer.from(`network ${port}`), name: null });
  const cutOff = isolation.measures.find((measure) => measure.name === 'no network')?.active;
  expect(mediaType).toBe(cutOff ? 'refused' : 'connected');
});

it('lets the services go first: children run at a lower priority', async () => {
  const { wrappers, measures } = await findIsolation({
    fromSources: true,
    readable: [],
    limits: DEFAULT_LIMITS,
    strongest: 'none',
  });
  expect(measures.find(({ name }) => name === 'behind services')?.active).toBe(true);
  const [command = process.execPath, ...args] = [...wrappers, process.execPath, '-p', 'os.getPriority()'];
  const { stdout } = await promisify(execFile)(command, args);
  expect(Number(stdout)).toBe(10);
});
